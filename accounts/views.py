from urllib.parse import urlsplit

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_lockout_response
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import user_login_failed
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import LoginForm, PasswordForm
from common.forms import form_page

UNSHOWN = ("csrfmiddlewaretoken", "form_key")


class Login(auth.LoginView):
    template_name = "accounts/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True


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
    """A form came in after the session ended: show what was typed, and send it again after signing in."""
    return _keep_typed(request, "errors/session_expired.html")


@login_not_required
def csrf_failure(request, reason=""):
    """The form's security key was out of date: show what was typed, and offer to send it again."""
    return _keep_typed(request, "errors/csrf.html")


def _keep_typed(request, template):
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name != UNSHOWN[0]]
    secret = [name for name, value in fields if "password" in name]
    # Only a form that this site itself sent may be offered again: anything else may be a trap of another site.
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    context = {
        "path": request.get_full_path(),
        "fields": fields,
        "shown": [(name, value) for name, value in fields if name not in UNSHOWN and value.strip()],
        "may_resend": bool(fields) and not secret and urlsplit(origin).netloc == request.get_host(),
    }
    if secret:
        context["fields"] = context["shown"] = []
    return render(request, template, context, status=403)


@login_not_required
def bad_request(request, exception=None):
    return render(request, "errors/400.html", status=400)


@login_not_required
def permission_denied(request, exception=None):
    return render(request, "errors/403.html", status=403)


@login_not_required
def page_not_found(request, exception=None):
    return render(request, "errors/404.html", status=404)


@login_not_required
def server_error(request):
    # Without request and its context processors: whatever failed may fail again there.
    return render(None, "errors/500.html", status=500)
