"""How every form of the house is drawn, and the forms that more than one app asks with."""

import functools

from django import forms
from django.contrib import messages
from django.forms.renderers import TemplatesSetting
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from common import drawing
from common.crumbs import step
from common.errors import REFUSALS, sentences, show_refusal
from common.fields import DayField, OneLineFormField
from common.periods import FIRST_YEAR
from common.stale import fresh
from common.text import escaped

MOST_PAPERS = 9999  # numbered of a kind in a term


class Renderer(TemplatesSetting):
    """Forms from `templates/components`, fields from `common.drawing`: label, help, error beside the field, in one
    shape everywhere."""

    form_template_name = "components/form.html"

    def render(self, template_name, context, request=None):
        if template_name == self.field_template_name:
            return drawing.field_group(**context)
        if template_name in drawing.DRAWN:
            return drawing.DRAWN[template_name](**context["widget"])
        return super().render(template_name, context, request)


class Select(forms.Select):
    """A select written in one go, for pages with many choices: Django draws a template for each option."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = set(self.format_value(value))

        def drawn(options):
            return "".join(
                f'<option value="{escaped(key)}"{" selected" if str(key) in chosen else ""}>{escaped(text)}</option>'
                for key, text in options
            )

        parts = [
            f'<optgroup label="{escaped(key)}">{drawn(within)}</optgroup>'
            if isinstance(within, list | tuple)
            else drawn([(key, within)])
            for key, within in self.choices
        ]
        attrs = drawing.attributes(self.build_attrs(self.attrs, {"name": name} | (attrs or {})))
        return mark_safe(f"<select{attrs}>{''.join(parts)}</select>")


class YearForm(forms.Form):
    """Which year a page shows; without a choice the present one."""

    year = forms.TypedChoiceField(label=_("year"), coerce=int)

    def __init__(self, data, *, today, ahead=0):
        """`ahead`: how many years to come may be chosen."""
        super().__init__({"year": str(today.year)} | dict(data.items()))
        years = range(today.year + ahead, FIRST_YEAR - 1, -1)
        self.fields["year"].choices = [(str(year), str(year)) for year in years]
        self.today = today

    @property
    def chosen_year(self):
        return self.cleaned_data.get("year") or self.today.year


class FirstNumberForm(forms.Form):
    """Where the numbers of a kind of paper begin in a term that has none yet."""

    first = forms.IntegerField(
        label=_("Begin with number"),
        required=False,
        min_value=1,
        max_value=MOST_PAPERS,
        help_text=_("Only where papers of this kind were numbered by hand before in this term."),
    )


class DecisionNumberForm(FirstNumberForm):
    """The number of a decision: the next one of the register, unless it has one from elsewhere."""

    decision_no = OneLineFormField(
        label=_("decision no."),
        max_length=40,
        required=False,
        help_text=_("Leave empty: the next number of the register. Only where it was numbered elsewhere."),
    )

    field_order = ("decision_no", "first")


class PaperNumberForm(FirstNumberForm):
    """The date of a paper to be numbered, and where its kind begins in a term that has none yet."""

    on = DayField(label=_("date of the paper"))
    corrects = forms.IntegerField(required=False, widget=forms.HiddenInput)  # the PaperNumber that goes out of date
    paper_shown = forms.CharField(required=False, widget=forms.HiddenInput)  # a mark of what the page said

    field_order = ("on", "first", "corrects", "paper_shown")

    def __init__(self, *args, current=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.current = current

    def clean_corrects(self):
        """The number that the paper bears, when it is the one that was to be corrected; else None."""
        return self.current if self.current and self.current.pk == self.cleaned_data["corrects"] else None


class RenamingForm(forms.ModelForm):
    """Facts of what may get another name: a new one in life keeps the old one with its dates, a correction only changes
    the spelling."""

    renamed_on = DayField(
        label=_("Renamed on"),
        required=False,
        help_text=_("Fill in when another name was given; leave empty when you only correct a mistake."),
    )

    field_order = ("name", "renamed_on")


class DespiteForm(forms.Form):
    """A form of a change that other records may contradict. The reason is asked for only when they do
    (`common.errors.ContradictedError`); what was typed stays to be seen."""

    despite = OneLineFormField(
        label=_("why it is recorded all the same"), max_length=300, required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.data.get("despite"):
            self.fields["despite"].widget = forms.TextInput({"maxlength": self.fields["despite"].max_length})


class CopyForm(forms.Form):
    """From which day a copy of an edition is to be in force."""

    since = DayField(label=_("in force from"), help_text=_("The day can still be changed while it is a draft."))


def form_page(request, form, heading, *way, button=None, facts=(), shown=""):
    """A page with one form; `way` are the steps of `common.crumbs` to it, and "Cancel" leads to the last of them.
    `facts` [(name, text)] are what the form goes by, `shown` is the mark of that (`refuse_overtaken`)."""
    way = [step(to) for to in way]
    context = {"form": form, "heading": heading, "way": way, "back": way[-1].url, "button": button or _("Save")}
    context |= {"facts": facts, "shown": form.data.get("shown", shown)}
    return render(request, "components/form_page.html", context)


def taken(request, form, service, /, *, typed=None, **about):
    """The answer of `service` to a form that was sent and is whole; True where it answers nothing.

    It is called with `about`, with who sent the form, and with what was typed: `typed()`, or the form's cleaned data.
    None where nothing was sent, something has to be corrected, or somebody else changed the record since the page was
    drawn: then the form says what.
    """
    if request.method != "POST" or not fresh(form) or not form.is_valid():
        return None
    try:
        answer = service(**about, by=request.user, **(typed() if typed else form.cleaned_data))
    except REFUSALS as error:
        show_refusal(form, error)
        return None
    return True if answer is None else answer


def pressed(request, service, /, **about):
    """The answer of `service` to a button that was pressed, True where it answers nothing.

    None where it refuses: then the next page that is shown says why.
    """
    try:
        answer = service(**about, by=request.user)
    except REFUSALS as error:
        messages.error(request, sentences(error))
        return None
    return True if answer is None else answer


def give_number(request, give, current, label, then, way):
    """Give a paper its next number by the service `give`, and lead on to `then`; else say on the form why not.

    `current` is the number that it bears, which the form may ask to correct; `way` are the steps to its page.
    """
    form = PaperNumberForm(request.POST, current=current)
    if number := taken(request, form, give, today=timezone.localdate()):
        messages.success(request, _("Number given: %(number)s.") % {"number": number.text})
        return redirect(then)
    return form_page(request, form, _("Number: %(kind)s") % {"kind": label}, *way)


def reads_first(read):
    """Marks a view: what `read(request)` answers is given to it as `request.read_first`.

    It is read before the transaction of the form begins, so that what takes long holds up nobody who writes.
    """

    def marked(view):
        @functools.wraps(view)
        def run(request, *args, **kwargs):
            if not hasattr(request, "read_first"):
                request.read_first = read(request)
            return view(request, *args, **kwargs)

        run.read_first = read
        return run

    return marked
