"""Who is found by what is typed: everybody meant, in every spelling, and nobody by a piece of a number."""

import random
import unicodedata

import pytest
from django.urls import reverse

from common.text import one_line, sort_key
from config.demo import words
from members.enums import EventKind, Sex
from members.forms import MemberFilter
from members.models import Code, Member, Membership
from members.queries import listing
from tests.world import LONG_AGO, TODAY, happen, join

IDENTITY, CARD = "004090123456", "004190654321"


def names():
    """520 different names, as many with Đ and with every tone as chance gives."""
    dice = random.Random(520)
    made = set()
    while len(made) < 520:
        female = dice.random() < 0.5
        middle = dice.choice((words.MIDDLES_FEMALE if female else words.MIDDLES_MALE).split())
        given = dice.choice((words.FEMALE if female else words.MALE).split())
        made.add(f"{dice.choice(words.FAMILIES.split())} {middle} {given}")
    return sorted(made)


def without_tones(name):
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")


SPELLINGS = {
    "as it is": str,
    "decomposed": lambda name: unicodedata.normalize("NFD", name),
    "with the look-alike of Đ": lambda name: name.replace("Đ", "\u00d0").replace("đ", "\u00f0"),
    "without tones": without_tones,
    "in capitals": str.upper,
    "in capitals, without tones": lambda name: without_tones(name).upper(),
    "in small letters, decomposed": lambda name: unicodedata.normalize("NFD", name.lower()),
    "with blanks too many": lambda name: f"  {name.replace(' ', '   ')}\t",
    "given name first": lambda name: " ".join(reversed(name.split())),
    "family and given name": lambda name: f"{name.split()[0]} {name.split()[-1]}",
    "given name only": lambda name: name.split()[-1],
    "a part from within": lambda name: name[2:-1],
    "a part without tones": lambda name: without_tones(name)[1:-1],
}


@pytest.fixture
def crowd(world):
    """Every one of `names` in the cell, and what searches them as the page does."""
    people = [Member(commune=world.commune, full_name=name, sex=Sex.MALE) for name in names()]
    for person in people:
        person.set_keys()
    made = Member.objects.bulk_create(people)
    rows = [Membership(member=m, cell=world.cell, standing="official", since=LONG_AGO, entry="opening") for m in made]
    Membership.objects.bulk_create(rows)
    form = MemberFilter({"cell": str(world.cell.pk)}, user=world.office)

    def search(typed):
        rows = listing.chosen_rows(cells=form.cells, day=TODAY, choice=form.choice | {"name": typed})
        return list(rows.values_list("member__full_name", flat=True))

    return search


def test_everybody_is_found_in_every_spelling(crowd):
    """Of each spelling every fourth name, of each next one the neighbours."""
    tried = [(how, name) for turn, how in enumerate(SPELLINGS) for name in names()[turn % 4 :: 4]]
    assert [(how, name) for how, name in tried if name not in crowd(SPELLINGS[how](name))] == []


def test_a_search_with_tones_tells_first_who_has_exactly_these_tones(crowd):
    typed = {part for name in names() for part in (name, name.split()[-1], " ".join(name.split()[::2]))}
    ties = 0
    for text in sorted(typed):
        found = crowd(text)
        sought = one_line(text).lower().split()
        exact = [all(word in name.lower() for word in sought) for name in found]
        if without_tones(text) == text:
            continue
        assert exact == sorted(exact, reverse=True), text
        for same in (True, False):
            group = [name for name, fits in zip(found, exact, strict=True) if fits == same]
            assert group == sorted(group, key=sort_key)
        ties += len(set(exact)) == 2
    assert ties > 50  # of these searches had both kinds to tell apart


def test_a_search_without_tones_treats_all_alike(crowd):
    found = crowd("anh")
    assert {"Anh", "Ánh"} <= {name.split()[-1] for name in found}
    assert found == sorted(found, key=sort_key)


def found_by(client, typed, **choice):
    page = client.get(reverse("members:list"), {"name": typed} | choice)
    assert page.status_code == 200
    return [row.full_name for row in page.context["page"]]


def test_words_may_come_in_any_order_and_all_count(world, sign_in):
    client = sign_in(world.office)
    assert found_by(client, "an nong") == ["Nông Văn An"]
    assert found_by(client, "van nong an") == ["Nông Văn An"]
    assert found_by(client, "nong binh") == []


def test_one_word_in_two_spellings_of_its_tone_is_the_same_word(world, sign_in):
    for name in ("Tô Văn Hóa", "Tô Văn Hoá", "Tô Văn Hòa"):
        join(world.cell, name)
    for typed in ("văn hóa", "văn hoá"):
        assert set(found_by(sign_in(world.office), typed)[:2]) == {"Tô Văn Hóa", "Tô Văn Hoá"}


@pytest.mark.parametrize("typed", ["%", "_", "\\", "'", "a%n", "\x00"])
def test_signs_that_databases_know_find_only_themselves(world, sign_in, typed):
    assert len(found_by(sign_in(world.office), typed)) in (0, 10)
    assert found_by(sign_in(world.office), f"an{typed}nong") in ([], ["Nông Văn An"])


@pytest.fixture
def groups(world):
    """Each of three members in an ethnic group with aliases, one of them called like a group."""
    codes = {code.code: code for code in Code.objects.filter(commune=world.commune, list="ethnicity")}
    join(world.cell, "Lầu Thị Dính", ethnicity=codes["08"])
    join(world.cell, "Hoàng A Sình", ethnicity=codes["15"])
    join(world.cell, "Mông Văn Tày", ethnicity=codes["07"])
    return codes


@pytest.mark.parametrize(
    ("typed", "members"),
    [
        ("Sán Chỉ", ["Hoàng A Sình"]),
        ("cao lan", ["Hoàng A Sình"]),
        ("Sán Chay", ["Hoàng A Sình"]),
        ("H'Mông", ["Lầu Thị Dính"]),
        ("h\u2019mong", ["Lầu Thị Dính"]),
        (unicodedata.normalize("NFD", "Mèo"), ["Lầu Thị Dính"]),
    ],
)
def test_a_name_of_an_ethnic_group_that_nobody_bears_finds_its_members(world, sign_in, groups, typed, members):
    page = sign_in(world.office).get(reverse("members:list"), {"name": typed})
    assert [row.full_name for row in page.context["page"]] == members
    assert page.context["instead"]


def test_where_somebody_is_called_like_an_ethnic_group_the_group_is_one_step_away(world, sign_in, groups):
    client = sign_in(world.office)
    page = client.get(reverse("members:list"), {"name": "Mông"})
    assert [row.full_name for row in page.context["page"]] == ["Mông Văn Tày"]
    link = f"?ethnicity={groups['08'].pk}"
    assert link in page.content.decode()
    assert [row.full_name for row in client.get(reverse("members:list") + link).context["page"]] == ["Lầu Thị Dính"]


def test_the_groups_of_another_commune_are_none_here(world, sign_in):
    Code.objects.filter(commune=world.commune, list="ethnicity", code="15").get()
    code = Code.objects.get(commune=world.other_commune, list="ethnicity", code="15")
    code.aliases = "Sán Khác"
    code.save()
    page = sign_in(world.office).get(reverse("members:list"), {"name": "Sán Khác"})
    assert (page.context["group"], list(page.context["page"])) == (None, [])


@pytest.fixture
def numbered(world):
    return join(world.cell, "Bế Thị Số", id_number=IDENTITY, card_no=CARD, old_id_number="080123456")


def find(client, number):
    """Who is found, and the page."""
    page = client.post(reverse("members:find"), {"number": number, "form_key": "0" * 32})
    assert page.status_code == 200
    return page.context["found"], page.content.decode()


@pytest.mark.parametrize("typed", [IDENTITY, CARD, "080123456", f" {IDENTITY} ", "0040 9012 3456"])
def test_a_whole_number_finds_who_has_it_and_is_not_shown_again(world, sign_in, numbered, typed):
    found, page = find(sign_in(world.office), typed)
    assert found == [numbered]
    assert numbered.get_absolute_url() in page
    assert [number for number in (IDENTITY, CARD, "080123456", typed) if number in page] == []


@pytest.mark.parametrize(
    "typed", ["", " ", IDENTITY[:11], IDENTITY[-6:], IDENTITY[:-1] + "7", IDENTITY + "0", "%", "x" * 21, "Bế Thị Số"]
)
def test_anything_but_the_whole_number_finds_nobody_and_is_not_shown_again(world, sign_in, numbered, typed):
    found, page = find(sign_in(world.office), typed)
    assert found == []
    assert not typed.strip(" %") or typed not in page


def test_one_number_after_the_other_finds_one_after_the_other(world, sign_in, numbered):
    other = join(world.other_cell, "Bế Thị Khác", id_number="004090000001")
    client = sign_in(world.office)  # the form of the first search, found again by going back, is sent once more
    assert [find(client, number)[0] for number in (IDENTITY, "004090000001", "1")] == [[numbered], [other], []]


def test_who_left_is_found_by_the_number_too_and_of_two_who_bear_it_both(world, sign_in, numbered):
    happen(numbered, EventKind.DIE, TODAY)
    other = join(world.other_cell, "Bế Thị Trùng", card_no=CARD)
    assert find(sign_in(world.office), CARD)[0] == [numbered, other]


@pytest.mark.parametrize("role", ["leader", "in_charge", "secretary", "inspection", "upper", "admin", "nobody"])
def test_only_those_who_keep_the_files_find_by_number(world, sign_in, numbered, role):
    assert sign_in(world.accounts[role]).post(reverse("members:find"), {"number": IDENTITY}).status_code == 403


def test_a_number_of_another_commune_finds_nobody(world, sign_in, numbered):
    assert find(sign_in(world.outsider), IDENTITY)[0] == []


@pytest.mark.parametrize("typed", [IDENTITY, "0040 9012 3456", "Số 004090123456", IDENTITY[:6]])
def test_a_number_typed_as_a_name_searches_nothing_and_leaves_the_address(world, sign_in, numbered, typed):
    choice = {"name": typed, "sex": "male", "cell": world.cell.pk}
    page = sign_in(world.office).get(reverse("members:list"), choice, follow=True)
    assert page.redirect_chain == [(f"{reverse('members:list')}?sex=male&cell={world.cell.pk}", 302)]
    assert typed not in page.content.decode()
