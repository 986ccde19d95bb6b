import common.fields
import common.promises
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cells', '0001_initial'),
        ('meetings', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Agency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('struck', models.BooleanField(default=False, editable=False, verbose_name='struck out')),
                ('name', common.fields.OneLine(max_length=100, verbose_name='name')),
                ('position', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(99)], verbose_name='place among the recipients')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agencies', to='cells.commune', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'body of the commune',
                'verbose_name_plural': 'bodies of the commune',
                'ordering': ('position', 'name', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Briefing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('struck', models.BooleanField(default=False, editable=False, verbose_name='struck out')),
                ('kind', models.CharField(choices=[('secretaries', 'briefing with the cell secretaries'), ('standing', 'weekly briefing of the Standing Committee'), ('committee', 'meeting of the Committee'), ('adhoc', 'briefing called for one matter')], max_length=11, verbose_name='kind')),
                ('held_on', common.fields.Day(verbose_name='day')),
                ('starts_at', models.TimeField(blank=True, null=True, verbose_name='time')),
                ('place', common.fields.OneLine(blank=True, max_length=120, verbose_name='place')),
                ('chair', common.fields.OneLine(max_length=120, verbose_name='chaired by')),
                ('clerk', common.fields.OneLine(blank=True, max_length=120, verbose_name='minutes taken by')),
                ('heard', common.fields.Text(blank=True, default='', max_length=8000, verbose_name='what was reported')),
                ('discussion', common.fields.Text(blank=True, default='', max_length=8000, verbose_name='discussion')),
                ('assessment', common.fields.Text(blank=True, default='', max_length=8000, verbose_name='assessment of the chair: done, not done, why')),
                ('struck_reason', common.fields.OneLine(blank=True, editable=False, max_length=200, verbose_name='why it was struck out')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='briefings', to='cells.commune', verbose_name='commune')),
                ('paper', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='briefing', to='cells.paper')),
            ],
            options={
                'verbose_name': 'briefing',
                'verbose_name_plural': 'briefings',
                'ordering': ('-held_on', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='BriefingUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('came', models.BooleanField(default=True, verbose_name='came')),
                ('said', common.fields.Text(blank=True, default='', max_length=2000, verbose_name='what it said, in short')),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='oversight.agency', verbose_name='body of the commune')),
                ('briefing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='oversight.briefing')),
                ('cell', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='cells.cell', verbose_name='cell')),
            ],
            options={
                'verbose_name': 'who was asked to come',
                'verbose_name_plural': 'who was asked to come',
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='Difficulty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('raised_on', common.fields.Day(verbose_name='raised on')),
                ('raised_by', common.fields.OneLine(blank=True, max_length=120, verbose_name='raised by')),
                ('text', common.fields.Text(blank=True, default='', max_length=4000, verbose_name='what is difficult')),
                ('wish', common.fields.Text(blank=True, default='', max_length=2000, verbose_name='what the cell asks for')),
                ('owner', common.fields.OneLine(max_length=120, verbose_name='who deals with it')),
                ('due_on', common.fields.Day(verbose_name='answer due')),
                ('cell', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='difficulties', to='cells.cell', verbose_name='cell')),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='difficulties', to='meetings.meeting', verbose_name='raised at the meeting')),
            ],
            options={
                'verbose_name': 'difficulty',
                'verbose_name_plural': 'difficulties',
                'ordering': ('due_on', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='FocusPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('struck', models.BooleanField(default=False, editable=False, verbose_name='struck out')),
                ('since', common.fields.Day(verbose_name='from')),
                ('last_day', common.fields.Day(verbose_name='last day')),
                ('closed_on', common.fields.Day(verbose_name='closed on')),
                ('figures', models.JSONField(editable=False, verbose_name='figures as they were')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cells.commune', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'closed period',
                'verbose_name_plural': 'closed periods',
                'ordering': ('-last_day', '-since', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='FocusRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', common.fields.Day(verbose_name='in force from')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published')], default='draft', editable=False, max_length=10, verbose_name='state')),
                ('source', common.fields.OneLine(blank=True, max_length=200, verbose_name='by which document')),
                ('days_given', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MaxValueValidator(365)], verbose_name='days until a task is due where the document gives no day')),
                ('days_before', models.PositiveSmallIntegerField(default=7, validators=[django.core.validators.MaxValueValidator(365)], verbose_name='days before it is due that the lead unit is reminded')),
                ('briefing_on', models.CharField(choices=[('last', 'last working day of the month'), ('third', 'first working day after the 3rd')], default='last', max_length=5, verbose_name='day of the monthly briefing')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cells.commune', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'rules of tasks of the Committee',
                'verbose_name_plural': 'rules of tasks of the Committee',
                'ordering': ('-since', '-pk'),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FocusTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('struck', models.BooleanField(default=False, editable=False, verbose_name='struck out')),
                ('title', common.fields.OneLine(max_length=200, verbose_name='what is to be done')),
                ('content', common.fields.Text(blank=True, default='', max_length=4000, verbose_name='what the document says')),
                ('measures', common.fields.Text(blank=True, default='', max_length=4000, verbose_name='measures')),
                ('product', common.fields.OneLine(blank=True, help_text='By what one sees that it is done.', max_length=200, verbose_name='product')),
                ('source', models.CharField(choices=[('resolution', 'Resolution'), ('programme', 'programme'), ('plan', 'plan'), ('notice', 'notice of conclusion'), ('inspection', 'conclusion of an inspection'), ('supervision', 'conclusion of a supervision'), ('directive', 'letter of direction')], max_length=11, verbose_name='kind of document')),
                ('document_no', common.fields.OneLine(max_length=40, verbose_name='number of the document')),
                ('document_on', common.fields.Day(verbose_name='date of the document')),
                ('scope', models.CharField(choices=[('short', 'short term'), ('term', 'whole term')], default='short', max_length=5, verbose_name='for how long')),
                ('joining', common.fields.OneLine(blank=True, max_length=300, verbose_name='together with')),
                ('person', common.fields.OneLine(blank=True, max_length=120, verbose_name='who answers for it')),
                ('checker', common.fields.OneLine(blank=True, max_length=120, verbose_name='who checks')),
                ('given_on', common.fields.Day(verbose_name='given on')),
                ('due_on', common.fields.Day(blank=True, null=True, verbose_name='due')),
                ('every', models.CharField(blank=True, choices=[('month', 'every month'), ('quarter', 'every quarter')], max_length=7, verbose_name='reports in between')),
                ('every_day', models.PositiveSmallIntegerField(blank=True, help_text='Day of the month; in a shorter month its last day.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(31)], verbose_name='each time by the day')),
                ('struck_reason', common.fields.OneLine(blank=True, editable=False, max_length=200, verbose_name='why it was struck out')),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='oversight.agency', verbose_name='body of the commune')),
                ('cell', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='cells.cell', verbose_name='cell')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='focus_tasks', to='cells.commune', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'task of the Committee',
                'verbose_name_plural': 'tasks of the Committee',
                'ordering': (models.OrderBy(models.F('due_on'), nulls_last=True), 'pk'),
            },
        ),
        migrations.CreateModel(
            name='FocusStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('struck', models.BooleanField(default=False, editable=False, verbose_name='struck out')),
                ('on', common.fields.Day(verbose_name='day')),
                ('struck_because', common.fields.OneLine(blank=True, editable=False, max_length=200, verbose_name='struck out because')),
                ('kind', models.CharField(choices=[('urge', 'urged'), ('progress', 'progress told'), ('interim', 'regular report'), ('report', 'reported as done'), ('return', 'not accepted, given back'), ('postpone', 'put off'), ('accept', 'accepted as done'), ('drop', 'not to be carried out any more')], max_length=8, verbose_name='what')),
                ('text', common.fields.Text(blank=True, default='', max_length=4000, verbose_name='what was done or said')),
                ('document_no', common.fields.OneLine(blank=True, max_length=40, verbose_name='number of the document')),
                ('due_on', common.fields.Day(blank=True, null=True, verbose_name='new due day')),
                ('answers_on', common.fields.Day(blank=True, null=True, verbose_name='report asked for by')),
                ('account', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='oversight.focustask')),
            ],
            options={
                'verbose_name': 'step on a task of the Committee',
                'verbose_name_plural': 'steps on tasks of the Committee',
                'ordering': ('on', 'pk'),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Conclusion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('struck', models.BooleanField(default=False, editable=False, verbose_name='struck out')),
                ('title', common.fields.OneLine(max_length=200, verbose_name='what is to be done')),
                ('content', common.fields.Text(blank=True, default='', max_length=2000, verbose_name='more on it')),
                ('person', common.fields.OneLine(blank=True, max_length=120, verbose_name='who answers for it')),
                ('due_on', common.fields.Day(verbose_name='due')),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='oversight.agency', verbose_name='body of the commune')),
                ('briefing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conclusions', to='oversight.briefing')),
                ('cell', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='cells.cell', verbose_name='cell')),
                ('task', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='conclusion', to='oversight.focustask')),
            ],
            options={
                'verbose_name': 'conclusion of a briefing',
                'verbose_name_plural': 'conclusions of briefings',
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('step', 'step taken'), ('answer', 'answer of the Committee'), ('solved', 'solved'), ('unsolved', 'closed without a solution')], default='step', max_length=8, verbose_name='what')),
                ('on', common.fields.Day(verbose_name='day')),
                ('text', common.fields.Text(blank=True, default='', max_length=4000, verbose_name='what was done or answered')),
                ('difficulty', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='oversight.difficulty')),
            ],
            options={
                'verbose_name': 'step on a difficulty',
                'verbose_name_plural': 'steps on difficulties',
                'ordering': ('on', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='PlannedVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', common.fields.Day(verbose_name='day')),
                ('purpose', common.fields.OneLine(blank=True, max_length=300, verbose_name='what for')),
                ('struck', models.BooleanField(default=False, editable=False, verbose_name='taken back')),
                ('cell', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='planned_visits', to='cells.cell', verbose_name='cell')),
                ('committee_member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='planned_visits', to='cells.committeemember', verbose_name='Committee member')),
            ],
            options={
                'verbose_name': 'planned visit',
                'verbose_name_plural': 'planned visits',
                'ordering': ('-on', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', common.fields.Text(blank=True, default='', max_length=4000, verbose_name='on the content')),
                ('chairing', common.fields.Text(blank=True, default='', max_length=4000, verbose_name='on the chairing')),
                ('advice', common.fields.Text(blank=True, default='', max_length=4000, verbose_name='advice')),
                ('committee_member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='cells.committeemember', verbose_name='Committee member')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='meetings.meeting')),
            ],
            options={
                'verbose_name': 'remark on a meeting',
                'verbose_name_plural': 'remarks on meetings',
            },
        ),
        migrations.AddConstraint(
            model_name='agency',
            constraint=common.promises.Refused(columns=['commune_id'], name='agency_stays_in_its_commune', on=None, violation_error_message='A record does not move to another commune.', when='NEW.commune_id DIFFERS OLD.commune_id'),
        ),
        migrations.AddConstraint(
            model_name='agency',
            constraint=models.UniqueConstraint(condition=models.Q(('struck', False)), fields=('commune', 'name'), name='agency_once', violation_error_message='A body of this name is on the list already.'),
        ),
        migrations.AddConstraint(
            model_name='briefing',
            constraint=common.promises.Refused(columns=['commune_id'], name='briefing_stays_in_its_commune', on=None, violation_error_message='A record does not move to another commune.', when='NEW.commune_id DIFFERS OLD.commune_id'),
        ),
        migrations.AddConstraint(
            model_name='briefing',
            constraint=common.promises.OneCommune(name='briefing_in_one_commune', ways=('commune', 'paper__commune')),
        ),
        migrations.AddConstraint(
            model_name='briefing',
            constraint=models.UniqueConstraint(condition=models.Q(('struck', False)), fields=('commune', 'kind', 'held_on'), name='briefing_once_a_day', violation_error_message='A briefing of this kind is recorded for this day already.'),
        ),
        migrations.AddConstraint(
            model_name='briefingunit',
            constraint=common.promises.OneCommune(name='briefing_unit_in_one_commune', ways=('briefing__commune', 'agency__commune', 'cell__commune')),
        ),
        migrations.AddConstraint(
            model_name='briefingunit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agency__isnull', False), ('cell__isnull', True)), models.Q(('agency__isnull', True), ('cell__isnull', False)), _connector='OR'), name='briefing_unit_is_one', violation_error_message='Say which unit it is: a cell or another body, one of them.'),
        ),
        migrations.AddConstraint(
            model_name='briefingunit',
            constraint=models.UniqueConstraint(fields=('briefing', 'agency'), name='agency_at_briefing_once'),
        ),
        migrations.AddConstraint(
            model_name='briefingunit',
            constraint=models.UniqueConstraint(fields=('briefing', 'cell'), name='cell_at_briefing_once'),
        ),
        migrations.AddIndex(
            model_name='difficulty',
            index=models.Index(fields=['cell', 'due_on'], name='difficulty_of_cell'),
        ),
        migrations.AddConstraint(
            model_name='difficulty',
            constraint=common.promises.OneCommune(name='difficulty_in_one_commune', ways=('cell__commune', 'meeting__cell__commune')),
        ),
        migrations.AddConstraint(
            model_name='difficulty',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('raised_on'))), name='difficulty_due_after_raised', violation_error_message='The answer cannot be due before the difficulty was raised.'),
        ),
        migrations.AddConstraint(
            model_name='focusperiod',
            constraint=common.promises.Refused(columns=['commune_id'], name='focus_period_stays_in_its_commune', on=None, violation_error_message='A record does not move to another commune.', when='NEW.commune_id DIFFERS OLD.commune_id'),
        ),
        migrations.AddConstraint(
            model_name='focusperiod',
            constraint=models.UniqueConstraint(condition=models.Q(('struck', False)), fields=('commune', 'since', 'last_day'), name='focus_period_closed_once', violation_error_message='This period is closed already.'),
        ),
        migrations.AddConstraint(
            model_name='focusperiod',
            constraint=models.CheckConstraint(condition=models.Q(('closed_on__gt', models.F('last_day')), ('since__lte', models.F('last_day'))), name='focus_period_is_over', violation_error_message='A period is closed after its last day.'),
        ),
        migrations.AddConstraint(
            model_name='focusrules',
            constraint=common.promises.Unchanging(but=(), name='published_focusrules_stays', reopens=False, state='published', state_path='state', violation_error_message='This edition is published and never changes; copy it to a new one.'),
        ),
        migrations.AddConstraint(
            model_name='focusrules',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('commune', 'since'), name='one_published_focusrules_from_a_day', violation_error_message='Another published edition is in force from this day.'),
        ),
        migrations.AddIndex(
            model_name='focustask',
            index=models.Index(fields=['commune', 'given_on'], name='focus_tasks_given'),
        ),
        migrations.AddConstraint(
            model_name='focustask',
            constraint=common.promises.Refused(columns=['commune_id'], name='focus_task_stays_in_its_commune', on=None, violation_error_message='A record does not move to another commune.', when='NEW.commune_id DIFFERS OLD.commune_id'),
        ),
        migrations.AddConstraint(
            model_name='focustask',
            constraint=common.promises.OneCommune(name='focus_task_in_one_commune', ways=('commune', 'agency__commune', 'cell__commune')),
        ),
        migrations.AddConstraint(
            model_name='focustask',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agency__isnull', False), ('cell__isnull', True)), models.Q(('agency__isnull', True), ('cell__isnull', False)), _connector='OR'), name='focus_task_led_by_one', violation_error_message='Say which unit it is: a cell or another body, one of them.'),
        ),
        migrations.AddConstraint(
            model_name='focustask',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__isnull', True), ('due_on__gte', models.F('given_on')), _connector='OR'), name='focus_task_due_after_given', violation_error_message='It cannot be due before it is given.'),
        ),
        migrations.AddConstraint(
            model_name='focustask',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('every', ''), ('every_day__isnull', True)), models.Q(models.Q(('every', ''), _negated=True), ('every_day__isnull', False)), _connector='OR'), name='focus_task_reports_have_a_day', violation_error_message='Reports in between need a rhythm and a day of the month, both or neither.'),
        ),
        migrations.AddConstraint(
            model_name='focusstep',
            constraint=models.UniqueConstraint(condition=models.Q(('kind__in', ('accept', 'drop')), ('struck', False)), fields=('task',), name='focus_task_finished_once', violation_error_message='This task is finished already.'),
        ),
        migrations.AddConstraint(
            model_name='focusstep',
            constraint=models.UniqueConstraint(condition=models.Q(('answers_on__isnull', False), ('struck', False)), fields=('task', 'answers_on'), name='focus_task_reported_once_a_time', violation_error_message='The report for this time is there already.'),
        ),
        migrations.AddConstraint(
            model_name='focusstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('due_on__isnull', False), ('kind', 'postpone')), models.Q(models.Q(('kind', 'postpone'), _negated=True), ('due_on__isnull', True)), _connector='OR'), name='focus_step_put_off_to_a_day', violation_error_message='Say the new due day.'),
        ),
        migrations.AddConstraint(
            model_name='focusstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('document_no', ''), _negated=True), _connector='OR'), name='focus_step_says_something', violation_error_message='Write what was done, or the number of the document that says it.'),
        ),
        migrations.AddConstraint(
            model_name='conclusion',
            constraint=common.promises.OneCommune(name='conclusion_in_one_commune', ways=('briefing__commune', 'agency__commune', 'cell__commune', 'task__commune')),
        ),
        migrations.AddConstraint(
            model_name='conclusion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agency__isnull', False), ('cell__isnull', True)), models.Q(('agency__isnull', True), ('cell__isnull', False)), _connector='OR'), name='conclusion_led_by_one', violation_error_message='Say which unit it is: a cell or another body, one of them.'),
        ),
        migrations.AddConstraint(
            model_name='plannedvisit',
            constraint=common.promises.OneCommune(name='planned_visit_in_one_commune', ways=('cell__commune', 'committee_member__commune')),
        ),
        migrations.AddConstraint(
            model_name='plannedvisit',
            constraint=models.UniqueConstraint(condition=models.Q(('struck', False)), fields=('committee_member', 'cell', 'on'), name='visit_planned_once', violation_error_message='This visit is planned already.'),
        ),
        migrations.AddConstraint(
            model_name='remark',
            constraint=common.promises.OneCommune(name='remark_in_one_commune', ways=('meeting__cell__commune', 'committee_member__commune')),
        ),
        migrations.AddConstraint(
            model_name='remark',
            constraint=models.UniqueConstraint(fields=('meeting', 'committee_member'), name='remark_once'),
        ),
    ]
