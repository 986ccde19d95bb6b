"""What a cell says, as the value of a field: dates in every guise, numbers that stay text, words of a list.

Each reader gives (value, warning or "") or raises CellError with the sentence to show; none is handed an empty cell.
"""

import re
from collections import defaultdict
from datetime import date, timedelta

from django.utils.translation import gettext as _

from common.fields import FIRST_DAY
from common.partial import PartialDate
from common.text import search_key
from exchange.enums import Listed
from exchange.rules.reading import NO_VALUE
from members.enums import Sex

EXCEL_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#####")
EXCEL_EPOCH = date(1899, 12, 30)
SERIALS = range(10_000, 60_001)  # day numbers of Excel from 1927 to 2064; shorter ones could be anything
YEARS = range(1900, 2101)
PLAIN_DAY = re.compile(r"[0-9]{2}/[0-9]{2}/[0-9]{4}")
DATE_WORDS = re.compile(r"\b(ngay|thang|nam)\b")
CLOCK = re.compile(r"[ t]\d{1,2}:\d\d(:\d\d(\.\d+)?)?$")
SHORTENED = re.compile(r"(\d)(?:[.,](\d+))?e\+?(\d+)", re.IGNORECASE)
SEXES = {"nam": Sex.MALE, "male": Sex.MALE, "nu": Sex.FEMALE, "female": Sex.FEMALE}
LISTED = {
    Listed.ACTIVE: "dang sinh hoat; dang sh; sinh hoat",
    Listed.DIED: "tu tran; da mat; chet; mat; qua doi",
    Listed.LEFT: "roi khoi dang; ra khoi dang; khai tru; xoa ten; xin ra; xin ra khoi dang; da roi khoi dang",
    Listed.EXEMPT: "mien sinh hoat; mien sinh hoat dang; mien shd; mien cong tac va sinh hoat dang",
    Listed.SUSPENDED: "dinh chi; dinh chi sinh hoat; dinh chi sinh hoat dang",
    Listed.INTERRUPTED: "gian doan; gian doan sinh hoat",
}
LISTED = {words: state for state, text in LISTED.items() for words in text.split("; ")}
PREFIXES = re.compile(r"^(chi bo|cb|chi uy|xom|thon|ban|lang|ap|to dan pho|tdp|khu pho)\b[\s:.]*")


class CellError(Exception):
    """What is wrong with a cell, in one sentence."""


def whole(text):
    """`text`, unless Excel has no value for the cell."""
    if text == NO_VALUE:
        raise CellError(_("a formula without its result: paste the values instead"))
    if text.startswith("#") and text in EXCEL_ERRORS:
        raise CellError(_("Excel shows the error %(text)s") % {"text": text})
    return text


def day(text, today):
    """A PartialDate of a day, month or year, up to `today`."""
    plain = PLAIN_DAY.fullmatch(text)
    bare = text if plain else DATE_WORDS.sub(" ", CLOCK.sub("", search_key(text))).strip()
    parts = re.split(r"[\s/.,\-]+", bare)
    if not all(part.isascii() and part.isdigit() for part in parts) or len(parts) > 3:
        raise CellError(_("“%(text)s” is no date") % {"text": text[:40]})
    warning = ""
    if len(parts) == 1 and int(parts[0]) in SERIALS and len(parts[0]) == 5:
        found = PartialDate.of(EXCEL_EPOCH + timedelta(days=int(parts[0])))
        warning = _("Excel's number %(text)s was read as %(day)s") % {"text": text, "day": found.text}
    else:
        found = _typed(text, parts)
    if found.whole and (found.whole - EXCEL_EPOCH).days in YEARS and found.whole.year == 1905:
        # A year typed into a cell that is formatted as a date.
        year = (found.whole - EXCEL_EPOCH).days
        warning = _("%(text)s was read as the year %(year)s") % {"text": text, "year": year}
        found = PartialDate(str(year))
    if found.first < FIRST_DAY:
        raise CellError(_("%(day)s lies too far back") % {"day": found.text})
    if found.first > today:
        raise CellError(_("%(day)s has not come yet") % {"day": found.text})
    return found, warning


def _typed(text, parts):
    if len(parts) == 3 and len(parts[0]) == 4:
        parts.reverse()
    *before, year = parts
    if len(year) != 4:
        raise CellError(_("“%(text)s”: write the year with four digits") % {"text": text[:40]})
    month, day = ([*reversed(before), "0", "0"])[:2]
    known = [int(year), int(month)] if int(month) else [int(year)]
    if int(month) and int(day):
        known.append(int(day))
    try:
        date(*known, *[1] * (3 - len(known)))
    except ValueError as error:
        raise CellError(_("there is no day %(text)s") % {"text": text[:40]}) from error
    return PartialDate("-".join(f"{number:0{4 if n == 0 else 2}}" for n, number in enumerate(known)))


def digits(text):
    """The digits of a number, corrected where Excel has only changed its looks."""
    shortened = SHORTENED.fullmatch(text)
    if shortened:
        number = shortened[1] + (shortened[2] or "")
        if len(number) != int(shortened[3]) + 1:
            raise CellError(_("Excel has cut the number to %(text)s: format the column as text") % {"text": text})
        return number
    number = re.sub(r"[\s.\-']", "", re.sub(r"[.,]0+$", "", text))
    if not (number.isascii() and number.isdigit()):
        raise CellError(_("a number has digits only"))
    return number


def identity(text, sex, born):
    """Twelve digits. Leading zeros that Excel dropped come back where that is certain."""
    number = digits(text)
    if len(number) == 12:
        return number, disagreement(number, sex, born)
    padded = number.zfill(12)
    if len(number) == 11:
        return padded, _("a leading zero was missing and has been added")
    if len(number) == 10 and sex and born and not disagreement(padded, sex, born):
        return padded, _("two leading zeros were missing and have been added")
    raise CellError(_("%(count)s digits, 12 are needed") % {"count": len(number)})


def disagreement(number, sex, born):
    """How an identity number differs from sex and birth year, which it repeats (domain 5.3); "" where it agrees."""
    if sex and (sex == Sex.FEMALE) != (int(number[3]) % 2 == 1):
        return _("the identity number is not that of this sex")
    if born and born[:4] != str(1900 + int(number[3]) // 2 * 100 + int(number[4:6])):
        return _("the identity number is not that of this birth year")
    return ""


def former_identity(text):
    number = digits(text)
    if len(number) == 8:
        return number.zfill(9), _("a leading zero was missing and has been added")
    if len(number) != 9:
        raise CellError(_("%(count)s digits, 9 are needed") % {"count": len(number)})
    return number, ""


def phone(text):
    number = digits(text.lstrip("+"))
    if number.startswith("84") and len(number) == 11:
        number = "0" + number[2:]
    if len(number) == 9 and not number.startswith("0"):
        return "0" + number, _("a leading zero was missing and has been added")
    if len(number) != 10 or not number.startswith("0"):
        raise CellError(_("ten digits that begin with 0 are needed"))
    return number, ""


def person(text):
    """A name; capitals throughout become an ordinary spelling."""
    if any(letter.isdigit() for letter in text):
        raise CellError(_("a name has no digits"))
    if text == text.upper():
        text = re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), text)
    return text, ""


def sex(text):
    found = SEXES.get(search_key(text))
    if found is None:
        raise CellError(_("“%(text)s” is neither Nam nor Nữ") % {"text": text[:40]})
    return found, ""


def grade(text):
    """As 9/12. Excel makes a date of it, of which the part that can be no grade is known."""
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})(?:/\d{4})?", text)
    choices = {(match[1], match[2]), (match[2], match[1])} if match else set()
    fitting = {f"{int(done)}/{int(of)}" for done, of in choices if int(of) in (10, 12) and 0 < int(done) <= int(of)}
    if match and text.count("/") == 1 and f"{int(match[1])}/{int(match[2])}" in fitting:
        return f"{int(match[1])}/{int(match[2])}", ""
    if len(fitting) != 1 or text.count("/") != 2:
        raise CellError(_("write the grade as 8/10 or 12/12"))
    found = fitting.pop()
    return found, _("%(text)s was read as the grade %(grade)s") % {"text": text, "grade": found}


def listed(text):
    found = LISTED.get(search_key(text).strip("."))
    return found, "" if found else _("the state “%(text)s” is not known and was left out") % {"text": text[:40]}


def line(text, longest):
    if len(text) > longest:
        raise CellError(
            _("%(count)s characters, at most %(most)s fit") % {"count": len(text), "most": longest},
        )
    return text, ""


class Names:
    """Cells or hamlets by what a sheet calls them: with or without diacritics, "Chi bộ" and the like, former names."""

    def __init__(self, things):
        """`things`: Named records with their former names fetched."""
        self.levels, self.found = [defaultdict(set) for _level in range(4)], {}
        for thing in things:
            for name in {thing.name, *(former.name for former in thing.former_names.all())}:
                for level, key in zip(self.levels, _keys(name), strict=True):
                    level[key].add(thing)

    def find(self, text):
        """The one that is meant, or None; also in "Chi bộ ..., Đảng bộ xã ...". Raises CellError if it is unclear."""
        if text not in self.found:  # a sheet names the same few again and again
            self.found[text] = self._find(text)
        return self.found[text]

    def _find(self, text):
        for part in (text, *re.split(r"[,;/>|–]| - ", text)):
            for level, key in zip(self.levels, _keys(part), strict=True):
                found = level.get(key) if key else None
                if found and len(found) == 1:
                    return next(iter(found))
                if found:
                    names = ", ".join(sorted(str(thing) for thing in found))
                    raise CellError(_("“%(text)s” may be %(names)s") % {"text": text[:60], "names": names})
        return None


def _keys(name):
    """From the very spelling to the bare name."""
    loose = search_key(name)
    short = bare = PREFIXES.sub("", loose, count=1) if loose.startswith(("chi bo", "cb ")) else loose
    while (shorter := PREFIXES.sub("", bare)) and shorter != bare:
        bare = shorter
    return name.strip().casefold(), loose, short, bare
