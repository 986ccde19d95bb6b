from django.template import Context, Template

from common.tables import Column, Figure, Table


def drawn(source, **context):
    return Template(source).render(Context(context))


def test_a_table_writes_each_figure_as_it_is_told_and_never_as_markup():
    table = Table(
        title="Bảng",
        columns=(Column("Chi bộ"), Column("Tỷ lệ", "percent"), Column("Mức")),
        rows=(
            (Figure("Lũng <Mật>", url="/cells/1/?a=1&b=2"), Figure(0.5, note="<9>/18"), Figure("Tốt", tone="ok")),
            (Figure("Pác Tao"), Figure(), Figure()),
        ),
        total=(Figure("Cộng"), Figure(1), Figure()),
    )
    html = drawn("{% table table stack=True %}", table=table)
    body, foot = html[html.index("<tbody>") : html.index("</table>")].split("</tbody>")
    assert body == (
        '<tbody><tr><th scope="row"><a href="/cells/1/?a=1&amp;b=2">Lũng &lt;Mật&gt;</a></th>'
        '<td class="number" data-label="Tỷ lệ">50 % <small>&lt;9&gt;/18</small></td>'
        '<td data-label="Mức"><span class="badge ok">Tốt</span></td></tr><tr><th scope="row">Pác Tao</th>'
        '<td class="number" data-label="Tỷ lệ">–</td><td data-label="Mức">–</td></tr>'
    )
    assert foot.strip() == (
        '<tfoot><tr><th scope="row">Cộng</th><td class="number" data-label="Tỷ lệ">100 %</td>'
        '<td data-label="Mức">–</td></tr></tfoot>'
    )
