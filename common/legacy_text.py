"""Vietnamese text from before Unicode: what the fonts of TCVN3 (ABC) and VNI show as Vietnamese, made Unicode."""

import re
import unicodedata

TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)

# VNI writes a vowel and then a sign; a few letters have a sign of their own.
TONE = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
HAT = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
SIGNS = TONE | {sign: "\u0302" + tone for sign, tone in HAT.items()}
SIGNS |= {sign: "\u0306" + tone for sign, tone in BREVE.items()}
ALONE = {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "ñ": "đ", "î": "ỵ"}
ALONE |= {letter.upper(): meant.upper() for letter, meant in ALONE.items()}
VNI = re.compile("[aA][êéèúüëÊÉÈÚÜË]|[aeoAEO][âáàåãäÂÁÀÅÃÄ]|[aeouyôöAEOUYÔÖ][ùøûõïÙØÛÕÏ]|[íìæóòôöñîÍÌÆÓÒÔÖÑÎ]")

# What betrays each: letters that only Unicode has; signs that are no letters inside a word; pairs that no word has.
ONLY_UNICODE = re.compile("[ăđĩũơưĂĐĨŨƠƯẠ-ỹ\u0300-\u0323]")
ONLY_TCVN3 = re.compile("[A-Za-z][¨©ª«¬\u00ad®§µ¶·¸¹»¼½¾]|[¨©ª«¬\u00ad®§µ¶·¸¹»¼½¾][A-Za-z]")
ONLY_VNI = re.compile(
    "[aA][êéèúüëÊÉÈÚÜË]|[aeAE][âáàåãäÂÁÀÅÃÄ]|[oO][âåäÂÅÄ]|[aeouyôöAEOUYÔÖ][ùøûõïÙØÛÕÏ]|\\b[ñÑ][aeiouAEIOU]"
)
NOT_VIETNAMESE = re.compile("[ßäåæçëîïñöøûüþÄÅÆÇËÎÏÑÖØÛÜÞ÷×]")  # in either old encoding
BROKEN = re.compile("áº|á»|Ã[\u0080-\u00bf]|Ä[\u0090\u0091‘]|Æ[°¡]")  # UTF-8 that was read as something else


class UnclearError(ValueError):
    """Which encoding it is cannot be told for certain."""


def written_in(text):
    """ "unicode", "tcvn3" or "vni" where the letters of `text` tell, "old" for one of the two, else None."""
    if ONLY_UNICODE.search(text):
        return "unicode"
    tcvn3, vni = len(ONLY_TCVN3.findall(text)), len(ONLY_VNI.findall(text))
    if tcvn3 != vni:
        return "tcvn3" if tcvn3 > vni else "vni"
    return "old" if NOT_VIETNAMESE.search(text) else None


def to_unicode(text, encoding):
    """`text` of "tcvn3" or "vni" in Unicode. TCVN3 has capital fonts: what was all in capitals stays so."""
    if encoding == "tcvn3":
        capitals = [letter for letter in text if letter.isascii() and letter.isalpha()]
        converted = "".join(TCVN3.get(letter, letter) for letter in text)
        shouted = len(capitals) > 2 and all(letter.isupper() for letter in capitals)
        return converted.upper() if shouted else converted
    return unicodedata.normalize("NFC", VNI.sub(_vni, text))


def _vni(match):
    letter, sign = match[0][0], match[0][1:]
    if not sign:
        return ALONE[letter]
    return ALONE.get(letter, letter) + SIGNS[sign.lower()]


def modernised(rows):
    """(`rows`, lists of text, with old encodings made Unicode; number of cells converted).

    Each cell says for itself what it is; a cell that does not, follows most of its column. Raises UnclearError where
    both old encodings occur, or where the letters are broken.
    """
    told = [[written_in(text) if not text.isascii() else None for text in row] for row in rows]
    found = {kind for row in told for kind in row} & {"tcvn3", "vni"}
    if sum(1 for row in rows for text in row if BROKEN.search(text)) >= 3 or len(found) > 1:
        raise UnclearError
    if not found:
        return rows, 0
    old = found.pop()
    width = max(map(len, rows), default=0)
    balance = [0] * width
    for row in told:
        for column, kind in enumerate(row):
            balance[column] += {old: 1, "old": 1, "unicode": -1}.get(kind, 0)
    mostly_old = sum(balance) > 0
    count, converted = 0, []
    for row, kinds in zip(rows, told, strict=True):
        line = []
        for column, (text, kind) in enumerate(zip(row, kinds, strict=True)):
            follows = balance[column] > 0 or (balance[column] == 0 and mostly_old)
            if kind in (old, "old") or (kind is None and follows and not text.isascii()):
                text, count = to_unicode(text, old), count + 1
            line.append(text)
        converted.append(line)
    return converted, count


def decoded(data):
    """(text of the bytes of a text file, whether an old encoding had to be guessed). Raises UnclearError."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _strictly(data, encoding), False
    if b"\0" in data:
        zeros = data[1:2000:2].count(0), data[0:2000:2].count(0)
        if min(zeros) > 0.1 * max(zeros):
            raise UnclearError
        return _strictly(data, "utf-16-le" if zeros[0] > zeros[1] else "utf-16-be"), False
    try:
        return data.decode("utf-8"), False
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    # In Windows-1258 a tone follows its vowel as a sign of its own.
    windows = len(re.findall("[aeiouyAEIOUYâêôãõýÂÊÔÃÕÝ][ÌÒÞìò]", text))
    votes = {"cp1258": windows, "tcvn3": len(ONLY_TCVN3.findall(text)), "vni": len(ONLY_VNI.findall(text))}
    (best, most), (_second, next_most), *_rest = sorted(votes.items(), key=lambda vote: -vote[1])
    if most == 0 or next_most * 3 > most:
        raise UnclearError
    return (_strictly(data, "cp1258") if best == "cp1258" else to_unicode(text, best)), True


def _strictly(data, encoding):
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnclearError from error
