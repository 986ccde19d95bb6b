"""An office sets itself up by docs/office.md: from an empty database to signed minutes and the first monthly report."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from meetings.models import Meeting
from reports.models import MonthSheet
from tests.exchange.sheets import NEW, listing

pytestmark = pytest.mark.browser

PASSWORD, OWN = "rung-xanh-suoi-dai", "nui-cao-may-trang"
PEOPLE = ("Nông Văn An", "Hoàng Thị Ánh", "Lý Minh Ân", "Triệu Văn Bình")


class Clerk:
    """Somebody at a browser, who counts what they do."""

    def __init__(self, browse, account=None):
        self.at, self.clicks = browse(account), 0
        self.page = self.at.page

    def open(self, name, *args):
        self.page.goto(self.at.url + reverse(name, args=args))

    def press(self, selector="main form.card button.primary"):
        self.clicks += 1
        with self.page.expect_navigation():
            self.page.click(selector)

    def follow(self, words):
        self.press(f"main a:text-is('{words}')")

    def fill(self, **typed):
        for name, value in typed.items():
            field = self.page.locator(f"[name={name}]")
            if field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)

    def save(self, **typed):
        self.fill(**typed)
        self.press()
        assert not self.page.locator(".refused, .errorlist").count(), self.page.inner_text("main")

    def sign_in(self, name, password):
        self.open("accounts:login")
        self.page.fill("[name=username]", name)
        self.page.fill("[name=password]", password)
        self.press("main form button")

    def steps(self):
        """{what is to be done: its state} of the checklist."""
        self.open("home")
        rows = [row.inner_text() for row in self.page.locator("ol.first-steps > li").all()]
        return [row.replace("\n", " ").split(" ", 2)[:2] for row in rows]


def states(clerk):
    return [" ".join(words) for words in clerk.steps()]


def set_up_structure(clerk):
    """A hamlet, its cell, and that the one serves the other."""
    clerk.follow("Ghi các xóm")
    clerk.press("main a.primary")
    clerk.save(name="Lũng Mật")
    clerk.open("home")
    clerk.follow("Ghi các chi bộ")
    clerk.press("main .head a.primary")
    clerk.save(name="Chi bộ Lũng Mật", founded_on="01/01/2015")
    clerk.open("home")
    clerk.follow("Chọn chi bộ của từng xóm")
    clerk.follow("Lũng Mật")
    clerk.press("main .head a.button")
    clerk.save(cell="Chi bộ Lũng Mật", kind="chi bộ riêng", since="01/01/2015")


def set_up_accounts(clerk):
    """Accounts of the office, the inspection board and a Committee member who looks after the cell."""
    for name, username, role in (
        ("Bế Thị Văn", "vanphong", "Văn phòng Đảng ủy"),
        ("Chu Văn Tra", "kiemtra", "Ủy ban Kiểm tra"),
        ("Đinh Văn Phụ", "phutrach", "Đảng ủy viên phụ trách chi bộ"),
    ):
        clerk.open("cells:accounts")
        clerk.press("main .head a.primary")
        clerk.save(full_name=name, username=username, role=role, password=PASSWORD)
    clerk.save(position="Đảng ủy viên")  # led on to the seat of the last
    clerk.follow("Giao thêm chi bộ phụ trách")
    clerk.save(cell="Chi bộ Lũng Mật")


def read_in_members(clerk):
    clerk.follow("Nhập danh sách đảng viên từ Excel")
    clerk.press("main a.primary")
    people = [NEW | {"Họ và tên": name, "Số định danh": f"00418000012{n}"} for n, name in enumerate(PEOPLE)]
    file = {"name": "ds.xlsx", "mimeType": "application/octet-stream", "buffer": listing(*people)}
    clerk.page.set_input_files("[name=file]", file)
    clerk.press()
    clerk.fill(on="01/11/2026")  # before the first meeting
    clerk.press("main button.primary")
    clerk.press("main button[formaction]")


def record_and_sign(clerk):
    page = clerk.page
    clerk.open("meetings:start")
    clerk.save(cell="Chi bộ Lũng Mật", held_on="03/11/2026")
    clerk.fill(starts_at="07:30", ends_at="09:05")
    page.select_option("[name=chair]", index=1)
    page.select_option("[name=clerk]", index=2)
    clerk.press("button[name=save]")
    page.click("[data-check-all]")
    clerk.press("button[name=save]")
    clerk.press("button[name=save]")  # there are no tasks of earlier meetings
    clerk.fill(discussion="Bàn việc sửa đường xóm.", conclusion="Nhất trí sửa đường.")
    clerk.press("button[name=save]")
    clerk.press("button[name=save]")  # nothing was voted on
    page.click("[data-full-marks]")
    clerk.press("button[name=save]")
    clerk.press("button[name=sign]")


def test_a_clerk_goes_from_an_empty_database_to_the_first_monthly_report(empty, browse):
    answers = ("xã Trường Hà", "Đảng bộ tỉnh Cao Bằng", "quantri", "Nông Văn Quản")
    for _time in range(2):  # run again, it changes nothing
        call_command("create_commune", *answers, password=PASSWORD, stdout=StringIO())
    admin = Clerk(browse)
    admin.sign_in("quantri", PASSWORD)
    assert states(admin)[0] == "tiếp theo"
    assert states(admin)[6] == "đã xong"  # a score sheet is shipped
    set_up_structure(admin)
    set_up_accounts(admin)
    assert states(admin) == ["đã xong"] * 7 + ["tiếp theo"] + ["làm sau"] * 3
    office = Clerk(browse)
    office.sign_in("vanphong", PASSWORD)
    office.save(old_password=PASSWORD, new_password1=OWN, new_password2=OWN)
    assert states(office)[7] == "tiếp theo"
    read_in_members(office)
    office.open("home")
    office.follow("Lập kế hoạch sinh hoạt năm của từng chi bộ")
    office.press("main .head a.primary")
    office.save(starts_at="07:30")
    record_and_sign(office)
    assert Meeting.objects.get().signed
    assert states(office)[-2:] == ["đã xong", "tiếp theo"]
    office.follow("Lấy số báo cáo tháng đầu tiên")
    with office.page.expect_download():  # the sheet as a Word file, under its number
        office.page.click("main form[method=post] button")
    assert MonthSheet.objects.get().month.month == 11
    assert states(office) == []
    board = Clerk(browse)
    board.sign_in("kiemtra", PASSWORD)
    board.save(old_password=PASSWORD, new_password1=OWN, new_password2=OWN)
    board.open("cells:roles-to-confirm")
    while board.page.locator("main button.primary").count():
        board.press("main button.primary >> nth=0")
    member = Clerk(browse)
    member.sign_in("phutrach", PASSWORD)
    member.save(old_password=PASSWORD, new_password1=OWN, new_password2=OWN)
    member.open("meetings:list")
    assert "Chi bộ Lũng Mật" in member.page.inner_text("main")
    assert sum(clerk.clicks for clerk in (admin, office)) < 45
