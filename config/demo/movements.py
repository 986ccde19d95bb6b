"""Sample movements and models of two years, with criteria and people who take part."""

from datetime import date, timedelta

from development import services
from development.enums import MovementField, MovementKind, Part
from members.models import Member

SAMPLES = (  # name, kind, field, place of the hamlet or None for the commune, households
    ("Đường hoa nội xóm (mẫu)", MovementKind.SKILFUL, MovementField.CULTURE, 0, 42),
    ("Tổ vay vốn trồng thuốc lá (mẫu)", MovementKind.SKILFUL, MovementField.ECONOMY, 1, 18),
    ("Camera an ninh xóm (mẫu)", MovementKind.MODEL, MovementField.DEFENCE, 5, 60),
    ("Hiến đất làm đường (mẫu)", MovementKind.RURAL, MovementField.ECONOMY, 2, 25),
    ("Toàn dân đoàn kết xây dựng đời sống văn hóa (mẫu)", MovementKind.CAMPAIGN, MovementField.CULTURE, None, 610),
)


def move(commune, cells, today, by):
    hamlets = list(commune.hamlets.order_by("pk"))
    for number, (name, kind, field, place, households) in enumerate(SAMPLES):
        year = today.year - 1 if number < 3 else today.year
        there = [] if place is None else [hamlets[place]]
        lead = (
            {"lead_name": "Ban Thường trực Ủy ban MTTQ xã (mẫu)"} if place is None else _lead(number, there[0], cells)
        )
        facts = {"name": name, "kind": kind, "field": field, "households": households, **lead}
        facts |= {"aim": "Vận động từng hộ, làm điểm rồi nhân rộng.", "product": "Có thể xem tại xóm."}
        registered = date(year, 1, 20)
        movement = services.register_movement(
            commune=commune, year=year, registered_on=registered, hamlets=there, by=by, **facts
        )
        services.add_criterion(movement=movement, text="Số hộ tham gia", target=f"{households} hộ", by=by)
        services.begin_movement(movement=movement, on=date(year, 2, 3), by=by)
        _people(movement, there or hamlets[:2], date(year, 2, 3), by)
        if year < today.year:
            _review(movement, number, today, by)


def _lead(number, hamlet, cells):
    if number == 0:
        return {"lead_cell": cells[0]}
    return {"lead_unit": hamlet.units.order_by("organisation").all()[number % 3]}


def _people(movement, hamlets, since, by):
    """A member at its core and some more people of each hamlet."""
    for hamlet in hamlets:
        cells = hamlet.servings.open().values("cell")
        member = Member.objects.known().filter(memberships__until=None, memberships__cell__in=cells).order_by("-born")
        services.take_part(movement=movement, member=member.first(), part=Part.CORE, since=since, by=by)
        for name in ("Nông Thị Mẫu", "Hoàng Văn Mẫu", "Hoàng Văn Tú (mẫu)", "La Văn Sinh (mẫu)"):
            told = {"name": name, "hamlet": hamlet, "noted_by": "chi hội trưởng"}
            services.take_part(movement=movement, part=Part.TAKES, since=since + timedelta(days=30), by=by, **told)


def _review(movement, number, today, by):
    """Two of last year's were recognised; one of them is carried on, the third was struck off the list."""
    decided = {"on": date(movement.year, 12, 10), "decided_by": "Ban Thường vụ Đảng ủy xã", "decision_no": "41-QĐ/ĐU"}
    services.decide_movement(movement=movement, recognised=number < 2, by=by, **decided)
    if number == 2:
        services.end_movement(movement=movement, on=date(today.year, 1, 10), reason="Không còn hiệu quả", by=by)
    if number == 0:
        following = services.carry_on_movement(movement=movement, on=date(today.year, 1, 15), by=by)
        services.begin_movement(movement=following, on=date(today.year, 2, 3), by=by)
