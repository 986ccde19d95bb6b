"""Records that are made quickly of the rows of the database."""

from django.db import models
from django.db.models.base import ModelState


class Quick(models.Model):
    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db, field_names, values):
        """As Django makes it, but without `__init__`, which costs more than the database needs for the row."""
        obj = cls.__new__(cls)
        obj.__dict__.update(zip(field_names, values, strict=True))  # what is not here, Django knows was not read
        obj._state = ModelState()
        obj._state.adding, obj._state.db = False, db
        return obj
