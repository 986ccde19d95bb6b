from django.urls import path

from development.views import target

app_name = "development"
urlpatterns = [
    path("", target.targets, name="targets"),
    path("set/", target.set_targets, name="set-targets"),
    path("admitted/", target.admitted, name="admitted"),
]
