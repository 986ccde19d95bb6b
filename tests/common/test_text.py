import random
import unicodedata

import pytest
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from common.text import escaped, normalise, one_line, search_key, sort_key, tone_key

IN_ORDER = ["An", "Ánh", "Ân", "Bình", "Dũng", "Đức"]


def test_names_sort_by_the_vietnamese_alphabet():
    shuffled = random.Random(1).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(shuffled, key=sort_key) == IN_ORDER


def test_given_name_counts_before_middle_and_family():
    names = ["", "Nông Văn An", "Bế Thị Bình", "Nông Thị Bình", "Lý Văn Bình", "Ánh Văn Đức"]
    assert sorted(reversed(names), key=sort_key) == names


def test_tones_count_only_between_equal_letters():
    assert sorted(["Hạ", "Hà", "Ha", "Há", "Hả", "Hã", "Han"], key=sort_key) == [
        "Ha",
        "Hà",
        "Hả",
        "Hã",
        "Há",
        "Hạ",
        "Han",
    ]


@pytest.mark.parametrize("spelling", ["Đặng", unicodedata.normalize("NFD", "Đặng"), "\u00d0ặng", "  ĐẶNG "])
def test_every_spelling_is_found_without_diacritics(spelling):
    assert search_key(spelling) == "dang"


@pytest.mark.parametrize("apostrophe", ["'", "\u2019", "\u2018", "\u02bc"])
def test_every_apostrophe_of_a_phone_finds_the_same(apostrophe):
    assert search_key(f"H{apostrophe}Mông") == "h'mong"


def test_a_key_with_tones_tells_the_tones_apart_and_nothing_else():
    assert tone_key(" NÔNG  Thị\u00a0Ánh") == tone_key(unicodedata.normalize("NFD", "nông thị ánh")) == "nông thị ánh"
    assert len({tone_key(name) for name in ("Anh", "Ánh", "Ảnh", "Ân", "Đang", "Dang")}) == 6


@pytest.mark.parametrize(("former", "present"), [("Hòa", "Hoà"), ("Thúy", "Thuý"), ("Khỏe", "Khoẻ")])
def test_the_place_of_a_tone_in_a_word_makes_no_other_word(former, present):
    assert tone_key(former) == tone_key(present)
    assert tone_key(former) != tone_key(search_key(former))


def test_what_is_stored_has_one_spelling():
    assert normalise("\u00d0a\u0323\u0306ng\x00\u202e") == "Đặng"
    assert one_line("a\r\nb \t c") == "a b c"
    assert one_line("a\u00a0b: 88,2\u00a0% ") == "a b: 88,2\u00a0%"


@given(st.text())
def test_normalising_twice_changes_nothing_more(text):
    assert one_line(one_line(text)) == one_line(text)


@given(st.text(max_size=100))
def test_a_sort_key_holds_only_digits_and_fits_its_column(text):
    key = sort_key(text)
    assert set(key) <= set("0123456789")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_whatever_breaks_a_line_parts_words(end):
    assert normalise(f"Bế{end}Thị") == "Bế\nThị"
    assert one_line(f"Bế{end}Thị") == "Bế Thị"


@pytest.mark.parametrize(
    ("part", "drawn"),
    [('<b> & "Bế"', "&lt;b&gt; &amp; &quot;Bế&quot;"), (mark_safe("<b>Bế</b>"), "<b>Bế</b>"), (5, "5")],
)
def test_text_becomes_no_markup_unless_it_is_markup(part, drawn):
    assert escaped(part) == drawn
