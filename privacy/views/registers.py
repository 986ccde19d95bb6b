from django.contrib import messages
from django.db.models import F
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import audit
from accounts.roles import Do
from cells.access import commune_id, get_for, may, require, scope
from cells.models import Commune
from cells.outgoing import send_tables
from cells.queries import work_calendar
from common.forms import form_page, pressed, taken
from common.pages import page_of
from members.models import Member
from privacy import services
from privacy.forms import AnswerForm, BreachForm, MomentForm, NumbersForm, RequestForm
from privacy.models import Breach, DataRequest, PrivacyRules
from privacy.queries import all_on_file, mark_of_request


@require_safe
def purpose(request):
    """What data are on file, why, on what basis, for how long, and what somebody may ask."""
    commune = Commune.objects.filter(pk=commune_id(request.user)).first()
    context = {
        "commune": commune,
        "rules": PrivacyRules.objects.in_force(commune, timezone.localdate()),
        "may_keep": may(request.user, Do.KEEP_PRIVACY),
        "may_administer": may(request.user, Do.ADMINISTER),
    }
    return render(request, "privacy/purpose.html", context)


@require_safe
def requests(request):
    """The register of data requests: what is due first, then what is answered."""
    require(request.user, Do.KEEP_PRIVACY)
    found = DataRequest.objects.visible_to(request.user)
    found = found.order_by(F("answered_on").desc(nulls_first=True), "due_on", "pk")
    page = page_of(request, found)
    today = timezone.localdate()
    rows = [(entry, entry.state(today)) for entry in page]
    return render(request, "privacy/requests.html", {"page": page, "rows": rows})


def _may_with(request, do, entry):
    """Whether the one who keeps the request `entry` may do `do` with the record of the person."""
    return entry.member_id is not None and scope(request.user, do).has(commune=entry.commune_id, cell=None)


@require_safe
def request_detail(request, pk):
    entry = get_for(request.user, Do.KEEP_PRIVACY, DataRequest.objects.select_related("member"), pk=pk)
    context = {
        "entry": entry,
        "sees_person": _may_with(request, Do.SEE_MEMBERS, entry),
        "sees_discipline": _may_with(request, Do.SEE_DISCIPLINE, entry),
        "may_reveal": _may_with(request, Do.REVEAL_NUMBERS, entry),
        "state": entry.state(timezone.localdate()),
        "unsure": work_calendar(entry.commune_id).not_announced(entry.received_on, entry.due_on),
    }
    return render(request, "privacy/request.html", context)


def request_add(request):
    require(request.user, Do.KEEP_PRIVACY)
    commune = Commune.objects.get(pk=commune_id(request.user))
    now = timezone.localtime()
    initial = {"received_on": now.date(), "received_at": now.time()} | _whose(request)
    form = RequestForm(request.POST or None, user=request.user, initial=initial)
    return _note_request(request, form, _("New data request"), {"commune": commune}, "privacy:requests")


def _whose(request):
    """The member whose request is to be entered, when the address names one."""
    people = Member.objects.for_doing(request.user, Do.SEE_MEMBERS)
    number = request.GET.get("member", "")
    member = people.filter(pk=number).first() if number.isascii() and number.isdigit() and len(number) < 10 else None
    return {"name": member.full_name, "member": member.pk} if member else {}


def request_edit(request, pk):
    entry = get_for(request.user, Do.KEEP_PRIVACY, DataRequest.objects.select_related("commune"), pk=pk)
    form = RequestForm(request.POST or None, user=request.user, instance=entry)
    heading = _("Change: %(request)s") % {"request": DataRequest.objects.get(pk=pk)}
    return _note_request(request, form, heading, {"commune": entry.commune, "request": entry}, entry)


def _note_request(request, form, heading, about, *way):
    if entry := taken(request, form, services.note_request, **about):
        due = f"{entry.due_on:%d/%m/%Y}"
        messages.success(request, _("The request is recorded; answer it by %(day)s.") % {"day": due})
        return redirect(entry)
    for member in form.people.values():
        audit.seen(member)
    return form_page(request, form, heading, *way)


def request_answer(request, pk):
    entry = get_for(request.user, Do.KEEP_PRIVACY, DataRequest.objects, pk=pk)
    form = AnswerForm(request.POST or None, instance=entry, initial={"answered_on": timezone.localdate()})
    if taken(request, form, services.answer_request, request=entry):
        messages.success(request, _("The answer is recorded."))
        return redirect(entry)
    return form_page(request, form, _("Answer: %(request)s") % {"request": entry}, "privacy:requests", entry)


@require_safe
def request_file(request, pk):
    """All that is on file about the person who asks, as an Excel file; the export is logged with the request."""
    entry, member = _with_person(request, pk, Do.SEE_MEMBERS)
    return _send_file(request, entry, member, whole=False)


def request_numbers(request, pk):
    """The same file with numbers in full, for those who may see them and say what for."""
    entry, member = _with_person(request, pk, Do.REVEAL_NUMBERS)
    form = NumbersForm(request.POST or None)
    if form.is_valid():
        services.reveal_numbers(member=member, reason=form.cleaned_data["reason"], by=request.user)
        return _send_file(request, entry, member, whole=True)
    heading = _("Numbers in full: %(request)s") % {"request": entry}
    return form_page(
        request, form, heading, "privacy:requests", entry, button=_("All that is on file, as an Excel file")
    )


def _with_person(request, pk, do):
    """(DataRequest, Member) of a file: the person must be open to the user too."""
    entry = get_for(request.user, Do.KEEP_PRIVACY, DataRequest.objects, pk=pk)
    if entry.member_id is None:
        raise Http404
    return entry, get_for(request.user, do, Member.objects, pk=entry.member_id)


def _send_file(request, entry, member, *, whole):
    def sees(do):
        if do == Do.SEE_SENSITIVE:  # the file goes to the person whom the case is about
            return False
        return (do == Do.SEE_DISCIPLINE and entry.released_at) or _may_with(request, do, entry)

    reason = _("Data request of %(request)s") % {"request": entry}
    return send_tables(request, *all_on_file(member, sees=sees, whole=whole), about=member, reason=reason)


def request_release(request, pk):
    """Those who record disciplinary measures let them be handed out for a request."""
    entries = DataRequest.to_release.filter(member__isnull=False).select_related("member", "released_by")
    entry = get_for(request.user, Do.EDIT_DISCIPLINE, entries, pk=pk)
    if request.method == "POST":
        about = {"at": timezone.now(), "shown": request.POST.get("shown", "")}
        if pressed(request, services.release_discipline, request=entry, **about):
            messages.success(request, _("The disciplinary part is released for this request."))
        return redirect("privacy:release-request", pk)
    return render(request, "privacy/release.html", {"entry": entry, "shown": mark_of_request(entry)})


@require_safe
def breaches(request):
    """The register of data breaches: what is to be reported first, then what is reported."""
    require(request.user, Do.KEEP_PRIVACY)
    found = Breach.objects.visible_to(request.user)
    found = found.order_by(F("reported_at").desc(nulls_first=True), "due_at", "pk")
    page = page_of(request, found)
    now = timezone.now()
    return render(
        request, "privacy/breaches.html", {"page": page, "rows": [(entry, entry.state(now)) for entry in page]}
    )


@require_safe
def breach_detail(request, pk):
    entry = get_for(request.user, Do.KEEP_PRIVACY, Breach.objects, pk=pk)
    return render(request, "privacy/breach.html", {"entry": entry, "state": entry.state(timezone.now())})


def breach_add(request):
    require(request.user, Do.KEEP_PRIVACY)
    commune = Commune.objects.get(pk=commune_id(request.user))
    now = timezone.localtime()
    form = BreachForm(request.POST or None, initial={"day": now.date(), "time": now.time()})
    return _note_breach(
        request, form, _("New data breach"), {"commune": commune}, "privacy:purpose", "privacy:breaches"
    )


def breach_edit(request, pk):
    entry = get_for(request.user, Do.KEEP_PRIVACY, Breach.objects.select_related("commune"), pk=pk)
    form = BreachForm(request.POST or None, instance=entry)
    heading = _("Breach of %(day)s") % {"day": entry}
    return _note_breach(request, form, heading, {"commune": entry.commune, "breach": entry}, entry)


def _note_breach(request, form, heading, about, *way):
    if entry := taken(request, form, services.note_breach, typed=form.facts, **about):
        due = f"{timezone.localtime(entry.due_at):%H:%M %d/%m/%Y}"
        messages.success(request, _("The breach is recorded; report it by %(time)s.") % {"time": due})
        return redirect(entry)
    return form_page(request, form, heading, *way)


def breach_report(request, pk):
    """The breach was reported to the authority: when."""
    entry = get_for(request.user, Do.KEEP_PRIVACY, Breach.objects, pk=pk)
    now = timezone.localtime()
    form = MomentForm(request.POST or None, initial={"day": now.date(), "time": now.time()})
    if taken(request, form, services.report_breach, typed=lambda: {"at": form.moment}, breach=entry):
        messages.success(request, _("The report is recorded."))
        return redirect(entry)
    heading = _("Report of the breach of %(day)s") % {"day": entry}
    return form_page(request, form, heading, "privacy:breaches", entry)
