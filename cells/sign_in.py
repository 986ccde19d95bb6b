"""Whose session it is: read anew at each request, in one statement with the hats of the account."""

from django.contrib.auth.backends import ModelBackend

from cells.access import read_account


class Backend(ModelBackend):
    def get_user(self, user_id):
        user = read_account(user_id)
        return user if user and self.user_can_authenticate(user) else None
