from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse
from django.urls import include, path
from django.views.decorators.http import require_safe

import cells.urls
from config import views
from meetings.views.feed import calendar_feed
from reports.urls import of_cells


@require_safe
@login_not_required
def healthz(request):
    """Says ok while the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [
    path("", include("reports.urls")),
    path("", include(([*of_cells, *cells.urls.urlpatterns], "cells"))),
    path("", include("members.urls")),
    path("members/imports/", include("exchange.urls")),
    path("", include("privacy.urls")),
    path("meetings/", include("meetings.urls")),
    path("calendar/<str:token>.ics", calendar_feed, name="calendar-feed"),
    path("development/", include("development.urls")),
    path("oversight/", include("oversight.urls")),
    path("accounts/", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("more/", views.more, name="more"),
    path("components/", views.components, name="components"),
    path("healthz", healthz, name="healthz"),
    path("healthz/", healthz),
]

handler400 = "accounts.views.bad_request"
handler403 = "accounts.views.permission_denied"
handler404 = "accounts.views.page_not_found"
handler500 = "accounts.views.server_error"
