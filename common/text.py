"""Vietnamese text: one spelling for storing, one key for finding, one key for sorting; and its way into HTML."""

import html
import re
import unicodedata

# Ð (U+00D0, Icelandic) looks like Đ (U+0110) and is what some old keyboards typed.
LOOKALIKES = str.maketrans({"\u00d0": "Đ", "\u00f0": "đ"})
APOSTROPHES = str.maketrans("\u2019\u2018\u02bc", "'''")  # phones type "H’Mông"
KEPT = "\x00%"  # a sign that `normalise` leaves in no text
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")  # a line broken within a paragraph, too
INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
LETTER_CODE = {letter: f"{number:02}" for number, letter in enumerate(ALPHABET, start=11)}
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}  # huyền, hỏi, ngã, sắc, nặng
SHAPES = {("a", "\u0306"): "ă", ("a", "\u0302"): "â", ("e", "\u0302"): "ê", ("o", "\u0302"): "ô", ("o", "\u031b"): "ơ"}
SHAPES[("u", "\u031b")] = "ư"
# "hoà" and "hòa" are one word in two spellings; the second is the one compared.
PRESENT, FORMER = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ", "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy"
TONE_PLACES = dict(zip(PRESENT.split(), FORMER.split(), strict=True))
AT_THE_END = re.compile(rf"(?:{'|'.join(TONE_PLACES)})\b")


def normalise(text):
    """The stored spelling of `text`: NFC, Đ for its look-alike, no invisible characters, Unix line ends."""
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text).translate(LOOKALIKES)
    return INVISIBLE.sub("", LINE_ENDS.sub("\n", text))


def one_line(text):
    """`normalise`, then every run of white space as one blank; a figure stays unbroken from its "%"."""
    return " ".join(normalise(text).replace("\u00a0%", KEPT).split()).replace(KEPT, "\u00a0%")


def search_key(text):
    """`text` in lower case without any diacritic, so that "dang" finds "Đặng" in every spelling."""
    decomposed = unicodedata.normalize("NFD", _folded(text).replace("đ", "d"))
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def _folded(text):
    return one_line(text).lower().translate(APOSTROPHES)


def tone_key(text):
    """`text` in lower case with its tones, so that a search typed with tones puts "Ánh" before "Anh"."""
    return AT_THE_END.sub(lambda found: TONE_PLACES[found[0]], _folded(text))


def sort_key(full_name):
    """Digits that sort names as a Vietnamese list does: given name, then the middle names, then the family name.

    Letters count before tones within each part. Only digits are used, so every database sorts them alike.
    """
    *before, given = one_line(full_name).lower().split() or [""]
    family, middle = before[:1], before[1:]
    return "00".join(_syllables(part) for part in ([given], middle, family))


def _syllables(words):
    letters, tones = [], []
    for word in words:
        for letter, tone in _letters(word):
            letters.append(LETTER_CODE.get(letter, "99"))
            tones.append(tone)
        letters.append("01")  # a word ends before any longer word goes on
        tones.append("0")
    return "".join(letters) + "02" + "".join(tones)


def _letters(word):
    """(letter, tone digit) for each letter of `word`."""
    base, marks = "", []
    for char in unicodedata.normalize("NFD", word) + "\0":
        if unicodedata.combining(char):
            marks.append(char)
            continue
        if base:
            shape = next((SHAPES[base, m] for m in marks if (base, m) in SHAPES), base)
            yield shape, next((TONES[m] for m in marks if m in TONES), "0")
        base, marks = char, []


def escaped(part):
    """`part` as it stands in HTML; a lighter `conditional_escape`, for pages of hundreds of rows."""
    return str(part) if hasattr(part, "__html__") else html.escape(str(part))
