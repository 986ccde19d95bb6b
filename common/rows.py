"""Forms of many rows at once, as of a whole cell: drawn, and saved row by row."""

from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.shortcuts import render
from django.utils.translation import gettext as _

from common.crumbs import step
from common.errors import REFUSALS, show_refusal
from common.merging import MergingForm


@dataclass(frozen=True)
class Row:
    """Whom or what a row is about, and its form; names of fields that are `folded` behind a button, which is `open`
    where somebody has to fill them in."""

    title: str
    form: MergingForm
    note: str = ""
    folded: tuple = ()
    open: bool = False

    @property
    def first(self):
        return [field for field in self.form if field.name not in self.folded]

    @property
    def rest(self):
        return [self.form[name] for name in self.folded]

    @property
    def told(self):
        """What the folded fields hold, in words."""
        return " · ".join(text for name in self.folded if (text := self.form.text_of(name)))

    @property
    def unfolded(self):
        return self.open or any(name in self.form.errors for name in self.folded)


@contextmanager
def locked(request, row):
    """Two people who save a form about `row` wait for each other, so the second reads what the first has written."""
    if request.method != "POST":
        yield
        return
    with transaction.atomic():
        type(row).objects.select_for_update(no_key=True).get(pk=row.pk)
        yield


def saved(request, head, rows, save):
    """Whether the form was sent and `save()` took it; else `head`, the form above the rows, tells what to correct: a
    RuleError whose field has the prefix of a row stands beside it."""
    if request.method != "POST":
        return False
    marked = _("Correct the marked fields in the rows below.")
    if not all([row.form.is_valid() for row in rows]):
        head.add_error(None, marked)
    if not head.is_valid():
        return False
    try:
        save()
    except REFUSALS as error:
        field = getattr(error, "field", None) or ""
        row = next((row for row in rows if row.form.prefix and field.startswith(f"{row.form.prefix}-")), None)
        if row:
            row.form.add_error(field.removeprefix(f"{row.form.prefix}-"), str(error))
            head.add_error(None, marked)
        else:
            show_refusal(head, error)
        return False
    return True


def rows_page(request, head, rows, heading, back, subtitle="", way=()):
    """The page of such a form; `back` is the address that "Cancel" leads to, `way` are the steps of `common.crumbs`."""
    for row in rows:
        row.form.about = row.title
    forms = [row.form for row in rows]
    context = {"form": head, "row_forms": forms, "rows": rows, "heading": heading, "back": back, "subtitle": subtitle}
    return render(request, "components/rows.html", context | {"way": [step(to) for to in way]})
