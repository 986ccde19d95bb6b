from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _


class LoginForm(AuthenticationForm):
    """One sentence for every failure: it does not tell which accounts exist."""

    error_messages = {
        "invalid_login": _("The user name or the password is wrong. Please type both again."),
        "inactive": _("The user name or the password is wrong. Please type both again."),
    }

    refused_lead = ""  # nothing was to be saved

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        # the record of failures keeps 255 characters of the name; neither field has a limit of its own
        for name, longest in (("username", 150), ("password", 128)):
            self.fields[name].validators.append(MaxLengthValidator(longest))


class PasswordForm(PasswordChangeForm):
    error_messages = {
        "password_incorrect": _("The present password is wrong. Please type it again."),
        "password_mismatch": _("The two new passwords differ."),
    }
    field_order = ("old_password", "new_password1", "new_password2")

    def clean(self):
        facts = super().clean()
        if facts.get("new_password1") and facts["new_password1"] == facts.get("old_password"):
            self.add_error("new_password1", _("Choose another password than the present one."))
        return facts

    def save(self, commit=True):
        self.user.first_password = False
        return super().save(commit)
