"""Sample checks of grassroots democracy: some hamlets this year, with what is to be mended and what was decided."""

from datetime import timedelta

from oversight import services

# Households, in favour of a contribution, in favour of village rules (None: not decided on).
HAMLETS = [(42, 30, 28), (38, 25, None), (51, 36, 24), (29, None, 20), (45, 31, None)]
MEND = "Niêm yết tại nhà văn hóa xóm, đọc trong cuộc họp nhân dân gần nhất"


def check_democracy(commune, today, by):
    on = max(today - timedelta(days=40), today.replace(month=1, day=1))
    for number, (hamlet, told) in enumerate(zip(commune.hamlets.order_by("pk"), HAMLETS, strict=False)):
        households, contribution, customs = told
        check = services.start_check(
            hamlet=hamlet,
            year=on.year,
            on=on,
            checked_by="Tổ kiểm tra của Ban Thường vụ Đảng ủy",
            households=households,
            meetings=2 + number % 2,
            dialogues=1,
            by=by,
        )
        mend = {"state": "partly", "mend": MEND, "mend_by": max(on, today + timedelta(days=30 * (number - 1)))}
        found = {row.pk: {"state": "met"} for row in check.findings.all()}
        found[list(found)[number]] = mend
        services.record_findings(check=check, changes=found, by=by)
        for matter, title, agreed in (
            ("contribution", "Góp ngày công làm đường nội xóm", contribution),
            ("customs", "Sửa quy ước của xóm", customs),
        ):
            if agreed:
                services.note_vote(
                    check=check, matter=matter, title=title, on=on, households=households, in_favour=agreed, by=by
                )
