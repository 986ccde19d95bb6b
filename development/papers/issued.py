"""What papers of cases and of foundings have in common: how a page shows one, and how the Committee's are drawn."""

from dataclasses import dataclass
from datetime import date

from cells.models import PaperNumber
from cells.queries import committee_secretary, commune_of
from common.documents import Document, Letterhead, Signature
from development.enums import Authority

SENDERS = {Authority.STANDING: "T/M Ban Thường vụ", Authority.COMMITTEE: "T/M Đảng ủy"}


@dataclass(frozen=True)
class ShownPaper:
    """A paper as its page shows it: its current PaperNumber or None, and what may be done with it. `kind` tells it
    apart on the page; `typed` and `typed_on` are number and day of one that was issued elsewhere, `type_url` is where
    they are typed, empty where it is issued here only. `on` is the day that the form proposes, `begins` says that the
    number would be the first of its kind in the term of that day, `changed` in what today's records differ from the
    paper as issued; `may` says whether the reader may give numbers, `life_says` which number the member's life names,
    where that is another one; `shown` is the mark of what it says now, for those who may give it a number."""

    kind: str
    label: str
    number: PaperNumber | None
    url: str
    on: date
    begins: bool
    changed: list
    may: bool
    typed: str = ""
    typed_on: date | None = None
    type_url: str = ""
    life_says: str = ""
    ready: bool = True
    shown: str = ""

    @property
    def may_number(self):
        return self.may and not self.number and not self.typed

    @property
    def may_type(self):
        return self.may and bool(self.type_url) and not self.number

    @property
    def may_correct(self):
        return self.may and bool(self.changed)


def body_in_words(authority, committee):
    """The name of the body that decides as an Authority."""
    return f"Ban Thường vụ {committee}" if authority == Authority.STANDING else committee


def of_committee(record, kind, title, about, *, on, number, authority, to, parts, note=""):
    """The Document of a paper of the Committee about a Candidate or a Founding: its PaperKind, the word for it and what
    it is `about`, with its PaperNumber; without one, day and number are left to write."""
    commune = commune_of(number, record)
    heads = commune.heads_on(on)
    secretary = committee_secretary(commune=commune, day=on)
    return Document(
        letterhead=Letterhead(heads.superior, heads.committee, heads.place),
        title=title,
        subject=about,
        on=on,
        dated=number is not None,
        number=number.text if number else f"......-{kind.code}/ĐU",
        note=(number.correction_note if number else "") or note,
        parts=tuple(parts),
        signatures=(Signature(SENDERS[authority], "Bí thư", str(secretary or "")),),
        recipients=(*to, "Lưu Văn phòng Đảng ủy"),
    )
