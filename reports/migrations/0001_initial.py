import common.fields
import common.promises
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from common.first_migration import FirstMigration


class Migration(FirstMigration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('cells', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CommitteeReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('struck', models.BooleanField(default=False, editable=False, verbose_name='struck out')),
                ('about', models.CharField(choices=[('party_building', 'party-building work'), ('meetings', 'Quality of cell meetings')], max_length=14, verbose_name='report on')),
                ('since', common.fields.Day(verbose_name='from')),
                ('until', common.fields.Day(verbose_name='first day after it')),
                ('outline', common.fields.Text(blank=True, default='', editable=False, max_length=4000, verbose_name='outline')),
                ('words', models.JSONField(blank=True, default=dict, editable=False, verbose_name='words of the author')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cells.commune', verbose_name='commune')),
                ('paper', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='committee_report', to='cells.paper')),
            ],
            options={
                'verbose_name': 'report of the Committee',
                'verbose_name_plural': 'reports of the Committee',
                'ordering': ('-until', '-since', 'about', '-pk'),
                'constraints': [common.promises.Refused(columns=['commune_id'], name='committee_report_stays_in_its_commune', on=None, violation_error_message='A record does not move to another commune.', when='NEW.commune_id DIFFERS OLD.commune_id AND NOT EXISTS (SELECT 1 FROM cells_communemerger WHERE commune_id = OLD.commune_id AND into_id = NEW.commune_id)'), common.promises.OneCommune(name='committee_report_in_one_commune', ways=('commune', 'paper__commune')), models.UniqueConstraint(condition=models.Q(('struck', False)), fields=('commune', 'about', 'since', 'until'), name='committee_report_once', violation_error_message='This report is begun already.'), models.CheckConstraint(condition=models.Q(('since__lt', models.F('until'))), name='committee_report_of_a_period', violation_error_message='The first of the days must come before the last.')],
            },
        ),
        migrations.CreateModel(
            name='MonthSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', common.fields.Day(verbose_name='month')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='month_sheets', to='cells.commune')),
                ('paper', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='month_sheet', to='cells.paper')),
            ],
            options={
                'verbose_name': 'monthly quality sheet',
                'verbose_name_plural': 'monthly quality sheets',
                'constraints': [common.promises.OneCommune(name='month_sheet_in_one_commune', ways=('commune', 'paper__commune')), models.UniqueConstraint(fields=('commune', 'month'), name='month_sheet_once', violation_error_message='This month already has its sheet.')],
            },
        ),
        migrations.CreateModel(
            name='NeedRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', common.fields.Day(verbose_name='in force from')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published')], default='draft', editable=False, max_length=10, verbose_name='state')),
                ('source', common.fields.OneLine(blank=True, max_length=200, verbose_name='by which document')),
                ('no_meeting', models.PositiveSmallIntegerField(default=20, validators=[django.core.validators.MaxValueValidator(99)], verbose_name='a month without a regular meeting')),
                ('below_minimum', models.PositiveSmallIntegerField(default=20, validators=[django.core.validators.MaxValueValidator(99)], verbose_name='fewer official members than a cell needs')),
                ('unsigned', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MaxValueValidator(99)], verbose_name='minutes of a regular meeting not signed')),
                ('no_secretary', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MaxValueValidator(99)], verbose_name='no secretary')),
                ('nobody_in_charge', models.PositiveSmallIntegerField(default=6, validators=[django.core.validators.MaxValueValidator(99)], verbose_name='no Committee member in charge')),
                ('difficulty', models.PositiveSmallIntegerField(default=8, validators=[django.core.validators.MaxValueValidator(99)], verbose_name='a difficulty whose answer is late')),
                ('late_remedy', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MaxValueValidator(99)], verbose_name='a shortcoming not mended in time after an inspection')),
                ('late_focus', models.PositiveSmallIntegerField(default=4, validators=[django.core.validators.MaxValueValidator(99)], verbose_name='a task of the Committee overdue')),
                ('near_minimum', models.PositiveSmallIntegerField(default=4, validators=[django.core.validators.MaxValueValidator(99)], verbose_name='few official members')),
                ('low_score', models.PositiveSmallIntegerField(default=4, validators=[django.core.validators.MaxValueValidator(99)], verbose_name='the last score Average or Poor')),
                ('no_visit', models.PositiveSmallIntegerField(default=4, validators=[django.core.validators.MaxValueValidator(99)], verbose_name='no visit by the Committee member in charge')),
                ('attendance', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MaxValueValidator(99)], verbose_name='falling attendance')),
                ('absences', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MaxValueValidator(99)], verbose_name='members who stay away without reason')),
                ('no_theme', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MaxValueValidator(99)], verbose_name='no thematic meeting in the quarter')),
                ('untrained', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MaxValueValidator(99)], verbose_name='a secretary not trained in this term')),
                ('late_task', models.PositiveSmallIntegerField(default=2, validators=[django.core.validators.MaxValueValidator(99)], verbose_name='a task overdue')),
                ('scores_apart', models.PositiveSmallIntegerField(default=2, validators=[django.core.validators.MaxValueValidator(99)], verbose_name='two scores far apart')),
                ('now_from', models.PositiveSmallIntegerField(default=20, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(99)], verbose_name='weight from which a cell needs somebody at once')),
                ('week_from', models.PositiveSmallIntegerField(default=8, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(99)], verbose_name='weight from which a cell needs somebody this week')),
                ('attendance_drop', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(99)], verbose_name='attendance below that of three meetings before: percentage points, from')),
                ('points_apart', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(99)], verbose_name='points between the two scores, from')),
                ('visit_months', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(99)], verbose_name='months without a visit, from')),
                ('training_months', models.PositiveSmallIntegerField(default=6, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(99)], verbose_name="months of a secretary's term without training, from")),
                ('official_near', models.PositiveSmallIntegerField(default=4, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(99)], verbose_name='official members of a cell that has few, at most')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cells.commune', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'rules of what cells need',
                'verbose_name_plural': 'rules of what cells need',
                'ordering': ('-since', '-pk'),
                'abstract': False,
                'constraints': [common.promises.Unchanging(but=(), name='published_needrules_stays', reopens=False, state='published', state_path='state', violation_error_message='This edition is published and never changes; copy it to a new one.'), models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('commune', 'since'), name='one_published_needrules_from_a_day', violation_error_message='Another published edition is in force from this day.'), models.CheckConstraint(condition=models.Q(('no_meeting__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('unsigned'), '+', django.db.models.expressions.CombinedExpression(models.Value(3), '*', models.F('late_task'))), '+', models.F('absences')))), name='not_meeting_weighs_most', violation_error_message='A month without a meeting weighs at least as much as unsigned minutes, three late tasks and absences together: else a cell would stand better by recording nothing.'), models.CheckConstraint(condition=models.Q(('unsigned__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('attendance'), '+', models.F('low_score')), '+', models.F('scores_apart')))), name='not_signing_weighs_most', violation_error_message='Unsigned minutes weigh at least as much as falling attendance, a low score and two scores apart together: else a cell would stand better by not signing.'), models.CheckConstraint(condition=models.Q(('below_minimum__gte', models.F('near_minimum'))), name='below_minimum_weighs_most', violation_error_message='Fewer official members than a cell needs weigh at least as much as few.'), models.CheckConstraint(condition=models.Q(('now_from__gte', models.F('week_from'))), name='at_once_from_more_than_this_week', violation_error_message='The weight for “at once” is not below that for “this week”.')],
            },
        ),
        migrations.CreateModel(
            name='ReportPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('struck', models.BooleanField(default=False, editable=False, verbose_name='struck out')),
                ('kind', models.CharField(choices=[('work', 'work of the cell'), ('inspection', 'inspection and supervision by the cell')], max_length=10, verbose_name='report on')),
                ('since', common.fields.Day(verbose_name='from')),
                ('until', common.fields.Day(verbose_name='first day after it')),
                ('opened_on', common.fields.Day(verbose_name='opened on')),
                ('due_on', common.fields.Day(verbose_name='to be sent by')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cells.commune', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'reporting period',
                'verbose_name_plural': 'reporting periods',
                'ordering': ('-until', '-since', 'kind', '-pk'),
                'constraints': [common.promises.Refused(columns=['commune_id'], name='report_period_stays_in_its_commune', on=None, violation_error_message='A record does not move to another commune.', when='NEW.commune_id DIFFERS OLD.commune_id AND NOT EXISTS (SELECT 1 FROM cells_communemerger WHERE commune_id = OLD.commune_id AND into_id = NEW.commune_id)'), models.UniqueConstraint(condition=models.Q(('struck', False)), fields=('commune', 'kind', 'since', 'until'), name='report_period_once', violation_error_message='This period is opened already.'), models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('since')), ('since__lt', models.F('until'))), name='report_period_due_after_it_begins', violation_error_message='A report cannot be asked for before its period begins.')],
            },
        ),
        migrations.CreateModel(
            name='CellReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='version')),
                ('sent_at', models.DateTimeField(verbose_name='sent at')),
                ('nothing', models.BooleanField(default=False, verbose_name='nothing to report')),
                ('reason', common.fields.OneLine(blank=True, max_length=200, verbose_name='why it is sent again')),
                ('figures', models.JSONField(editable=False, verbose_name='figures as they were')),
                ('words', models.JSONField(blank=True, default=dict, editable=False, verbose_name='words of the cell')),
                ('cell', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports_sent', to='cells.cell', verbose_name='cell')),
                ('sender', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sent', to='reports.reportperiod', verbose_name='reporting period')),
            ],
            options={
                'verbose_name': 'report of a cell',
                'verbose_name_plural': 'reports of cells',
                'ordering': ('-version',),
                'constraints': [common.promises.OneCommune(name='cell_report_in_one_commune', ways=('cell__commune', 'period__commune')), common.promises.Refused(columns=None, name='sent_report_stays', on=None, violation_error_message='A report that was sent stays as it is; send it again with the reason.', when='OLD.id = NEW.id'), models.UniqueConstraint(fields=('period', 'cell', 'version'), name='cell_report_version_once', violation_error_message='Somebody else sent this report meanwhile.'), models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('version', 1)), models.Q(('version__gt', 1), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='cell_report_again_with_reason', violation_error_message='Say why the report is sent again.')],
            },
        ),
        migrations.CreateModel(
            name='PeriodClosing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('closed_on', common.fields.Day(verbose_name='closed on')),
                ('figures', models.JSONField(editable=False, verbose_name='figures as they were')),
                ('struck', models.BooleanField(default=False, editable=False, verbose_name='opened again')),
                ('reason', common.fields.OneLine(blank=True, max_length=200, verbose_name='why it is opened again')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='closings', to='reports.reportperiod', verbose_name='reporting period')),
            ],
            options={
                'verbose_name': 'closing of a period',
                'verbose_name_plural': 'closings of periods',
                'ordering': ('-closed_on', '-pk'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('struck', False)), fields=('period',), name='report_period_closed_once', violation_error_message='This period is closed already.'), models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('struck', False)), models.Q(('struck', True), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='report_period_reopened_with_reason', violation_error_message='Say why it is opened again.')],
            },
        ),
        migrations.CreateModel(
            name='ReportRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', common.fields.Day(verbose_name='in force from')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published')], default='draft', editable=False, max_length=10, verbose_name='state')),
                ('source', common.fields.OneLine(blank=True, max_length=200, verbose_name='by which document')),
                ('days_to_send', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MaxValueValidator(60)], verbose_name='days after the period by which cells send their report')),
                ('party_building', common.fields.Text(blank=True, default='I- Tình hình chung {lời}\nII- Kết quả công tác xây dựng Đảng\n1. Công tác chính trị, tư tưởng {lời}\n2. Công tác tổ chức, đảng viên {đảng viên} {sinh hoạt} {bồi dưỡng} {khen thưởng} {lời}\n3. Công tác kiểm tra, giám sát, kỷ luật Đảng {kiểm tra} {lời}\n4. Công tác dân vận, Mặt trận Tổ quốc và các đoàn thể {phong trào} {dân chủ} {lời}\n5. Công tác nội chính, phòng, chống tham nhũng, tiếp công dân {lời}\n6. Công tác văn phòng, lãnh đạo, chỉ đạo {nhiệm vụ Đảng ủy} {lời}\nIII- Đánh giá: ưu điểm, hạn chế, nguyên nhân {lời}\nIV- Nhiệm vụ trọng tâm kỳ tới {lời}\nPhụ lục. Số liệu từng chi bộ {từng chi bộ}\n', max_length=4000, verbose_name='outline: party-building work')),
                ('meetings', common.fields.Text(blank=True, default='I- Kết quả sinh hoạt chi bộ {sinh hoạt} {từng chi bộ} {lời}\nII- Thực hiện nghị quyết, nhiệm vụ của chi bộ {nhiệm vụ} {lời}\nIII- Khó khăn, kiến nghị của chi bộ {khó khăn} {lời}\nIV- Đánh giá: ưu điểm, hạn chế, nguyên nhân {lời}\nV- Nhiệm vụ kỳ tới {lời}\n', help_text='A line is a section. In braces stands what it shows: {lời} is room for words of the author.', max_length=4000, verbose_name='outline: quality of cell meetings')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cells.commune', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'rules of reports',
                'verbose_name_plural': 'rules of reports',
                'ordering': ('-since', '-pk'),
                'abstract': False,
                'constraints': [common.promises.Unchanging(but=(), name='published_reportrules_stays', reopens=False, state='published', state_path='state', violation_error_message='This edition is published and never changes; copy it to a new one.'), models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('commune', 'since'), name='one_published_reportrules_from_a_day', violation_error_message='Another published edition is in force from this day.')],
            },
        ),
        migrations.CreateModel(
            name='SentDigest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', common.fields.Day(verbose_name='day')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='digests', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'digest that was sent',
                'verbose_name_plural': 'digests that were sent',
                'constraints': [models.UniqueConstraint(fields=('account', 'day'), name='one_digest_a_day')],
            },
        ),
        migrations.CreateModel(
            name='UpperReader',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('struck', models.BooleanField(default=False, editable=False, verbose_name='struck out')),
                ('since', common.fields.Day(verbose_name='since')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cells.commune', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'reader of the level above',
                'verbose_name_plural': 'readers of the level above',
                'ordering': ('pk',),
                'constraints': [common.promises.Refused(columns=['commune_id'], name='upper_reader_stays_in_its_commune', on=None, violation_error_message='A record does not move to another commune.', when='NEW.commune_id DIFFERS OLD.commune_id AND NOT EXISTS (SELECT 1 FROM cells_communemerger WHERE commune_id = OLD.commune_id AND into_id = NEW.commune_id)'), models.UniqueConstraint(condition=models.Q(('struck', False)), fields=('commune', 'account'), name='upper_reader_once', violation_error_message='This account may read the closed periods already.')],
            },
        ),
    ]
