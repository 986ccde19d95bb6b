from django.urls import path

from development import views

app_name = "development"
urlpatterns = [
    path("", views.targets, name="targets"),
    path("set/", views.set_targets, name="set-targets"),
    path("admitted/", views.admitted, name="admitted"),
]
