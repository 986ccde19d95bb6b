import common.fields
import django.core.validators
import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cells', '0001_initial'),
        ('members', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', common.fields.Line(max_length=120, verbose_name='title')),
                ('number', models.PositiveSmallIntegerField(default=1, verbose_name='edition')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published')], default='draft', editable=False, max_length=10, verbose_name='state')),
                ('since', common.fields.Day(help_text='Meetings from this day on are scored with this edition.', verbose_name='in force from')),
                ('minutes_regular', models.PositiveSmallIntegerField(default=90, validators=[django.core.validators.MaxValueValidator(600)], verbose_name='minutes of a regular meeting')),
                ('minutes_combined', models.PositiveSmallIntegerField(default=120, validators=[django.core.validators.MaxValueValidator(600)], verbose_name='minutes with a thematic part')),
                ('on_time_day', models.PositiveSmallIntegerField(default=7, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(28)], verbose_name='last day of the month to meet on time')),
                ('excused_in_denominator', models.BooleanField(default=True, verbose_name='absence with reason counts in the attendance base')),
                ('guests_counted', models.BooleanField(default=True, verbose_name='guests on temporary transfer count in the attendance base')),
                ('thematic_scored', models.BooleanField(default=False, verbose_name='thematic meetings are scored too')),
                ('rescaled', models.BooleanField(default=True, help_text='Criteria of the thematic part are left out and the rest is rescaled; otherwise they get full points.', verbose_name='without a thematic part, rescale to 100')),
                ('good_from', models.PositiveSmallIntegerField(default=90, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='Good from')),
                ('fair_from', models.PositiveSmallIntegerField(default=70, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='Fair from')),
                ('average_from', models.PositiveSmallIntegerField(default=50, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='Average from')),
                ('missing_counts', models.BooleanField(default=True, help_text='It then stands among the meetings of which the rule of the year asks a share.', verbose_name='a month without a regular meeting counts against the year')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='cells.commune', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'score sheet edition',
                'verbose_name_plural': 'score sheet editions',
                'ordering': ('-since', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('code', models.SlugField(max_length=40, verbose_name='code')),
                ('name', common.fields.Line(max_length=200, verbose_name='name')),
                ('max_points', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(Decimal('0.25'))], verbose_name='most points')),
                ('thematic_only', models.BooleanField(default=False, verbose_name='only with a thematic part')),
                ('gate', models.CharField(blank=True, choices=[('tot', 'Good'), ('kha', 'Fair'), ('trung-binh', 'Average')], help_text='Without full points here the meeting gets at most the band below.', max_length=10, verbose_name='full points needed for')),
                ('struck', models.BooleanField(default=False, verbose_name='taken out of the sheet')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='meetings.criterion', verbose_name='group')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='criteria', to='meetings.edition', verbose_name='score sheet edition')),
            ],
            options={
                'verbose_name': 'criterion',
                'verbose_name_plural': 'criteria',
                'ordering': ('position', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('regular', 'regular'), ('thematic', 'thematic'), ('extraordinary', 'extraordinary'), ('yearly_review', 'yearly review'), ('congress', 'congress'), ('admission', 'admission ceremony')], default='regular', max_length=14, verbose_name='kind')),
                ('held_on', common.fields.Day(verbose_name='day')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('signed', 'signed')], default='draft', editable=False, max_length=6, verbose_name='state')),
                ('place', common.fields.Line(blank=True, max_length=120, verbose_name='place')),
                ('starts_at', models.TimeField(blank=True, null=True, verbose_name='start')),
                ('ends_at', models.TimeField(blank=True, null=True, verbose_name='end')),
                ('combined', models.BooleanField(default=False, help_text='It does not replace the regular part and lengthens the session.', verbose_name='a thematic part followed in the same session')),
                ('excused_do_not_vote', models.BooleanField(default=False, help_text='Only at a congress, and only when it agreed to that (294-QĐ/TW §9.3.2).', verbose_name='those absent throughout with reason are left out of the voting base')),
                ('guests', common.fields.Text(blank=True, default='', help_text='One on a line: name, position.', max_length=2000, verbose_name='other guests')),
                ('agenda', common.fields.Text(blank=True, default='', max_length=4000, verbose_name='agenda')),
                ('discussion', common.fields.Text(blank=True, default='', max_length=20000, verbose_name='discussion')),
                ('resolution_no', common.fields.Line(blank=True, max_length=40, verbose_name='resolution no.')),
                ('conclusion', common.fields.Text(blank=True, default='', max_length=8000, verbose_name='conclusion')),
                ('signed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('cell', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='cells.cell', verbose_name='cell')),
                ('chair', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member', verbose_name='chair')),
                ('clerk', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member', verbose_name='meeting secretary')),
                ('edition', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='meetings.edition')),
                ('signed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'meeting',
                'verbose_name_plural': 'meetings',
                'ordering': ('-held_on', 'cell_id', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('typed', models.JSONField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='meetings.meeting')),
            ],
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('standing', models.CharField(blank=True, choices=[('probationary', 'probationary'), ('official', 'official')], max_length=12, verbose_name='standing')),
                ('guest', models.BooleanField(default=False, verbose_name='on temporary transfer')),
                ('barred', models.CharField(blank=True, choices=[('not_recorded', 'not yet recorded'), ('present', 'present'), ('excused', 'absent with reason'), ('unexcused', 'absent without reason'), ('exempt', 'exempt'), ('away', 'away on temporary transfer'), ('suspended', 'suspended')], max_length=12, verbose_name='barred as')),
                ('mark', models.CharField(choices=[('not_recorded', 'not yet recorded'), ('present', 'present'), ('excused', 'absent with reason'), ('unexcused', 'absent without reason'), ('exempt', 'exempt'), ('away', 'away on temporary transfer'), ('suspended', 'suspended')], default='not_recorded', max_length=12, verbose_name='attendance')),
                ('reason', common.fields.Line(blank=True, max_length=200, verbose_name='reason')),
                ('spoke', models.BooleanField(default=False, verbose_name='spoke')),
                ('struck', models.BooleanField(default=False, editable=False)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='members.member', verbose_name='member')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='meetings.meeting', verbose_name='meeting')),
            ],
            options={
                'verbose_name': 'roll line',
                'verbose_name_plural': 'roll',
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', common.fields.Day(verbose_name='from')),
                ('until', common.fields.Day(blank=True, null=True, verbose_name='until (no longer counted from this day)')),
                ('reason', common.fields.Line(max_length=200, verbose_name='reason')),
                ('withdrawn', models.BooleanField(default=False, editable=False, verbose_name='taken back')),
                ('cell', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='cells.cell', verbose_name='cell')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='members.member', verbose_name='member')),
            ],
            options={
                'verbose_name': 'notice of absence',
                'verbose_name_plural': 'notices of absence',
                'ordering': ('-since', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Reopening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', common.fields.Line(max_length=300, verbose_name='reason')),
                ('at', models.DateTimeField(verbose_name='time')),
                ('signed_at', models.DateTimeField()),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reopenings', to='meetings.meeting')),
                ('reopened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'reopening',
                'verbose_name_plural': 'reopenings',
                'ordering': ('at', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('total', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='total')),
                ('band', models.CharField(blank=True, choices=[('tot', 'Good'), ('kha', 'Fair'), ('trung-binh', 'Average'), ('kem', 'Poor')], max_length=10, verbose_name='band')),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='score', to='meetings.meeting')),
            ],
            options={
                'verbose_name': 'score',
                'verbose_name_plural': 'scores',
            },
        ),
        migrations.CreateModel(
            name='ScoreLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('proposed', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='proposed')),
                ('reason', common.fields.Line(blank=True, max_length=200, verbose_name='why proposed')),
                ('points', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='points')),
                ('note', common.fields.Line(blank=True, max_length=300, verbose_name='note')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.criterion')),
                ('score', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='meetings.score')),
            ],
            options={
                'verbose_name': 'score line',
                'verbose_name_plural': 'score lines',
            },
        ),
        migrations.CreateModel(
            name='SecondScore',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given_at', models.DateTimeField(verbose_name='time')),
                ('committee_member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='second_scores', to='cells.committeemember', verbose_name='Committee member')),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='second_score', to='meetings.meeting')),
            ],
            options={
                'verbose_name': 'score of the member in charge',
                'verbose_name_plural': 'scores of the members in charge',
            },
        ),
        migrations.CreateModel(
            name='SecondScoreLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='points')),
                ('note', common.fields.Line(blank=True, max_length=300, verbose_name='remark')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.criterion')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='meetings.secondscore')),
            ],
            options={
                'verbose_name': 'line of the score of the member in charge',
                'verbose_name_plural': 'lines of the scores of the members in charge',
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('points', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(0)], verbose_name='points')),
                ('max_minutes_short', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(600)], verbose_name='minutes short, at most')),
                ('min_time', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='% of the time, at least')),
                ('min_attendance', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='% attendance, at least')),
                ('max_unexcused', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(999)], verbose_name='absent without reason, at most')),
                ('max_excused_run', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(999)], verbose_name='times absent with reason in a row, at most')),
                ('min_spoke', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='% who spoke, at least')),
                ('over_spoke', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='% who spoke, more than')),
                ('min_tasks_done', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='% of tasks done, at least')),
                ('struck', models.BooleanField(default=False, verbose_name='taken out of the sheet')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='meetings.criterion')),
            ],
            options={
                'verbose_name': 'proposal step',
                'verbose_name_plural': 'proposal steps',
                'ordering': ('position', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', common.fields.Line(max_length=500, verbose_name='task')),
                ('owner_name', common.fields.Line(help_text='A member, the cell committee or an organisation.', max_length=120, verbose_name='owner')),
                ('due_on', common.fields.Day(verbose_name='due')),
                ('struck', models.BooleanField(default=False, editable=False)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='meetings.meeting')),
                ('owner', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='members.member', verbose_name='owner')),
            ],
            options={
                'verbose_name': 'task',
                'verbose_name_plural': 'tasks',
                'ordering': ('meeting_id', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('done', 'done'), ('in_progress', 'in progress'), ('late', 'late'), ('not_done', 'not done')], max_length=12, verbose_name='state')),
                ('result', common.fields.Line(blank=True, max_length=300, verbose_name='result')),
                ('evidence', common.fields.Line(blank=True, max_length=300, verbose_name='evidence')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='meetings.meeting')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='meetings.task')),
            ],
            options={
                'verbose_name': 'review of a task',
                'verbose_name_plural': 'reviews of tasks',
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attended', models.BooleanField(blank=True, null=True, verbose_name='attended')),
                ('committee_member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='cells.committeemember')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='meetings.meeting')),
            ],
            options={
                'verbose_name': 'visit of the member in charge',
                'verbose_name_plural': 'visits of the members in charge',
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', common.fields.Line(max_length=300, verbose_name='voted on')),
                ('rule', models.CharField(choices=[('majority', 'more than half'), ('two_thirds', 'at least two thirds')], default='majority', max_length=10, verbose_name='needed')),
                ('method', models.CharField(choices=[('show', 'raising the member card'), ('ballot', 'secret ballot')], default='show', max_length=6, verbose_name='by')),
                ('in_favour', models.PositiveSmallIntegerField(verbose_name='in favour')),
                ('against', models.PositiveSmallIntegerField(default=0, verbose_name='against')),
                ('other', models.PositiveSmallIntegerField(default=0, verbose_name='other')),
                ('struck', models.BooleanField(default=False, editable=False)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='meetings.meeting')),
            ],
            options={
                'verbose_name': 'vote',
                'verbose_name_plural': 'votes',
                'ordering': ('meeting_id', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='YearRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('band', models.CharField(choices=[('tot', 'Good'), ('kha', 'Fair'), ('trung-binh', 'Average')], max_length=10, verbose_name='band of the year')),
                ('percent', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='% of regular meetings, at least')),
                ('floor', models.CharField(choices=[('tot', 'Good'), ('kha', 'Fair'), ('trung-binh', 'Average'), ('kem', 'Poor')], max_length=10, verbose_name='in this band or better')),
                ('at_least', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(99)], verbose_name='meetings in the band of the year or better, at least')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='year_rules', to='meetings.edition')),
            ],
            options={
                'verbose_name': 'rule of the year',
                'verbose_name_plural': 'rules of the year',
            },
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('commune', 'title', 'number'), name='edition_number_once', violation_error_message='This sheet already has an edition of this number.'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('commune', 'since'), name='one_published_edition_from_a_day', violation_error_message='Another published edition is in force from this day.'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('average_from__gt', 0), ('fair_from__gt', models.F('average_from')), ('good_from__gt', models.F('fair_from'))), name='edition_bands_in_order', violation_error_message='The bands must go down: Good above Fair above Average.'),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.UniqueConstraint(fields=('edition', 'code'), name='criterion_code_once', violation_error_message='The edition already has a criterion of this code.'),
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['held_on', 'cell'], name='meeting_by_day'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(fields=('cell', 'kind', 'held_on'), name='meeting_recorded_once', violation_error_message='A meeting of this kind on this day is already recorded.'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('starts_at__isnull', True), ('ends_at__isnull', True), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='meeting_ends_after_start', violation_error_message='The end must be later than the start.'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signed_at__isnull', True), ('signed_by__isnull', True), ('state', 'draft')), models.Q(('signed_at__isnull', False), ('signed_by__isnull', False), ('state', 'signed')), _connector='OR'), name='meeting_signed_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(fields=('meeting', 'account'), name='draft_once'),
        ),
        migrations.AddIndex(
            model_name='attendance',
            index=models.Index(fields=['member', 'meeting'], name='roll_of_member'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(fields=('meeting', 'member'), name='roll_line_once'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('barred', ''), ('mark__in', ['not_recorded', 'present', 'excused', 'unexcused'])), models.Q(('barred__in', ['exempt', 'away']), ('mark__in', [models.F('barred'), 'present'])), models.Q(('barred', 'suspended'), ('mark', 'suspended')), _connector='OR'), name='roll_mark_fits_member', violation_error_message='This mark does not fit the member.'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('barred', ''), ('guest', True), ('standing', '')), models.Q(('guest', False), models.Q(('standing', ''), _negated=True)), _connector='OR'), name='roll_guest_has_no_standing'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(('spoke', False), ('mark', 'present'), _connector='OR'), name='roll_only_present_members_spoke', violation_error_message='Only somebody present can have spoken.'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['cell', 'since', 'until'], name='notice_of_cell'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='notice_ends_after_start', violation_error_message='The end must be after the start.'),
        ),
        migrations.AddConstraint(
            model_name='score',
            constraint=models.CheckConstraint(condition=models.Q(('total__isnull', True), models.Q(('total__gte', 0), ('total__lte', 100)), _connector='OR'), name='score_total_within_0_and_100', violation_error_message='The total lies between 0 and 100.'),
        ),
        migrations.AddConstraint(
            model_name='score',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('band', ''), ('total__isnull', True)), models.Q(('total__isnull', False), models.Q(('band', ''), _negated=True)), _connector='OR'), name='score_band_with_total'),
        ),
        migrations.AddConstraint(
            model_name='scoreline',
            constraint=models.UniqueConstraint(fields=('score', 'criterion'), name='score_line_once'),
        ),
        migrations.AddConstraint(
            model_name='scoreline',
            constraint=models.CheckConstraint(condition=models.Q(('points__isnull', True), ('points__gte', 0), _connector='OR'), name='score_line_points_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='secondscoreline',
            constraint=models.UniqueConstraint(fields=('second', 'criterion'), name='second_score_line_once'),
        ),
        migrations.AddConstraint(
            model_name='secondscoreline',
            constraint=models.CheckConstraint(condition=models.Q(('points__isnull', True), ('points__gte', 0), _connector='OR'), name='second_score_points_not_negative'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(fields=['task', 'state'], name='review_of_task'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(fields=('meeting', 'task'), name='review_once'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.UniqueConstraint(fields=('meeting', 'committee_member'), name='visit_once'),
        ),
        migrations.AddConstraint(
            model_name='yearrule',
            constraint=models.UniqueConstraint(fields=('edition', 'band'), name='year_rule_once', violation_error_message='The edition already has a rule for this band.'),
        ),
    ]
