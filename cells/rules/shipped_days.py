"""Days off and days worked in exchange: those announced so far, and what can be expected of a year to come."""

from datetime import date, timedelta

import holidays

from cells.enums import DayKind

OFF, WORKED = DayKind.OFF, DayKind.WORKED
NEW_YEAR, TET, KINGS = "Tết Dương lịch", "Tết Nguyên đán", "Giỗ Tổ Hùng Vương"
VICTORY, LABOUR, NATIONAL = "Ngày Chiến thắng 30/4", "Ngày Quốc tế lao động 1/5", "Quốc khánh 2/9"
CULTURE = "Ngày Văn hóa Việt Nam 24/11"
BY_LAW = "Bộ luật Lao động 2019, Điều 111, 112; thông báo nghỉ lễ, Tết năm 2025"
NOTICE = "TB 9441/TB-BNV ngày 16/10/2025"
EXCHANGE, CULTURE_ACT = "CV 12729/VPCP-KGVX ngày 25/12/2025", "NQ 28/2026/QH16"
# {year: (by which document, [(kind, name, first day, last day, its own document where it has one)])}, Monday to Friday
# only but for days worked.
ANNOUNCED = {
    2025: (
        BY_LAW,
        [
            (OFF, NEW_YEAR, "01-01", "01-01"),
            (OFF, TET, "01-27", "01-31"),
            (OFF, KINGS, "04-07", "04-07"),
            (OFF, VICTORY, "04-30", "04-30"),
            (OFF, LABOUR, "05-01", "05-01"),
            (OFF, "Nghỉ hoán đổi với 26/04", "05-02", "05-02"),
            (WORKED, "Làm bù cho 02/05", "04-26", "04-26"),
            (OFF, NATIONAL, "09-01", "09-02"),
        ],
    ),
    2026: (
        NOTICE,
        [
            (OFF, NEW_YEAR, "01-01", "01-01"),
            (OFF, "Nghỉ hoán đổi với 10/01", "01-02", "01-02", EXCHANGE),
            (WORKED, "Làm bù cho 02/01", "01-10", "01-10", EXCHANGE),
            (OFF, TET, "02-16", "02-20"),
            (OFF, KINGS, "04-27", "04-27"),
            (OFF, VICTORY, "04-30", "04-30"),
            (OFF, LABOUR, "05-01", "05-01"),
            (WORKED, "Làm bù cho 31/08", "08-22", "08-22"),
            (OFF, "Nghỉ hoán đổi với 22/08", "08-31", "08-31"),
            (OFF, NATIONAL, "09-01", "09-02"),
            (OFF, CULTURE, "11-24", "11-24", CULTURE_ACT),
        ],
    ),
    2027: (
        "CV 10065/VPCP-KGVX ngày 02/10/2026",
        [
            (OFF, NEW_YEAR, "01-01", "01-01"),
            (OFF, TET, "02-04", "02-05"),
            (OFF, TET, "02-08", "02-10"),
            (OFF, KINGS, "04-16", "04-16"),
            (OFF, VICTORY, "04-30", "04-30"),
            (OFF, LABOUR, "05-03", "05-03"),
            (OFF, NATIONAL, "09-02", "09-03"),
            (OFF, CULTURE, "11-24", "11-24", CULTURE_ACT),
        ],
    ),
}


def announced():
    """[(day, kind, name, by which document)] of the years announced so far, in order."""
    return [
        (day, kind, name, own[0] if own else source)
        for year, (source, spans) in ANNOUNCED.items()
        for kind, name, first, last, *own in spans
        for day in _days(date.fromisoformat(f"{year}-{first}"), date.fromisoformat(f"{year}-{last}"))
    ]


def _days(first, last):
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def expected(year):
    """[(day, kind, name, "")] that a year to come is expected to have off: the package knows the law and the moon, not
    what the Government will exchange."""
    found = holidays.country_holidays("VN", language="vi", years=year)
    return [(day, OFF, name, "") for day, name in sorted(found.items()) if day.year == year and day.weekday() < 5]
