from django.urls import path

from exchange import views

app_name = "exchange"
urlpatterns = [
    path("", views.import_list, name="imports"),
    path("add/", views.import_add, name="import-add"),
    path("template/", views.import_template, name="import-template"),
    path("<int:pk>/", views.import_rows, name="import"),
    path("<int:pk>/columns/", views.import_columns, name="import-columns"),
    path("<int:pk>/apply/", views.import_apply, name="import-apply"),
    path("<int:pk>/undo/", views.import_undo, name="import-undo"),
    path("<int:pk>/drop/", views.import_drop, name="import-drop"),
    path("<int:pk>/differences/", views.differences, name="differences"),
]
