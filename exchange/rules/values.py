"""What a cell says, as the value of a field: dates in every guise, numbers that stay text, words of a list.

Each reader gives (value, warning or "") or raises CellError with the sentence to show; none is handed an empty cell.
"""

import re
from collections import defaultdict
from datetime import date, timedelta

from django.utils.translation import gettext as _

from common.fields import FIRST_DAY
from common.legacy_text import NOT_VIETNAMESE
from common.partial import PartialDate
from common.text import search_key
from exchange.enums import Listed
from exchange.rules.workbook import NO_VALUE
from members.enums import Sex, Standing
from members.rules.plausible import disagreement

EXCEL_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#####")
EXCEL_EPOCH = date(1899, 12, 30)
SERIALS = range(10_000, 60_001)  # day numbers of Excel from 1927 to 2064; shorter ones could be anything
YEARS = range(1900, 2101)
LONGEST = 5  # digits of a part of a date
PLAIN_DAY = re.compile(r"[0-9]{2}/[0-9]{2}/[0-9]{4}")
DATE_WORDS = re.compile(r"\b(?:sinh|ngay|thang|nam)\b|\bt\.?(?=\d)")
NOT_TOLD = re.compile(r"(?<![^/\s])(?:\?+|\.\.+|…+|-+|_+|x+)\s*/")  # a day or a month that nobody knows
RUN = re.compile(r"(\d\d)(\d\d)(\d{4})")
CLOCK = re.compile(r"[ t]\d{1,2}:\d\d(:\d\d(\.\d+)?)?$")
SHORTENED = re.compile(r"(\d)(?:[.,](\d+))?e\+?(\d{1,3})", re.IGNORECASE)
SEXES = dict.fromkeys(("nam", "male", "m", "trai"), Sex.MALE) | dict.fromkeys(("nu", "female", "f", "gai"), Sex.FEMALE)
# Without "đã", "đang", "bị", "Đảng", "đảng viên"; "SH" and "SHĐ" written out.
LISTED = {
    Listed.ACTIVE: "sinh hoat; con sinh hoat; hoat dong; cong tac; binh thuong; tham gia sinh hoat; chuyen den",
    Listed.DIED: "tu tran; mat; chet; qua doi; hy sinh; tu vong",
    Listed.LEFT: "roi khoi; ra khoi; roi; khai tru; xoa ten; xin ra; xin ra khoi; cho ra; cho ra khoi; dua ra khoi;"
    "khai tru ra khoi; khai tru khoi; ra khoi do khai tru; xoa ten khoi danh sach",
    Listed.EXEMPT: "mien; mien sinh hoat; mien cong tac; mien cong tac va sinh hoat;"
    "mien cong tac sinh hoat; mien ct sinh hoat",
    Listed.SUSPENDED: "dinh chi; dinh chi sinh hoat; tam dinh chi; tam dinh chi sinh hoat",
    Listed.INTERRUPTED: "gian doan; gian doan sinh hoat",
    Listed.ELSEWHERE: "chuyen; chuyen di; chuyen sinh hoat; chuyen sinh hoat chinh thuc; chuyen sinh hoat di;"
    "chuyen sinh hoat noi khac; chuyen sinh hoat di noi khac; chuyen noi khac; chuyen di noi khac; chuyen ra;"
    "chuyen ra ngoai; chuyen ra ngoai bo",
}
LISTED = {words.strip(): state for state, text in LISTED.items() for words in text.split(";")}
FOR_A_TIME = (
    "tam thoi",
    "sinh hoat tam thoi",
    "sinh hoat tam thoi noi khac",
    "chuyen sinh hoat tam thoi",
    "chuyen tam thoi",
)
STANDINGS = dict.fromkeys(("chinh thuc", "ct", "dvct", "official"), Standing.OFFICIAL)
STANDINGS |= dict.fromkeys(("du bi", "db", "dvdb", "probationary"), Standing.PROBATIONARY)
AROUND = re.compile(r"\b(?:da|dang|vien|dv|duoc)\b|(?<!du )\bbi\b|\bnam$")
YES = ("co", "x", "c", "1", "v", "yes", "y", "de nghi", "de nghi xoa", "xoa")
NO = ("khong", "k", "ko", "0", "no", "n", "khong de nghi")
MARKS = (*"xv1+*✓✔√•●", "co")
# What people write around a name: a number, a form of address, a post.
ADDRESS = re.compile(r"^(?:\d{1,4}\s*[.)/-]\s*)?(?:(?:đ\s*[./]?\s*c|đồng chí)(?!\w)[\s.:]*)?", re.IGNORECASE)
BEFORE = r"ông|bà|cụ|thầy|cô|anh|chị|mrs?|ms|th?s|bs|p?gs|p?bt|cuv|(?:phó )?bí thư|chi ủy viên"
BEFORE += "|(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy|uý)"
CALLED = re.compile(rf"^({BEFORE})(?:\s*[.:]\s*|\s+)(?=\S+\s+\S)", re.IGNORECASE)
IN_BRACKETS = re.compile(r"\s*[(\[]([^)\]]*)[)\]]?\s*")
BEHIND = re.compile(r"(?:\s[-–—]\s|\s*[,;:/|])\s*(.+)$")
POST = re.compile(
    r"(nguyen|pho|bi thu|p?bt(?:cb)?|cuu|chi uy|cuv|uy vien|dang uy|to|truong|chu tich|ct|dang vien|dv|hoi)\b"
)
AFTER = re.compile(
    r"(?<=\S )(?:(?:phó )?bí thư(?: chi bộ)?|p?bt(?:cb)?|cuv|chi ủy viên|(?:phó )?trưởng xóm)$", re.IGNORECASE
)
NO_WORD = re.compile(
    r"\b[b-df-hj-np-tv-xz]{2,}\b(?!['’])|\b[b-df-hj-np-tv-xz] "
)  # no vowel; a last letter may stand for a name
NO_NAME = re.compile(r"[^\w\s'’.\-\u0300-\u036f]|_")  # signs that stand where letters were lost
SEVERAL = re.compile(r"[;|/]|\s\(|,(?=\s*\+?\d{6})|\s[-–]\s|\s(?:và|hoặc)\s")
LABEL = re.compile(r"^(?:(?:số|sđt|đt|cmnd|cmt|cccd|căn cước|thẻ|cũ|mới|di động|zalo)[\s.:]*)+", re.IGNORECASE)
OF_WHOM = re.compile(r"[\s,;:–(-]*\b(?:của|(?:trực )?thuộc|đảng bộ|đảng ủy|xã)\b", re.IGNORECASE)  # the body above
# What may stand behind the name of a cell; anything else makes it another one, as "... 2" and "... Trên".
AFTER_A_CELL = re.compile(
    r"(?:(?:\d+ |gom |co |so )*(?:dang vien|dv|d c|dong chi)|cua|truc thuoc|thuoc|dang bo|dang uy|xa"
    r"|nam|thang|quy|tinh den|den ngay|ngay)\b|$"
)
PREFIXES = re.compile(r"^(chi bo(?: dang| ghep)?|c\.?b|chi uy|xom|thon|ban|lang|ap|to dan pho|tdp|khu pho)\b[\s:.]*")


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
    bare = text if plain else DATE_WORDS.sub(" ", CLOCK.sub("", NOT_TOLD.sub("0/", search_key(text)))).strip(" .")
    run = RUN.fullmatch(bare)
    parts = list(run.groups()) if run else re.split(r"[\s/.,\-]+", bare)
    if not all(part.isascii() and part.isdigit() and len(part) <= LONGEST for part in parts) or len(parts) > 3:
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
    if len(parts[0]) == 4:
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
    number = re.sub(r"[\s.\-'()]", "", re.sub(r"[.,]0+$", "", text))
    if not (number.isascii() and number.isdigit()):
        raise CellError(_("a number has digits only"))
    return number


def identity(text, sex, born):
    """Twelve digits. Leading zeros that Excel dropped come back where sex and birth year then agree."""
    number = digits(text)
    if len(number) == 12:
        return number, disagreement(number, sex, born)
    padded = number.zfill(12)
    if len(number) in (10, 11) and sex and born and not disagreement(padded, sex, born):
        told = {
            11: _("a leading zero was missing and has been added"),
            10: _("two leading zeros were missing and have been added"),
        }
        return padded, told[len(number)]
    raise CellError(_("%(count)s digits, 12 are needed") % {"count": len(number)})


def former_identity(text):
    number = digits(text)
    if len(number) == 8:
        return number.zfill(9), _("a leading zero was missing and has been added")
    if len(number) != 9:
        raise CellError(_("%(count)s digits, 9 are needed") % {"count": len(number)})
    return number, ""


def phone(text):
    number = digits(text.lstrip("(+"))
    if number.startswith("84") and len(number) == 11:
        number = "0" + number[2:]
    if len(number) == 9 and not number.startswith("0"):
        return "0" + number, _("a leading zero was missing and has been added")
    if len(number) != 10 or not number.startswith("0"):
        raise CellError(_("ten digits that begin with 0 are needed"))
    return number, ""


def several(text):
    """The numbers in one cell, without the words before them: two phones, an old and a new identity number."""
    if SHORTENED.fullmatch(text):
        return [text]
    parts = [LABEL.sub("", part.strip(" ()")) for part in SEVERAL.split(text)]
    parts = [part for part in parts if _digits_in(part)] or parts  # words beside a number say whose it is
    if any(_digits_in(part) < 6 for part in parts):
        parts = [LABEL.sub("", text)]
    beside = text.split()
    if len(parts) == 1 < len(beside) and all(_digits_in(part) >= 9 for part in beside):
        return beside
    return parts


def _digits_in(text):
    return sum(map(str.isdigit, text))


def person(text):
    """(name, warning, what else is said beside it); capitals throughout become an ordinary spelling."""
    if "\ufffd" in text or re.search(r"\?\w|\w\?", text):
        raise CellError(_("letters of the name are lost: “%(text)s”") % {"text": text[:60]})
    name, beside = ADDRESS.sub("", text), IN_BRACKETS.findall(text)
    name = IN_BRACKETS.sub(" ", name)
    behind = BEHIND.search(name)
    if behind and POST.match(search_key(behind[1])):
        beside.append(behind[1])
        name = name[: behind.start()]
    while called := CALLED.match(name):
        beside.append(called[1])
        name = name[called.end() :]
    name = " ".join(name.strip(" *.,;:-–").split())
    if (post := AFTER.search(name)) and name[: post.start()].count(" ") > 1:
        beside.append(post[0])
        name = name[: post.start()].strip()
    _check_name(name, text)
    beside = ", ".join(filter(None, beside))
    warning = _("“%(text)s” beside the name was left out") % {"text": beside[:60]} if beside else ""
    return re.sub(r"[^\W\d_]+", _as_in_names, name), warning, beside


def _check_name(name, text):
    """Refuse what can be no name in full; `text` is what the cell holds."""
    if any(letter.isdigit() for letter in name):
        raise CellError(_("a name has no digits"))
    if NO_NAME.search(name) or not name:
        raise CellError(_("a name has no such signs: “%(text)s”") % {"text": text[:60]})
    if NOT_VIETNAMESE.search(name) or NO_WORD.search(search_key(name)):
        raise CellError(_("letters of the name are lost: “%(text)s”") % {"text": text[:60]})
    if " " not in name:
        raise CellError(_("the family name is missing"))
    if search_key(name).endswith(" thi"):
        raise CellError(_("the given name is missing"))


def _as_in_names(found):
    word, after = found[0], found.string[: found.start()]
    if word.isupper() or (word[0].islower() and not after.endswith(("'", "’"))):
        return word[0].upper() + word[1:].lower()
    return word


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
    if len(fitting) != 1:
        raise CellError(_("write the grade as 8/10 or 12/12"))
    found = fitting.pop()
    return found, _("%(text)s was read as the grade %(grade)s") % {"text": text, "grade": found}


def listed(text):
    """The Listed state; it decides who counts, so that a word which is not known is an error."""
    words = _bare(text)
    if words in FOR_A_TIME:
        return Listed.ACTIVE, _("a stay elsewhere for a time is not read in: record it in the file")
    if words in STANDINGS:
        return Listed.ACTIVE, ""
    if words not in LISTED:
        raise CellError(_("the state “%(text)s” is not known") % {"text": text[:40]})
    return LISTED[words], ""


def standing(text):
    found = STANDINGS.get(_bare(text))
    if found is None:
        raise CellError(_("“%(text)s” is neither official nor probationary") % {"text": text[:40]})
    return found, ""


def _bare(text):
    """Words of a state without those that are said with any of them."""
    words = re.sub(r"[^a-z]+", " ", search_key(text)).strip()
    return " ".join(AROUND.sub("", re.sub(r"\bshd?\b", "sinh hoat", words)).split()) or words


def yes(text):
    """Whether a cell that is to be answered by yes or no says yes."""
    words = search_key(text).strip(".")
    if words not in YES + NO:
        raise CellError(_("“%(text)s” is neither yes nor no") % {"text": text[:40]})
    return words in YES


def line(text, longest):
    if "\ufffd" in text or re.search(r"\w\?\w", text):
        raise CellError(_("letters are lost: “%(text)s”") % {"text": text[:60]})
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
        told = ([text], re.split(r"[,;:/>|–(\\]| - ", text), OF_WHOM.split(text))
        found = next(filter(None, (set().union(*map(self._called, parts)) for parts in told)), set())
        if len(found) > 1:
            names = ", ".join(sorted(str(thing) for thing in found))
            raise CellError(_("“%(text)s” may be %(names)s") % {"text": text[:60], "names": names})
        return next(iter(found), None)

    def _called(self, text):
        """Those that are called so in the strictest way of writing in which any is."""
        keys = _keys(re.sub('["“”]', "", text).strip(" ."))
        return next((level[key] for level, key in zip(self.levels, keys, strict=True) if key and level.get(key)), set())

    def within(self, text):
        """The one that a title speaks of, as "Danh sách đảng viên Chi bộ ... năm 2026", or None."""
        _before, word, after = re.sub(r"[^a-z0-9]+", " ", search_key(text)).partition("chi bo ")
        after = f"{_without_prefixes(after)} "
        key = max((key for key in self.levels[-1] if key and after.startswith(f"{key} ")), default="")
        found = self.levels[-1].get(key, ()) if word else ()
        if len(found) != 1 or "chi bo " in after or not AFTER_A_CELL.match(after.removeprefix(f"{key} ")):
            return None
        return next(iter(found))


def _keys(name):
    """From the very spelling to the bare name."""
    loose = search_key(name)
    short = bare = PREFIXES.sub("", loose) if loose.startswith(("chi bo", "cb ")) else loose
    return name.strip().casefold(), loose, short, _without_prefixes(bare)


def _without_prefixes(name):
    while (shorter := PREFIXES.sub("", name)) and shorter != name:
        name = shorter
    return name
