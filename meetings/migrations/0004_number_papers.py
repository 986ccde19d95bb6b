import common.fields
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cells', '0001_initial'),
        ('meetings', '0003_plan_of_the_year_and_calendar_address'),
    ]

    operations = [
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', common.fields.Day(verbose_name='from')),
                ('until', common.fields.Day(blank=True, null=True, verbose_name='until (no longer counted from this day)')),
                ('name', common.fields.Line(blank=True, help_text='For example: 2025–2027.', max_length=60, verbose_name='term of office')),
                ('cell', models.ForeignKey(blank=True, help_text='None: the Party Committee.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='cells.cell', verbose_name='cell')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='cells.commune', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'term of office',
                'verbose_name_plural': 'terms of office',
                'ordering': ('-since', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='PaperNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('minutes', 'Minutes'), ('resolution', 'Resolution'), ('notice', 'Conclusion notice'), ('invitation', 'Invitation'), ('sheet', 'Monthly quality sheet')], max_length=10, verbose_name='kind')),
                ('number', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(9999, 'At most 9999.')], verbose_name='number')),
                ('on', common.fields.Day(verbose_name='date of the paper')),
                ('subject', common.fields.Line(max_length=300, verbose_name='subject')),
                ('month', common.fields.Day(blank=True, null=True, verbose_name='month')),
                ('struck', models.BooleanField(default=False, editable=False, verbose_name='struck')),
                ('reason', common.fields.Line(blank=True, max_length=200, verbose_name='reason')),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='paper_numbers', to='meetings.meeting')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='numbers', to='meetings.term', verbose_name='term of office')),
            ],
            options={
                'verbose_name': 'number of a paper',
                'verbose_name_plural': 'numbers of papers',
                'ordering': ('-on', '-pk'),
            },
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='term_ends_after_start', violation_error_message='The end must be after the start.'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.UniqueConstraint(condition=models.Q(('cell__isnull', False), ('until__isnull', True)), fields=('cell',), name='cell_has_one_term', violation_error_message='The body already has a term of office; end that first.'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.UniqueConstraint(condition=models.Q(('cell__isnull', True), ('until__isnull', True)), fields=('commune',), name='committee_has_one_term', violation_error_message='The body already has a term of office; end that first.'),
        ),
        migrations.AddConstraint(
            model_name='papernumber',
            constraint=models.UniqueConstraint(fields=('term', 'kind', 'number'), name='paper_number_once', violation_error_message='This number is already given in this term.'),
        ),
        migrations.AddConstraint(
            model_name='papernumber',
            constraint=models.UniqueConstraint(condition=models.Q(('struck', False)), fields=('meeting', 'kind'), name='paper_of_meeting_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='papernumber',
            constraint=models.UniqueConstraint(condition=models.Q(('struck', False)), fields=('term', 'kind', 'month'), name='paper_of_month_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='papernumber',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'sheet'), ('meeting__isnull', True), ('month__isnull', False)), models.Q(models.Q(('kind', 'sheet'), _negated=True), ('meeting__isnull', False), ('month__isnull', True)), _connector='OR'), name='paper_of_meeting_or_month'),
        ),
        migrations.AddConstraint(
            model_name='papernumber',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('struck', False)), models.Q(('struck', True), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='paper_struck_with_reason', violation_error_message='Say why the number is struck.'),
        ),
    ]
