"""People in a list: distinguished where several bear one name, known again as they are typed, chosen in a form."""

from collections import defaultdict

from django import forms
from django.forms.models import ModelChoiceIterator, ModelChoiceIteratorValue
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.errors import RuleError
from common.fields import OneLineFormField, SomeOfField
from common.text import search_key, tone_key


class SeveralFit(RuleError):
    """A name was typed that several bear."""


def told_apart(members):
    """{member number: name as it stands among `members`}. Beside a name that several bear stands the birth year, the
    whole birth date where they share the year, and the number of the file at last."""
    alike = defaultdict(dict)
    for member in members:
        alike[tone_key(member.full_name)][member.pk] = member
    return {pk: name for group in alike.values() for pk, name in _names(group).items()}


def _names(group):
    if len(group) == 1:
        return {pk: member.full_name for pk, member in group.items()}
    unknown = _("birth year unknown")
    for sign in (
        lambda member: member.born[:4] or unknown,
        lambda member: member.born.text or unknown,
        lambda member: _("file %(number)s") % {"number": member.pk},
    ):
        names = {pk: f"{member.full_name} ({sign(member)})" for pk, member in group.items()}
        if len(set(names.values())) == len(group):
            break
    return names


def named(text, members):
    """(Member, the name as it stands among `members`) whom `text` names, in any spelling and with or without tones;
    (None, text) where nobody bears it. Raises SeveralFit where more than one does."""
    people = {member.pk: member for member in members}
    names = told_apart(people.values())
    bare = search_key(text) == tone_key(text)
    for key in (tone_key, search_key) if bare else (tone_key,):
        wanted = key(text)
        for spelled in (names, {pk: member.full_name for pk, member in people.items()}):
            found = [pk for pk, name in spelled.items() if key(name) == wanted]
            if len(found) > 1:
                words = _("“%(name)s” may be %(people)s: which one?")
                among = _(" or ").join(names[pk] for pk in found)
                raise SeveralFit(words % {"name": text, "people": among})
            if found:
                return people[found[0]], names[found[0]]
    return None, text


class ByNameForm(forms.Form):
    """Somebody known again by the `name` that is typed. A form says who may be meant, by `fitting(user, text)`, and
    what is said where nobody bears the name, `nobody`."""

    fitting = None
    nobody = ""

    name = OneLineFormField(label=gettext_lazy("full name"), max_length=100)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def person(self, text):
        """Whom `text` names; None with an error beside the name where it is nobody, or more than one."""
        try:
            found, _shown = named(text, self.fitting(self.user, text))
        except SeveralFit as error:
            self.add_error("name", str(error))
            return None
        if found is None:
            self.add_error("name", self.nobody)
        return found


class _People(ModelChoiceIterator):
    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        people = list(self.queryset)
        names = told_apart(people)
        for member in people:
            yield ModelChoiceIteratorValue(member.pk, member), names[member.pk]


class PersonField(forms.ModelChoiceField):
    """One of some people; those of one name are distinguished."""

    iterator = _People


class PeopleField(SomeOfField):
    """Some of some people; those of one name are distinguished."""

    iterator = _People
