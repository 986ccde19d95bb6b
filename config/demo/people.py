"""What the files of sample persons say besides name and birth; the same name always gives the same file."""

import random
from collections import defaultdict

from cells.enums import CellKind
from cells.models import Serving
from members.enums import CodeList
from members.models import Code

# Codes of the lists, as often as they are to appear; the ethnic groups are those near Cao Bằng.
HAMLETS, HIGHLAND, OFFICES = "02 07 07 02 07 02 15 01", "08 07 07 08 09 43 07 08", "02 07 01 02"
OLD, MIDDLE, YOUNG = "primary primary lower", "lower lower upper", "lower upper upper upper"
AT_WORK = "farmer farmer farmer farmer trade worker none"
LEARNED, LEARNED_AT_OFFICE = "none none none basic middle", "middle college university university university"
THEORY, THEORY_AT_OFFICE = "none none none basic", "basic middle middle higher"


class Files:
    """The files of the members of a commune's sample cells."""

    def __init__(self, commune):
        self.codes = {(code.list, code.code): code for code in Code.objects.filter(commune=commune)}
        self.hamlets = defaultdict(list)
        for serving in Serving.objects.open().filter(cell__commune=commune).select_related("hamlet"):
            self.hamlets[serving.cell_id].append(serving.hamlet)
        self.everywhere = sorted({h for served in self.hamlets.values() for h in served}, key=lambda h: h.pk)

    def of(self, name, born, cell):
        """{field of Member: value} of somebody born in the year `born`, a member of `cell`."""
        dice = random.Random(name)

        def one_of(codes):
            return dice.choice(codes.split())

        office = {CellKind.AGENCY: "official", CellKind.SCHOOL: "staff"}.get(cell.kind)
        hamlets = self.hamlets[cell.pk] or self.everywhere
        origin = OFFICES if office else HIGHLAND if hamlets[0].specially_difficult else HAMLETS
        work = office or one_of(AT_WORK)
        schooled = OLD if born < 1955 else MIDDLE if born < 1980 else YOUNG
        found = {
            CodeList.ETHNICITY: one_of(origin),
            CodeList.OCCUPATION: work if born > 1962 or work == "farmer" else "retired",
            CodeList.EDUCATION: "upper" if office else one_of(schooled),
            CodeList.QUALIFICATION: one_of(LEARNED_AT_OFFICE if office else LEARNED),
            CodeList.THEORY: one_of(THEORY_AT_OFFICE if office else THEORY),
        }
        facts = {which.value: self.codes[which, code] for which, code in found.items()}
        if dice.random() < 0.04:
            del facts[CodeList.EDUCATION]  # as in real files, something is always still to be filled in
        return facts | {"hamlet": dice.choice(hamlets)}
