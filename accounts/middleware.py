"""Which language a page is in, that nobody keeps it, and what happens to those who are not signed in."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import middleware
from django.http import HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.views import session_expired


class LanguageMiddleware:
    """Vietnamese unless the reader chose English in the page head. A phone set to English does not choose."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response


class NotKeptMiddleware:
    """No browser and no proxy keeps an answer: after signing out, Back shows nothing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class AuthenticationMiddleware(middleware.AuthenticationMiddleware):
    """The account itself, which every page asks for: what Django puts in its place costs at each attribute."""

    def process_request(self, request):
        super().process_request(request)
        request.user = middleware.get_user(request)


class FirstPasswordMiddleware:
    """Who signs in with a password that somebody else knows chooses another one first."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        open_to_all = not getattr(view, "login_required", True)
        if open_to_all or not request.user.is_authenticated or not request.user.first_password:
            return None
        if request.resolver_match.view_name == "accounts:password":
            return None
        messages.info(request, _("Choose a password of your own first: somebody else knows this one."))
        return HttpResponseRedirect(reverse("accounts:password"))


class LoginRequiredMiddleware(middleware.LoginRequiredMiddleware):
    """Everyone signs in first. A form sent after the session ended is not lost: its text is shown again."""

    def handle_no_permission(self, request, view_func):
        if request.headers.get("X-Requested-With"):
            return JsonResponse({"signed_out": True}, status=401)
        if request.method == "POST":
            return session_expired(request)
        return super().handle_no_permission(request, view_func)
