"""What was typed is not lost when a form cannot be taken now: it is shown as text, and carried on to be sent again."""

import uuid
from urllib.parse import parse_qsl, urlsplit

from django.core import signing
from django.shortcuts import render

UNSHOWN = ("csrfmiddlewaretoken", "form_key", "next", "kept")
MARKS = ("version", "stands", "shown", "paper_shown")  # of what a page said: no words of somebody
SALT, LONGEST = "kept form", 12 * 60 * 60  # seconds: a working day
MOST = 10 * 1024 * 1024  # bytes of a form over the limits that are shown again
LONG = 20  # letters: shorter ones without a blank are numbers, days and choices


def fields_of(request):
    """[(name, value)] of the form that was sent, without its security key."""
    return [(name, value) for name, values in request.POST.lists() for value in values if name != UNSHOWN[0]]


def texts_of(request):
    """What somebody wrote in the form that was sent: words alone, without what stood there before."""
    return _texts_among(fields_of(request))


def texts_of_too_much(request):
    """The same of a form over the limits, which Django does not read; up to MOST bytes, and of a form without files."""
    if request.content_type != "application/x-www-form-urlencoded":
        return []
    body = getattr(request, "_body", None) or request.read(MOST)
    return _texts_among(parse_qsl(body[:MOST].decode(errors="replace"), errors="replace"))


def _texts_among(fields):
    drawn = {(name.removeprefix("was-"), value) for name, value in fields if name.startswith("was-")}
    return [
        value.strip()
        for name, value in fields
        if not name.startswith("was-")
        and not any(word in name for word in (*UNSHOWN, "password"))
        and name.rpartition("-")[2] not in MARKS
        and (name, value) not in drawn
        and (" " in value.strip() or len(value.strip()) > LONG)
    ]


def may_be_sent_again(request):
    """Only a form that this site itself sent: anything else may be a trap of another site. No password, no file."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    fields = fields_of(request)
    secret = request.FILES or any("password" in name for name, _value in fields)
    return bool(fields) and not secret and urlsplit(origin).netloc == request.get_host()


def packed(request):
    """The form that was sent, sealed, so that it can go through signing in; "" of one that may not be sent again."""
    if not may_be_sent_again(request):
        return ""
    return signing.dumps([request.get_full_path(), fields_of(request)], salt=SALT, compress=True)


def unpacked(text):
    """(address, [(name, value)]) of what was `packed`; None of anything else."""
    try:
        address, fields = signing.loads(text, salt=SALT, max_age=LONGEST)
    except signing.BadSignature:
        return None
    return address, fields


def carried(request, *, fresh=False):
    """The context of a page that shows what was typed and offers to send it again; with `fresh` as a new form."""
    fields = fields_of(request) if may_be_sent_again(request) else []
    if fresh:
        fields = [(name, uuid.uuid4().hex if name == "form_key" else value) for name, value in fields]
    return {"path": request.get_full_path(), "fields": fields, "texts": texts_of(request)}


def not_taken(request, heading, why, back):
    """A form that came too late: why it is not taken, what was typed, and the address `back` to go on from."""
    context = {"heading": heading, "why": why, "back": back, "texts": texts_of(request)}
    return render(request, "errors/not_taken.html", context, status=409)
