from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts.roles import Do
from cells.access import may


class Site(AdminSite):
    """Django's admin, open to those who may administer a commune; every ModelAdmin narrows to that commune."""

    site_header = _("Sổ Chi bộ: administration")
    site_title = _("Administration")
    index_title = _("Administration")
    site_url = "/"
    enable_nav_sidebar = False  # the navigation of the product stands there

    def has_permission(self, request):
        return may(request.user, Do.ADMINISTER)

    def login(self, request, extra_context=None):
        """Those who may not administer are refused; there is one page for signing in."""
        raise PermissionDenied

    def password_change(self, request, extra_context=None):
        """There is one page for it, which counts wrong passwords."""
        return redirect("accounts:password")
