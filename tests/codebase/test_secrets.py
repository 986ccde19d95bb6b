"""What somebody may not know appears nowhere: not on a page, in a file, in a select, in a count of a search, by any
method, in any role, and be the object asked for one's own, another cell's or another commune's. Nothing personal is
shown or taken away without a row in the trail, and no answer stays with the browser, where Back could show it."""

import io
import re
import zipfile
from datetime import date
from types import SimpleNamespace
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.db.models import QuerySet
from django.test import Client

from accounts.models import TrailEntry
from cells.enums import PaperKind
from common.partial import PartialDate
from development import services as growth
from meetings import services as minutes
from members import services as people
from members.enums import CommendationForm, DisciplineForm
from members.models import Member
from oversight import services as guidance
from tests import world as worlds
from tests.access import MATRIX, ROLES, in_parts
from tests.addresses import a_discipline_case, address, an_inspection, some_information
from tests.codebase.test_access import admin_addresses
from tests.world import join, undone

PARTS = 4  # of the walk, so that two processes share it
PLACES = ("own", "other", "foreign")
OWN, OTHER = ("office", "leader", "in_charge", "secretary", "inspection"), ("office", "leader", "inspection")
REVEALED = ("office", "leader")  # who may ask for numbers in full
DISCIPLINE = ("leader", "secretary", "inspection")
CANDIDATES = ("office", "leader", "in_charge", "secretary")
SENSITIVE = ("inspection",)


def readers(place, own=OWN):
    """The roles that may read in a place what those of `own` read in the secretary's cell."""
    near = {"own": own, "other": tuple(role for role in own if role in OTHER), "foreign": ("outsider",)}
    return near[place]


# What is planted: a word of its own for each fact and place, and who may read it.
SECRETS = {
    # The name of a member without a post; the trail, which the administrator reads, says whom it is about.
    **{f"Sonhien{place}": (*readers(place), *(() if place == "foreign" else ("admin",))) for place in PLACES},
    **{f"Nhacua{place}": readers(place) for place in PLACES},  # where the member lives
    **{f"Saipham{place}": readers(place, DISCIPLINE) for place in PLACES},  # the breach that was disciplined
    **{f"Ngoaihoso{place}": readers(place, DISCIPLINE) for place in PLACES},  # why no procedure led to that
    **{f"Thaoluan{place}": readers(place) for place in PLACES},  # talk in signed minutes
    **{f"Nhiemvu{place}": readers(place) for place in PLACES},  # a task of a resolution
    **{f"Lydovang{place}": readers(place) for place in PLACES},  # why somebody will be absent
    **{f"Vuongmac{place}": readers(place) for place in PLACES},  # a difficulty of the cell
    **{f"Quanchung{place}": readers(place, CANDIDATES) for place in PLACES},  # the name of somebody on the way
    **{f"Gioithieu{place}": readers(place, CANDIDATES) for place in PLACES},
    **{f"Lydolui{place}": readers(place, CANDIDATES) for place in PLACES},  # why the case was moved back
    **{f"Dauhieu{place}": readers(place, SENSITIVE) for place in PLACES},  # what a sensitive case is about
    **{f"Buocmat{place}": readers(place, SENSITIVE) for place in PLACES},  # a step of it
    **{f"Khacphuc{place}": readers(place, SENSITIVE) for place in PLACES},  # what is to be mended after it
    **{f"Thihanh{place}": readers(place, SENSITIVE) for place in PLACES},  # the breach of a procedure of discipline
    **{f"Phananh{place}": readers(place, SENSITIVE) for place in PLACES},  # what information that came in is about
    **{f"Donthu{place}": readers(place, SENSITIVE) for place in PLACES},  # what it says
    # Their codes, the papers that bear them, the signs of those papers of the board and of a cell.
    **dict.fromkeys(("DH-0", "TC-0", "KL 0", "TT 0", "UBKTĐU-KT", "KH/CB-KT"), SENSITIVE),
    **{f"Phancong{place}": readers(place) for place in PLACES},  # work given to a member
    **{f"00408000100{number}": readers(place, REVEALED) for number, place in enumerate(PLACES)},
}
BOARD = ("Saipham", "Ngoaihoso", "Dauhieu", "Buocmat", "Khacphuc", "Thihanh", "Phananh", "Donthu")
for word in BOARD:
    SECRETS[f"{word}foreign"] = ()  # the office of the other commune has no right to it
NEAR = ("in_charge", "secretary")  # to whom another cell of the commune is not as their own
LOOKS = ("seen", "exported", "revealed")
FACTS = {"phone": "0912345678", "home_place": "Quê Ngoại", "card_no": "111122223333"}
# What is more than a name in the work of a cell: also where anybody lives, the day of birth of all, a masked number.
PERSONAL = (*FACTS.values(), "Nhacua", "01/05/1980", "07/04/1999", "0040800010", "•••")
NOT_ITSELF = re.compile(r'(value|href|action|data-[a-z]+)="[^"]*"|name=[^"& ]*')  # what was asked for, said back


def words_of(answer):
    """The texts of an answer, a file unpacked."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:2] != b"PK":
        return body.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return "".join(packed.read(name).decode(errors="replace") for name in packed.namelist())


def plant(world, place, number, cell, hamlet, members, by):
    """Secrets of a place, and the world as an address there needs it."""
    member = members[1]
    join(cell, f"Mã Văn Cao {number}", decided_on=PartialDate("1995-12-10"))  # due for a badge
    for one in members:
        told = {"residence": f"Nhacua{place}", "id_number": f"00408000100{number}"} if one == member else {}
        people.edit_file(member=one, by=by, **FACTS | told)
    QuerySet(Member).filter(pk=member.pk).update(full_name=f"Bế Văn Sonhien{place}")
    told = {"breach": f"Saipham{place}", "outside": f"Ngoaihoso{place}"}
    discipline = people.discipline(member=member, form=DisciplineForm.REPRIMAND, on=date(2020, 6, 1), by=None, **told)
    signed = worlds.record(cell, date(2026, 9, 3), by)
    worlds.as_published(signed, discussion=f"Thaoluan{place}")
    worlds.as_published(signed.tasks.get(), text=f"Nhiemvu{place}")
    difficulty = {"text": f"Vuongmac{place}", "owner": "UBND xã", "due_on": date(2026, 12, 31)}
    span = {"since": date(2026, 12, 1), "until": date(2026, 12, 10)}
    planned, there = worlds.plan(cell, date(2026, 12, 20)), SimpleNamespace(cell=cell, members=members)
    numbered = {"on": signed.held_on, "today": worlds.TODAY, "by": by}
    return SimpleNamespace(
        **vars(world)
        | {
            "cell": cell,
            "hamlet": hamlet,
            "members": members,
            "member": member,
            "signed": signed,
            "discipline": discipline,
            "commendation": people.commend(member=member, form=CommendationForm.PRAISE, on=date(2020, 6, 1), by=None),
            "draft": worlds.record(cell, date(2026, 11, 5), by, full=False),
            "candidate": candidate_of(cell, place, by),
            "difficulty": guidance.raise_difficulty(cell=cell, raised_on=date(2026, 10, 3), by=by, **difficulty),
            "planned": planned,
            "farmers": cell.commune.mass_organisations.get(name="Hội Nông dân"),
            "notice": minutes.give_notice(member=member, cell=cell, reason=f"Lydovang{place}", by=by, **span),
            "paper": minutes.number_meeting_paper(meeting=signed, kind=PaperKind.RESOLUTION, **numbered),
            "case": sensitive_case(cell, place, members),
            "information": some_information(there, title=f"Phananh{place}", gist=f"Donthu{place}"),
            "procedure": a_discipline_case(there, voted=False, breach=f"Thihanh{place}"),
            "duty": worlds.work(cell, member, task=f"Phancong{place}"),
            "office": by,
        }
    )


def sensitive_case(cell, place, members):
    """On signs of breach, opened, with something to be mended that is late."""
    there = SimpleNamespace(cell=cell, members=members, today=worlds.TODAY, office=None)
    case = an_inspection(there, "signs", title=f"Dauhieu{place}", due_on=date(2026, 11, 1))
    guidance.number_case_paper(case=case, kind="decide", on=date(2026, 9, 1), today=worlds.TODAY, by=None)
    guidance.take_case_step(case=case, kind="open", on=date(2026, 9, 12), text=f"Buocmat{place}", by=None)
    remedy = {"text": f"Khacphuc{place}", "owner": "Chi ủy", "due_on": date(2026, 10, 1)}
    guidance.add_remedy(case=case, by=None, **remedy)
    denunciation(cell, place)
    return case


def denunciation(cell, place):
    """Settled by the cell itself, under a plan that bears a number."""
    plan = guidance.start_programme(commune=cell.commune, body="cell", cell=cell, year=2025, by=None)
    day = date(2025, 3, 1)
    facts = {"title": f"Dauhieu{place}", "content": "other", "since": day, "last_day": day, "due_on": day}
    facts |= {"received_on": day, "added": True, "cell": cell, "today": worlds.TODAY, "by": None}
    case = guidance.plan_case(programme=plan, kind="denunciation", **facts)
    guidance.number_case_paper(case=case, kind="decide", on=day, today=worlds.TODAY, by=None)


def candidate_of(cell, place, by):
    about = {"full_name": f"Lò Thị Quanchung{place}", "sex": "female", "proposed_by": f"Gioithieu{place}"}
    on = date(2026, 2, 10)
    case = growth.propose(cell=cell, on=on, case=about, facts={"born": date(1999, 4, 7)}, by=by)
    told = {"candidate": case, "on": on, "by": by}
    growth.take_step(kind="list", **told)
    growth.take_step(kind="back", to_state="proposed", because="other", note=f"Lydolui{place}", **told)
    return case


@pytest.fixture
def places(world):
    """{place: the world seen from there}, each with its secrets."""
    strangers = members_of(world.foreign_cell)
    return {
        "own": plant(world, "own", 0, world.cell, world.hamlet, world.members, world.office),
        "other": plant(world, "other", 1, world.other_cell, world.other_hamlet, world.other_members, world.office),
        "foreign": plant(world, "foreign", 2, world.foreign_cell, world.foreign_hamlet, strangers, world.outsider),
    }


def members_of(cell):
    return [row.member for row in cell.memberships.select_related("member").order_by("member")]


def urls(found, places, role):
    """({address: name}: where an object is asked for, those of each place; addresses of pages that ask for none, with
    a choice of what stands elsewhere). `found` are {name: {place: address}}. Who works for no single cell asks in one
    of the commune and in a foreign one."""
    asked = [place for place in PLACES if place != "other" or role in NEAR]
    chosen = [
        urlencode({"cell": there.cell.pk, "member": there.member.pk, "name": "sonhien", "more": "on"})
        for there in (places[place] for place in asked if place != "own")
    ]
    alike = [of["own"] for of in found.values() if len({of[place] for place in asked}) == 1]
    return (
        {of[place]: name for name, of in found.items() for place in asked},
        [f"{url}?{choice}" for url in alike for choice in chosen],
    )


def forbidden(role, text):
    """The secrets in a text that a role must not see."""
    told = [secret for secret, known in SECRETS.items() if role not in known and secret in text]
    if told:
        text = NOT_ITSELF.sub("", text)
    return [secret for secret in told if secret in text]


def last_look():
    """Number of the last row in the trail that tells of a look. To count them took a tenth of the walk."""
    return TrailEntry.objects.filter(action__in=LOOKS).order_by("-pk").values_list("pk", flat=True).first()


def is_personal(answer, text):
    """Whether an answer is a file, or tells of somebody more than a name in the work of a cell."""
    if answer.status_code != 200:
        return False
    return "Content-Disposition" in answer.headers or any(fact in text for fact in PERSONAL)


def shown_wrongly(role, client, asked, chosen):
    """[(what is wrong, role, method, address)] of all that a role is answered there, files too."""
    wrong = []

    def ask(method, url):
        before, kept = last_look(), {"form_key": uuid4().hex} if method == "post" else {}
        answer = getattr(client, method)(url, kept)
        text = words_of(answer)
        faults = [f"shows {secret}" for secret in forbidden(role, text)]
        if is_personal(answer, text) and last_look() == before:
            faults.append("leaves no trail")
        if "no-store" not in answer.headers["Cache-Control"]:
            faults.append("stays in the browser")
        wrong.extend((fault, role, method, url) for fault in faults)
        return answer.status_code, text

    for url in (*asked, *chosen):
        status, text = ask("get", url)
        offered = {kind for kind in ("xlsx", "docx") if f"as={kind}" in text}
        if status == 200:  # what does not open gives no file either
            for kind in offered | {"xlsx"} if url in asked else offered:
                ask("get", f"{url}{'&' if '?' in url else '?'}as={kind}")
    for url, name in asked.items():
        if name != "accounts:logout" and ask("post", url)[0] == 200:
            ask("post", f"{url}?as=xlsx")
    return wrong


@pytest.mark.once
@pytest.mark.parametrize("part", range(PARTS))
def test_what_a_role_may_not_know_appears_nowhere_and_what_is_shown_is_written_down(part, places, sign_in):
    """Every role at a part of the addresses, each in the same world. What all addresses ask for is made first: it
    stands in lists that any of them shows."""
    made = {name: {place: address(name, there) for place, there in places.items()} for name in MATRIX}
    found, pages = {name: made[name] for name in in_parts(MATRIX, PARTS)[part]}, [*admin_addresses(places["own"])]
    wrong = []
    for role in ROLES:
        with undone():
            client = Client() if role == "anonymous" else sign_in(places["own"].accounts[role])
            asked, chosen = urls(found, places, role)
            wrong += shown_wrongly(role, client, asked, chosen + pages[part::PARTS] if role == "admin" else chosen)
    assert wrong == []


@pytest.mark.parametrize("place", PLACES)
def test_what_is_planted_is_there_to_be_found(place, places, sign_in):
    """The walk above could not fail if nobody saw the secrets."""
    reader = "outsider" if place == "foreign" else "leader"
    there, client = places[place], sign_in(places["own"].accounts[reader])
    pages = ("members:detail", "members:record", "members:honours", "members:duties", "meetings:detail")
    pages += ("development:candidate", "meetings:tasks", "meetings:absences", "oversight:difficulty")
    board = "" if place == "foreign" else sign_in(places["own"].accounts["inspection"])
    shown = "".join(words_of(client.get(address(name, there))) for name in pages)
    for case in (there.case, there.procedure, there.information) if board else ():
        shown += words_of(board.get(case.get_absolute_url()))
    assert {secret for secret in SECRETS if place in secret and secret not in shown} == (
        {f"{word}foreign" for word in BOARD} if place == "foreign" else set()
    )
