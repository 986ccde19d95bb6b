"""Templates can be read: no line is longer than a screen."""

from django.conf import settings

LIMIT = 160


def test_no_line_of_a_template_is_too_long():
    folder = settings.ROOT / "templates"
    long = [
        f"{path.relative_to(folder)}:{number}"
        for path in sorted(folder.rglob("*.html"))
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if len(line) > LIMIT
    ]
    assert long == []
