"""The Vietnamese catalogue without system gettext: collect what is to be translated, merge, compile, check."""

import json
import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.template import templatize

from config.order import APPS

ROOT = settings.ROOT
PO = ROOT / "locale/vi/LC_MESSAGES/django.po"
MO = PO.with_suffix(".mo")
KEYWORDS = {
    "_": None,
    "_t": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
# Words of installed packages that their own Vietnamese leaves out, or says as nobody would; pages show them, so we say
# them.
DJANGO = Path(django.__file__).parent
THEIRS = [DJANGO / "conf", DJANGO / "contrib/admin", DJANGO / "contrib/auth"]
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)  # one day for every edition: the file changes only with its words
# Django's own start page, its help for developers and its names of languages are never shown here.
NEVER_SHOWN = re.compile(
    r"href=|DEBUG|Referer|^Django |^Tutorial|^Topics|^Get started|^Connect,|^The install|^Norwegian|CSRF|cookies,"
)
SAID_BETTER = re.compile(r"^Ensure |^Select a valid choice|^Enter a number")
LANGUAGE_NAMES = {language["name"] for language in LANG_INFO.values() if "name" in language}
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sdi]|\{\w*\}")


class Command(BaseCommand):
    help = "Updates locale/vi from code and templates; --merge adds translations, --check only looks."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true")
        words = 'JSON: {"msgid" or "context|msgid": "translation"}'
        parser.add_argument("--merge", nargs="*", default=[], metavar="FILE", help=words)

    def handle(self, *, check, merge, **options):
        if check:
            if faults := find_faults():
                raise CommandError("\n".join(faults))
            return
        new = {}
        for path in merge:
            new |= json.loads(Path(path).read_text())
        catalogue = updated(new)
        PO.parent.mkdir(parents=True, exist_ok=True)
        with PO.open("wb") as file:
            write_po(file, catalogue, width=0, sort_output=True, no_location=True, omit_header=False)
        MO.write_bytes(compiled(catalogue))
        missing = [message.id for message in catalogue if message.id and not translated(message)]
        self.stdout.write(f"{len(catalogue)} entries, {len(missing)} without a translation")


def collected():
    """{(msgid or (singular, plural), context)} of everything a page may show."""
    found = set()
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                found |= _of_python(path.read_bytes())
    for path in sorted((ROOT / "templates").rglob("*.html")):
        # On one line: what is left around the calls has no Python indentation.
        found |= _of_python(" ".join(templatize(path.read_text()).split()).encode())
    for package in THEIRS:
        found |= _untranslated(package / "locale")
    return found


def _of_python(source):
    messages = extract("python", BytesIO(source), keywords=KEYWORDS, options={"encoding": "utf-8"})
    return {(message, context) for line, message, comments, context in messages}


def _untranslated(folder):
    with (folder / "en/LC_MESSAGES/django.po").open("rb") as file:
        there = {(m.id, m.context) for m in read_po(file) if m.id}
    path = folder / "vi/LC_MESSAGES/django.po"
    if path.exists():
        with path.open("rb") as file:
            said = {(m.id, m.context) for m in read_po(file, locale="vi") if m.id and translated(m) and not m.fuzzy}
        there -= {one for one in said if not SAID_BETTER.search(_singular(one[0]))}
    return {(m, c) for m, c in there if not NEVER_SHOWN.search(str(m)) and m not in LANGUAGE_NAMES}


def _singular(msgid):
    return msgid[0] if isinstance(msgid, tuple) else msgid


def stored():
    if not PO.exists():
        return Catalog(locale="vi")
    with PO.open("rb") as file:
        return read_po(file, locale="vi")


def updated(new):
    """The catalogue of what is collected now, with stored translations and the `new` ones."""
    old = {(m.id, m.context): m.string for m in stored() if m.id}
    catalogue = Catalog(locale="vi", project="Sổ Chi bộ", charset="utf-8", fuzzy=False)
    catalogue.creation_date = catalogue.revision_date = EPOCH
    for msgid, context in collected():
        string = old.get((msgid, context), "")
        source = _singular(msgid)
        given = new.get(f"{context}|{source}" if context else source)
        if given:
            string = (given,) if isinstance(msgid, tuple) else given
        catalogue.add(msgid, string, context=context)
    return catalogue


def translated(message):
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def compiled(catalogue):
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def find_faults():
    """Sentences on what is missing, fuzzy, has other placeholders, or is not compiled."""
    faults = []
    kept = stored()
    there = {(m.id, m.context): m for m in kept if m.id}
    for msgid, context in sorted(collected(), key=str):
        message = there.get((msgid, context))
        if message is None or not translated(message) or message.fuzzy:
            faults.append(f"no translation: {msgid!r}")
            continue
        source = msgid[0] if isinstance(msgid, tuple) else msgid
        string = message.string[0] if isinstance(message.string, tuple | list) else message.string
        # A single form may leave the number of its plural out.
        if not isinstance(msgid, tuple) and set(PLACEHOLDER.findall(source)) != set(PLACEHOLDER.findall(string)):
            faults.append(f"other placeholders: {msgid!r}")
    if not MO.exists() or MO.read_bytes() != compiled(kept):
        faults.append("the compiled catalogue is out of date: run make messages")
    return faults
