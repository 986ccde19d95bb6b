from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from common.fields import OneLine


class UserManager(BaseUserManager):
    def create_user(self, username, password, full_name, **more):
        """A new account that may sign in; what it may do is granted separately (cells.services.grant)."""
        user = self.model(username=username, full_name=full_name, **more)
        user.set_password(password)
        user.full_clean()
        user.save()
        return user


class User(Tracked, AbstractBaseUser):
    """Someone who may sign in. No e-mail, no phone: the least that signing in needs."""

    username = models.CharField(
        _("user name"),
        max_length=40,
        unique=True,
        validators=[ASCIIUsernameValidator(message=_("Use only letters without marks, digits and . _ -"))],
        error_messages={"unique": _("This user name is taken.")},
    )
    full_name = OneLine(_("full name"), max_length=100)
    is_active = models.BooleanField(
        _("may sign in"), default=True, help_text=_("Switch off instead of deleting an account.")
    )
    commune = models.PositiveBigIntegerField(null=True, editable=False)
    first_password = models.BooleanField(
        _("has to choose a password of its own"), default=False, editable=False
    )  # somebody else knows the present one
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ("full_name",)
    trail_hidden = ("password", "last_login")
    commune_path = "commune"

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ("full_name", "pk")

    def __str__(self):
        return f"{self.full_name} ({self.username})"

    @property
    def is_staff(self):
        """Django's admin site asks `cells.access` instead; this only keeps its log-in form content."""
        return self.is_active

    def has_perm(self, perm, obj=None):
        """Django's own permissions are not used: every ModelAdmin asks `cells.access`."""
        return False

    def has_module_perms(self, app_label):
        return False

    @property
    def own_commune(self):
        return self.commune
