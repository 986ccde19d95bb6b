from urllib.parse import urlsplit, urlunsplit

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_lockout_response
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import user_login_failed
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.formats import number_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import LoginForm, PasswordForm
from common.forms import form_page
from common.kept import carried, packed, texts_of, texts_of_too_much, unpacked


@method_decorator(login_not_required, name="dispatch")
class Login(auth.LoginView):
    """Signing in; a form that came in after the session ended is `kept`, and goes on from here."""

    template_name = "accounts/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def dispatch(self, request, *args, **kwargs):
        self.kept = unpacked(request.POST.get("kept", ""))
        if self.kept and request.user.is_authenticated:
            return _go_on(request, self.kept)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        led = super().form_valid(form)
        return _go_on(self.request, self.kept) if self.kept else led

    def get_context_data(self, **kwargs):
        kept = self.request.POST.get("kept", "") if self.kept else ""
        return super().get_context_data(kept=kept, ended=bool(kept), texts=[], **kwargs)


@method_decorator(login_not_required, name="dispatch")
class Logout(auth.LogoutView):
    pass


class Password(auth.PasswordChangeView):
    """A wrong present password counts as one at signing in, so that it is not guessed at a desk left open."""

    form_class = PasswordForm
    success_url = reverse_lazy("home")

    def render_to_response(self, context):
        words = _("Change password")
        return form_page(self.request, context["form"], words, "home", button=words)

    def post(self, request, *args, **kwargs):
        credentials = {"username": request.user.username}
        if not AxesProxyHandler.is_allowed(request, credentials):
            return get_lockout_response(request, credentials=credentials)
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form):
        if form.has_error("old_password", "password_incorrect"):
            credentials = {"username": self.request.user.username}
            user_login_failed.send(sender=__name__, credentials=credentials, request=self.request)
        return super().form_invalid(form)

    def form_valid(self, form):
        messages.success(self.request, _("Your password is changed."))
        return super().form_valid(form)


@login_not_required
@require_POST
def language(request):
    """Vietnamese or English, kept in a cookie; back to the page one came from."""
    next_page = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(next_page, {request.get_host()}, request.is_secure()):
        next_page = "/"
    response = HttpResponseRedirect(next_page)  # an address as it was sent, never the name of a page
    if request.POST.get("language") in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            request.POST["language"],
            max_age=365 * 24 * 60 * 60,
            samesite="Lax",
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


def session_expired(request):
    """A form came in after the session ended: signing in stands on the same page, and the form goes on from there."""
    kept = packed(request)
    context = {"form": LoginForm(request), "next": _came_from(request), "kept": kept, "ended": True}
    # What can be sent on is not shown: who comes to this machine next has no business with it.
    return render(request, Login.template_name, context | {"texts": [] if kept else texts_of(request)}, status=403)


def _came_from(request):
    """The page of this site that the form stood on."""
    page = urlsplit(request.headers.get("Referer", ""))
    return urlunsplit(("", "", page.path, page.query, "")) if page.netloc == request.get_host() else "/"


def _go_on(request, kept):
    address, fields = kept
    return render(request, "errors/go_on.html", {"path": address, "fields": fields, "goes_on": True, "texts": []})


@login_not_required
def csrf_failure(request, reason=""):
    """The form's security key was out of date: show what was typed, and offer to send it again."""
    kept = unpacked(request.POST.get("kept", ""))
    if kept and urlsplit(request.headers.get("Origin", "")).netloc == request.get_host():
        address, fields = kept
        carried_on = {"path": address, "fields": fields, "texts": []}
    else:
        carried_on = carried(request)
    return render(request, "errors/csrf.html", {"goes_on": False} | carried_on, status=403)


@login_not_required
def bad_request(request, exception=None):
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return _too_much(request, exception)
    return render(request, "errors/400.html", status=400)


def _too_much(request, exception):
    """More than one form takes: what the limit is, how to go on, and what was typed by who is signed in."""
    if isinstance(exception, RequestDataTooBig):
        most = number_format(settings.DATA_UPLOAD_MAX_MEMORY_SIZE / 1024**2, 1)
        why = _("One form takes at most %(most)s MB: nothing was saved, send it in smaller parts.")
    elif isinstance(exception, TooManyFieldsSent):
        most = number_format(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS)
        why = _("One form takes at most %(most)s fields: nothing was saved, send it in smaller parts.")
    else:
        most = number_format(settings.DATA_UPLOAD_MAX_NUMBER_FILES)
        why = _("One form takes at most %(most)s files: nothing was saved, send them in smaller parts.")
    texts = texts_of_too_much(request) if request.user.is_authenticated else []
    context = {"why": why % {"most": most}, "texts": texts, "back": _came_from(request)}
    return render(request, "errors/413.html", context, status=413)


@login_not_required
def permission_denied(request, exception=None):
    return render(request, "errors/403.html", {"texts": texts_of(request)}, status=403)


@login_not_required
def page_not_found(request, exception=None):
    return render(request, "errors/404.html", {"texts": texts_of(request)}, status=404)


@login_not_required
def server_error(request):
    try:
        context = carried(request) | {"csrf_token": get_token(request)}
    except Exception:
        context = {"fields": [], "texts": []}
    # Without request and its context processors: whatever failed may fail again there.
    return render(None, "errors/500.html", context | {"goes_on": False}, status=500)
