"""What stands above a list: the period with its neighbours, the filters, what is chosen, how close rows stand."""

import re

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.template import Context, Template
from django.urls import resolve
from django.utils.http import urlencode

from common.choices import chosen_in, kept_choice, steps_in
from common.pages import order_of
from common.remembered import COOKIE, MOST, LookMiddleware, is_dense, last_choice, sort_of
from common.tables import Column, Figure, Table

MONTHS = [("2026-11", "tháng 11"), ("2026-10", "tháng 10"), ("2026-09", "tháng 9")]
QUARTERS = [("2026-Q4", "quý 4"), ("2026-Q3", "quý 3")]


class Choose(forms.Form):
    period = forms.ChoiceField(choices=[("Tháng", MONTHS), ("Quý", QUARTERS)])
    cell = forms.ChoiceField(label="chi bộ", required=False, choices=[("", "tất cả"), ("7", "Lũng <Mật>")])
    name = forms.CharField(label="tên", required=False)
    age = forms.IntegerField(label="tuổi", required=False)
    left = forms.BooleanField(label="cả người đã chuyển đi", required=False)
    sort = forms.CharField(required=False)


def page(rf, query="", cookie="", user=None):
    request = rf.get(f"/meetings/?{query}")
    request.resolver_match, request.user = resolve("/meetings/"), user or AnonymousUser()
    request.COOKIES[COOKIE] = cookie
    return request


def drawn(request, form):
    return Template("{% choosing form %}{% endchoosing %}").render(Context({"request": request, "form": form}))


def links(html):
    return dict(re.findall(r'<a[^>]*href="([^"]*)"[^>]*>(.*?)</a>', html))


def test_what_is_chosen_is_told_in_words_and_nonsense_is_not():
    form = Choose({"period": "2026-11", "cell": "7", "name": "An", "age": "x", "left": "on", "sort": "-2"})
    words = {"cell": "Chi bộ: Lũng <Mật>", "name": "Tên: An", "left": "Cả người đã chuyển đi"}
    assert dict(chosen_in(form)) == words
    assert kept_choice(form) == {"cell": "7", "left": "on"}, "what was typed is not kept"
    assert form.errors.keys() == {"age"}


def test_each_part_of_a_choice_can_be_dropped_and_the_rest_stays(rf):
    asked = {"period": "2026-10", "cell": "7", "name": "An", "sort": "-2", "page": "3"}
    html = drawn(page(rf, urlencode(asked)), Choose(asked))
    ways = {re.sub("<[^>]+>", "", words): url.replace("&amp;", "&") for url, words in links(html).items()}
    assert ways["Chi bộ: Lũng &lt;Mật&gt; ×(bỏ điều kiện này)"] == "?period=2026-10&name=An&sort=-2"
    assert ways["Bỏ lọc"] == "?period=2026-10&sort=-2"
    assert ways["tháng 9"] == "?cell=7&name=An&sort=-2&period=2026-09"
    assert ways["tháng 11"] == "?cell=7&name=An&sort=-2&period=2026-11"


def test_a_form_with_a_mistake_is_open(rf):
    assert '<details class="filters many" open>' in drawn(page(rf), Choose({"period": "2026-10", "age": "x"}))
    assert '<details class="filters many">' in drawn(page(rf), Choose({"period": "2026-10"}))


@pytest.mark.parametrize(
    ("value", "steps"),
    [
        ("2026-11", ("period", MONTHS[1], MONTHS[0], None)),
        ("2026-09", ("period", None, MONTHS[2], MONTHS[1])),
        ("2026-Q4", ("period", QUARTERS[1], QUARTERS[0], None)),
        ("2031", None),
        ("", None),
    ],
)
def test_a_period_follows_one_of_its_kind_and_ends_with_the_choices(value, steps):
    assert steps_in(Choose({"period": value})) == steps


def test_an_end_of_the_periods_is_no_link(rf):
    html = drawn(page(rf), Choose({"period": "2026-11"}))
    assert 'rel="next"' not in html
    assert html.count('role="link" aria-disabled="true"') == 1


def test_a_browser_remembers_order_density_and_the_last_choice_of_each_list(rf, world):
    def answered(query, cookie="", user=world.office):
        request = page(rf, query, cookie, user)
        draw = LookMiddleware(lambda request: HttpResponse(drawn(request, Choose(request.GET or None))))
        return draw(request).cookies.get(COOKIE)

    kept = answered("sort=-points&dense=1&period=2026-11&cell=7&name=An").value
    later = page(rf, cookie=kept, user=world.office)
    assert (sort_of(later), is_dense(later), last_choice(later)) == ("-points", True, "cell=7")
    assert "Lọc như lần trước" in drawn(later, Choose({"period": "2026-11"}))
    assert answered("", kept) is None, "nothing new is nothing to write"
    assert not is_dense(page(rf, "dense=0", kept))
    assert sort_of(page(rf, "sort=day", kept)) == "day"
    signed_out = answered("", kept, AnonymousUser()).value
    assert last_choice(page(rf, cookie=signed_out)) == "", "who signs in next is not told"
    assert sort_of(page(rf, cookie=signed_out)) == "-points"


@pytest.mark.parametrize("cookie", ["%%%", "a=b&" * 4000, "meetings%3Alist=%27%3Bdrop", "meetings%3Alist=" + "٣" * 9])
def test_a_cookie_that_somebody_made_up_is_no_fault(rf, cookie, world):
    request = page(rf, "dense=1", cookie, world.office)
    assert sort_of(request) == ""
    kept = LookMiddleware(lambda request: HttpResponse())(request).cookies[COOKIE].value
    assert len(kept) <= MOST
    assert is_dense(page(rf, cookie=kept))


TABLE = Table(
    "Bảng",
    (Column("Chi bộ"), Column("Họp", "number"), Column("Tỷ lệ", "percent"), Column("Mức")),
    (
        (Figure("Đông"), Figure("3/6"), Figure(0.5), Figure("Tốt", by=0)),
        (Figure("An"), Figure("10/11"), Figure(None), Figure("Kém", by=3)),
        (Figure("Ấm"), Figure("0/0"), Figure(0.75), Figure("")),
    ),
)


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("1", ["Ấm", "An", "Đông"]),
        ("-2", ["An", "Đông", "Ấm"]),
        ("2", ["Đông", "An", "Ấm"]),
        ("-3", ["Ấm", "Đông", "An"]),
        ("3", ["Đông", "Ấm", "An"]),
        ("4", ["Đông", "An", "Ấm"]),
        ("9", ["Đông", "An", "Ấm"]),
        ("", ["Đông", "An", "Ấm"]),
    ],
)
def test_a_table_is_sorted_by_any_column_and_what_is_unknown_stands_last(sort, names):
    assert [row[0].value for row in TABLE.in_order(sort).rows] == names


def test_a_list_of_the_database_takes_only_the_orders_that_it_knows(rf):
    orders = {"day": "held_on", "points": "score__total"}
    assert order_of(page(rf, "sort=-points"), orders, "-day")[0] == "-points"
    sort, [by] = order_of(page(rf, "sort=password"), orders, "-day")
    assert (sort, by.descending, by.nulls_last) == ("-day", True, True)
