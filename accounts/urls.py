from django.urls import path

from accounts import views
from accounts.double_submit import every_try_counts

app_name = "accounts"
urlpatterns = [
    path("login/", views.Login.as_view(), name="login"),
    path("logout/", views.Logout.as_view(), name="logout"),
    path("password/", every_try_counts(views.Password.as_view()), name="password"),
    path("language/", views.language, name="language"),
]
