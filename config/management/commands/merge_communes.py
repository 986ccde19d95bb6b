from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cells.models import Commune
from common.errors import RuleError
from common.text import one_line
from common.typed import read_day
from config.merging import figures, merge_communes, obstacles, rules_that_differ


class Command(BaseCommand):
    help = "Nhập các xã vào một xã từ một ngày; không có --yes thì chỉ xem trước, không thay đổi gì."

    def add_arguments(self, parser):
        parser.add_argument("communes", nargs="+", help='các xã thôi hoạt động, ví dụ "xã Quý Quân", hoặc số của xã')
        parser.add_argument("--into", required=True, help="xã tiếp tục hoạt động")
        parser.add_argument("--on", required=True, help="ngày sáp nhập, ví dụ 01/07/2026")
        parser.add_argument("--document", required=True, help="văn bản của cấp trên")
        parser.add_argument("--yes", action="store_true", help="làm thật; hãy sao lưu cơ sở dữ liệu trước")

    def handle(self, *, communes, into, on, document, yes, **options):
        with translation.override("vi"):
            into, communes = _commune(into), list(dict.fromkeys(map(_commune, communes)))
            on, today, document = _day(on), timezone.localdate(), one_line(document)
            self._tell([*communes, into], on)
            if found := obstacles(communes, into, on, today):
                raise CommandError("\n".join([_("Put right first:"), *(f"- {sentence}" for sentence in found)]))
            words = _("%(commune)s has other rules; now those of %(into)s hold, for steps of before too: %(rules)s.")
            for commune in communes:
                if rules := rules_that_differ(commune, into, on):
                    self.stdout.write(words % {"commune": commune, "into": into, "rules": ", ".join(rules)})
            self._merge(yes, communes=communes, into=into, on=on, document=document, today=today)

    def _merge(self, yes, *, into, on, **about):
        """The merger itself; without `yes` it is done as well, and taken back."""
        try:
            with transaction.atomic():
                merge_communes(into=into, on=on, by=None, **about)
                self._tell([into], on)
                transaction.set_rollback(not yes)
        except (RuleError, ValidationError) as error:
            raise CommandError("\n".join(getattr(error, "messages", [str(error)]))) from error
        done, seen = _("The communes have merged."), _("This was a preview: nothing was changed. To do it, add --yes.")
        self.stdout.write(done if yes else seen)

    def _tell(self, communes, on):
        """What the `communes` have, each and all together."""
        each, together = [figures([commune], on) for commune in communes], figures(communes, on)
        self.stdout.write(" + ".join(map(str, communes)))
        for words, count in together.items():
            parts = " + ".join(str(counted[words]) for counted in each)
            self.stdout.write(f"- {capfirst(words)}: {parts}" + (f" = {count}" if len(each) > 1 else ""))


def _commune(text):
    """The Commune of that name, or of that number where several have the name."""
    text = one_line(text)
    found = Commune.objects.filter(pk=text) if text.isdecimal() else Commune.objects.filter(name__iexact=text)
    if found.count() != 1:
        words = _("“%(name)s” is not one commune. There are: %(communes)s.")
        there = ", ".join(f"{one} ({one.pk})" for one in Commune.objects.all())
        raise CommandError(words % {"name": text, "communes": there})
    return found.get()


def _day(text):
    try:
        return read_day(text, near=timezone.localdate())
    except ValueError as error:
        raise CommandError(_("“%(text)s” is not a day.") % {"text": text}) from error
