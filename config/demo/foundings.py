"""Sample foundings of cells: a white hamlet that lacks the third official member, and one whose day is to come."""

from datetime import timedelta

from development import services
from development.enums import Authority, FoundingPaper, FoundingStepKind, FoundingWay, ItemState
from members import services as people
from members.enums import HamletRoleKind, PostKind, Standing
from members.queries import members_of_cell

SLOTS = {FoundingStepKind.APPRAISE: ("paper",), FoundingStepKind.DECIDE: ("paper", "committee", "transfer")}
WHITE, SPLIT = "Thượng Mẫu (mẫu)", "Tây Mẫu (mẫu)"


def found_cells(commune, cells, today, by):
    _post_cadres(commune.hamlets.get(name=WHITE), cells[-2], today, by)
    joint = next(cell for cell in cells if cell.kind == "joint")
    _split(commune.hamlets.get(name=SPLIT), joint, today, by)


def _begin(hamlet, way, name, days, members, by, **plan):
    """`days` of the survey, of the choice of the way and of the naming of members."""
    surveyed, chosen, named = days
    note = "Chưa có chi bộ riêng; bà con đi sinh hoạt xa."
    made = services.begin_founding(commune=hamlet.commune, hamlets=[hamlet], on=surveyed, note=note, by=by)
    about = {"way": way, "cell_name": name, "seat": f"Nhà văn hóa {hamlet.name}", "owner": "Văn phòng Đảng ủy"}
    services.choose_way(founding=made, on=chosen, paper_no="14-KH/ĐU", by=by, **about, **plan)
    for member, post in members:
        services.name_member(founding=made, member=member, on=named, post=post, by=by)
    return made


def _of(cell, day, standing=Standing.OFFICIAL):
    """[Member] of that standing in `cell` on `day` who are neither away nor exempt and hold no post, the last first."""
    rows = [row for row, over in members_of_cell(cell=cell, day=day) if over is None and row.standing == standing]
    return [row.member for row in rows if not row.member.posts.filter(until=None).exists()][::-1]


def _post_cadres(hamlet, agency, today, by):
    """Two cadres of the commune are posted to the hamlet; the third official member is still looked for."""
    cadres = _of(agency, today)[:2]
    days = [today - timedelta(days=ago) for ago in (60, 45, 30)]
    for cadre in cadres:
        people.name_in_hamlet(member=cadre, hamlet=hamlet, kind=HamletRoleKind.POSTED, since=days[1], by=by)
    members = [(cadres[0], PostKind.SECRETARY), (cadres[1], "")]
    plan = {"effective_on": today + timedelta(days=40), "due_on": today + timedelta(days=20)}
    made = _begin(hamlet, FoundingWay.POSTED, "Chi bộ Thượng Mẫu (mẫu)", days, members, by, **plan)
    told = {"kind": FoundingPaper.HAMLET, "state": ItemState.HAVE, "on": days[0]}
    services.keep_founding_item(founding=made, by=by, **told)


def _split(hamlet, joint, today, by):
    """Decided, and waiting for its day."""
    days = [today - timedelta(days=ago) for ago in (90, 80, 70)]
    posts = (PostKind.SECRETARY, PostKind.DEPUTY, "", "", "")
    members = list(zip(_of(joint, today), posts, strict=False))
    effective = today + timedelta(days=6)
    made = _begin(hamlet, FoundingWay.SPLIT, "Chi bộ Tây Mẫu (mẫu)", days, members, by, effective_on=effective)
    for paper in FoundingPaper:
        services.keep_founding_item(founding=made, kind=paper, state=ItemState.HAVE, on=days[2], by=by)
    for kind, ago, facts in (
        (FoundingStepKind.PROPOSE, 50, {"paper_no": "21-TTr/ĐU"}),
        (FoundingStepKind.APPRAISE, 30, {"members": 5, "in_favour": 5, "body": Authority.STANDING}),
        (FoundingStepKind.DECIDE, 10, {"effective_on": effective}),
    ):
        step = services.take_founding_step(founding=made, kind=kind, on=today - timedelta(days=ago), by=by, **facts)
        for slot in SLOTS.get(kind, ()):
            services.number_founding_paper(step=step, slot=slot, on=step.on, today=today, by=by)
