"""Planned meetings, and days of other apps, as a calendar that phones and office programs subscribe to (RFC 5545). It
names no person."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

LINE = 75  # octets, without the line end
DAY, MOMENT = "%Y%m%d", "%Y%m%dT%H%M%SZ"


def to_ical(entries, *, name, minutes, at, days=()):
    """Bytes of the calendar `name` with `entries` (PlannedMeeting, with cell, meeting and `version`, which grows with
    every change), each `minutes` long where its end is not recorded, as of `at` (an aware datetime); and `days` [(a
    DayEvent, its whole address)]."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//So Chi bo//Lich sinh hoat//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for planned in entries:
        lines += _event(planned, minutes, at)
    for event, address in days:
        lines += _day(event, address, at)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _event(planned, minutes, at):
    held = planned.meeting
    on, start = (held.held_on, held.starts_at) if held else (planned.on, planned.starts_at)
    recorded_end = held and held.ends_at
    yield "BEGIN:VEVENT"
    yield f"UID:planned-{planned.pk}@so-chi-bo"
    yield f"DTSTAMP:{at.astimezone(UTC):{MOMENT}}"
    yield f"SEQUENCE:{planned.version}"
    if start is None:
        yield from _whole_day(on)
    else:
        begin = timezone.make_aware(datetime.combine(on, start)).astimezone(UTC)
        yield f"DTSTART:{begin:{MOMENT}}"
        end = begin + timedelta(minutes=minutes)
        if recorded_end and recorded_end > start:
            end = timezone.make_aware(datetime.combine(on, recorded_end)).astimezone(UTC)
        yield f"DTEND:{end:{MOMENT}}"
    yield f"SUMMARY:{_text(f'{planned.cell}: {planned.get_kind_display()}')}"
    place = (held or planned).place
    if place:
        yield f"LOCATION:{_text(place)}"
    yield f"STATUS:{'CANCELLED' if planned.struck else 'CONFIRMED'}"
    yield "END:VEVENT"


def _day(event, address, at):
    yield "BEGIN:VEVENT"
    yield f"UID:{event.key}@so-chi-bo"
    yield f"DTSTAMP:{at.astimezone(UTC):{MOMENT}}"
    yield from _whole_day(event.on)
    yield f"SUMMARY:{_text(event.summary)}"
    yield f"URL:{address}"
    yield "TRANSP:TRANSPARENT"  # nobody is busy because of it
    yield "END:VEVENT"


def _whole_day(on):
    yield f"DTSTART;VALUE=DATE:{on:{DAY}}"
    yield f"DTEND;VALUE=DATE:{on + timedelta(days=1):{DAY}}"


def _text(value):
    for char in ("\\", ";", ","):
        value = value.replace(char, f"\\{char}")
    return value.replace("\n", "\\n")


def _folded(line):
    """`line` in pieces of at most 75 octets; a letter is never cut in two."""
    pieces, length = [""], 0
    for char in line:
        size = len(char.encode())
        if length + size > LINE:
            pieces.append(" ")
            length = 1
        pieces[-1] += char
        length += size
    return "\r\n".join(pieces)
