from datetime import timedelta

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import get_for, require, scope
from common.addresses import address_of
from common.forms import form_page, taken
from common.masking import masked
from members import queries, services
from members.enums import DEPARTURES, Exit, HamletRoleKind
from members.forms import AddForm, CorrectFileForm, FileForm, RevealForm, odd
from members.models import DuesRules, Member
from members.queries.dues import months_unpaid
from members.queries.timeline import latest_changes
from members.rules.party_age import PartyAge
from members.views.page import leads_to_kept

LATEST = 4  # events of a life on the first page of a file; the rest is a tab away
SHOWN_FOR = timedelta(minutes=5)  # how long a number stays in full after saying why


@require_safe
@leads_to_kept
def member_detail(request, pk):
    """The file of a member as it is, and where somebody belongs today."""
    member = get_for(request.user, Do.SEE_MEMBERS, Member.objects, related=("hamlet", *Member.code_lists), pk=pk)
    today = timezone.localdate()
    names = member.full_name.split()
    rows = queries.memberships_of(member=pk)
    last = rows[-1] if rows else None
    left = last.exit if last else ""
    lived_until = last.until if left == Exit.DIED else today
    counted_until = last.until if left in DEPARTURES and left != Exit.TRANSFERRED else today
    party_age = PartyAge(member.party_since, last.days_out if last else 0)
    party_years = party_age.years_on(counted_until) if member.official_on else None
    age = member.born.age_on(lived_until)
    context = {
        "member": member,
        "initials": "".join(name[0] for name in (*names[:1], *names[1:][-1:])),
        "current": next((row for row in rows if row.until is None), None),
        "last": last,
        "overlays": queries.overlays_of(member=pk, day=today),
        "posts": queries.posts_on(member=pk, day=today),
        "known_as": _known_as(member, today),
        "rating": next(iter(queries.last_rating(member=pk)), None),
        "person": _person(member, age),
        "cards": [
            (_("In the Party"), _in_the_party(member, party_age, party_years)),
            (_("Work and learning"), _learning(member)),
        ],
        "numbers": _numbers(request, member),
        "latest": latest_changes(member, LATEST),
        "age": age,
        "party_age": party_age,
        "party_years": party_years,
        "may_edit": scope(request.user, Do.EDIT_MEMBERS).has(commune=member.commune_id, cell=None),
        "may_keep_privacy": scope(request.user, Do.KEEP_PRIVACY).has(commune=member.commune_id, cell=None),
        "may_administer": scope(request.user, Do.ADMINISTER).has(commune=member.commune_id, cell=None),
        "may_reveal": scope(request.user, Do.REVEAL_NUMBERS).has(commune=member.commune_id, cell=None),
    }
    return render(request, "members/detail.html", context)


def _person(member, age):
    """[(name, text)] of who somebody is."""
    hamlet = member.hamlet
    lives = format_html('<a href="{}">{}</a>', address_of("cells:hamlet", hamlet.pk), hamlet) if hamlet else ""
    return [
        *_where_known(member, "other_name"),
        (_("sex"), member.get_sex_display()),
        (_("born"), _with_years(member.born.text, age)),
        (_("ethnic group"), member.ethnicity),
        (_("birth registered at"), _and_then(member.birth_place, member.birth_place_then)),
        (_("home place"), _and_then(member.home_place, member.home_place_then)),
        (_("Residence"), format_html_join(", ", "{}", ((each,) for each in (lives, member.residence) if each))),
        *_where_known(member, "temporary_residence"),
    ]


def _in_the_party(member, party_age, party_years):
    return [
        (_("admission decision signed"), member.decided_on.text),
        (_("admission ceremony"), member.ceremony_on.text),
        (_("official since"), member.official_on.text),
        (_("party age counts from"), _with_years(party_age.text, party_years)),
        (_("admitted in cell"), member.admitted_at),
        (_("introduced by"), member.introducers),
        (_("profile number"), member.profile_no),
    ]


def _learning(member):
    return [
        (_("occupation"), member.occupation),
        (_("general education"), _joined(" · ", member.grade, member.education)),
        (_("professional qualification"), _joined(", ", member.qualification, member.degree)),
        (_("political theory"), member.theory),
        (_("languages"), member.languages),
        (_("joined the Youth Union"), member.union_on.text),
    ]


def _joined(between, *parts):
    """Those of `parts` that there are."""
    return between.join(str(part) for part in parts if part)


def _where_known(member, name):
    """The field of that name, where there is something in it."""
    text = getattr(member, name)
    return [(member._meta.get_field(name).verbose_name, text)] if text else []


def _with_years(text, years):
    if years is None:
        return text
    said = _("%(age)s years") % {"age": years}
    return f"{text} ({said})"


def _and_then(place, then):
    """A place, and what it was called at that time."""
    if not then:
        return place
    return format_html('{} <span class="soft">({} {})</span>', place or "–", _("then"), then)


def _known_as(member, today):
    """[(tone of a badge, word)] of the standing in a hamlet and of Party dues not paid."""
    said = []
    for kind, since in queries.known_as(member=member.pk, day=today):
        if kind:
            said.append(("info", HamletRoleKind(kind).label))
        else:
            rules = DuesRules.objects.in_force(member.commune_id, today)
            long = months_unpaid(since, today) >= rules.months_unpaid
            words = _("dues unpaid since %(month)s") % {"month": f"{since:%m/%Y}"}
            said.append(("bad" if long else "warn", words))
    return said


def _numbers(request, member):
    """[(name, number in full or masked)] of what is recorded."""
    shown = request.session.get("shown", {})
    until = shown.get(str(member.pk), {})
    now = timezone.now().timestamp()
    found = []
    for name in Member.masked:
        if number := getattr(member, name):
            whole = until.get(name, 0) > now
            found.append((Member._meta.get_field(name).verbose_name, number if whole else masked(number)))
    return found


def member_add(request):
    require(request.user, Do.EDIT_MEMBERS)
    form = AddForm(request.POST or None, user=request.user, initial=request.GET.dict())
    if member := taken(request, form, services.enter, typed=form.entry):
        messages.success(request, _("%(name)s is recorded.") % {"name": member})
        _warn(request, member, form.changed_data)
        return redirect(member)
    return form_page(request, form, _("New member"), "members:list")


def _warn(request, member, changed):
    """Say what is hardly so, without refusing it."""
    for sentence in odd(member, changed, timezone.localdate()):
        messages.warning(request, sentence)


def member_edit(request, pk):
    member = get_for(request.user, Do.EDIT_MEMBERS, Member.objects, pk=pk)
    form = FileForm(request.POST or None, instance=member)
    if taken(request, form, services.edit_file, member=member):
        messages.success(request, _("Saved."))
        _warn(request, form.instance, form.changed_data)
        return redirect(member)
    stored = Member.objects.get(pk=pk)  # the form writes what was typed into its own copy
    return render(request, "members/edit.html", {"form": form, "member": stored})


def member_correct(request, pk):
    """Correct a mistake in what is locked."""
    member = get_for(request.user, Do.EDIT_MEMBERS, Member.objects, pk=pk)
    form = CorrectFileForm(request.POST or None)
    if mended := taken(request, form, services.correct_file, member=member):
        messages.success(request, _("Saved."))
        _warn(request, mended, [form.cleaned_data["field"]])
        return redirect(member)
    return form_page(request, form, _("Correct %(name)s") % {"name": member}, "members:list", member)


def member_reveal(request, pk):
    """Say what for, and see a masked number in full for a few minutes."""
    member = get_for(request.user, Do.REVEAL_NUMBERS, Member.objects, pk=pk)
    form = RevealForm(request.POST or None, member=member)
    if request.method == "POST" and form.is_valid():
        services.reveal(member=member, by=request.user, **form.cleaned_data)
        shown = request.session.setdefault("shown", {})
        until = (timezone.now() + SHOWN_FOR).timestamp()
        shown.setdefault(str(pk), {})[form.cleaned_data["field"]] = until
        request.session.modified = True
        return redirect(member)
    return form_page(request, form, _("Show a number of %(name)s") % {"name": member}, "members:list", member)
