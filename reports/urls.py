from django.urls import include, path

from reports import views

reports = [
    path("", views.index, name="index"),
    path("cell-quality/", views.cell_quality, name="cell-quality"),
    path("month-sheets/<str:code>/", views.month_sheet, name="month-sheet"),
    path("month-board/", views.month_board, name="board"),
    path("targets/", views.targets, name="targets"),
    path("members/", views.members, name="members"),
    path("structure/", views.member_structure, name="structure"),
    path("flow/", views.flow, name="flow"),
    path("model-meetings/<int:pk>/", views.model_meeting, name="model-meeting"),
    path("growth/", views.member_growth, name="growth"),
]

urlpatterns = [
    path("", views.home, name="home"),
    path("reports/", include((reports, "reports"))),
]
