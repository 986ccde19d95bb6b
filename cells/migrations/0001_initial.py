import common.fields
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Commune',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', common.fields.Line(max_length=120, verbose_name='name')),
                ('search_key', models.CharField(editable=False, max_length=130)),
                ('organisation', common.fields.Line(help_text='As in documents: Đảng bộ xã ...', max_length=120, verbose_name='Party organisation')),
                ('committee', common.fields.Line(help_text='As in documents: Đảng ủy xã ...', max_length=120, verbose_name='Party Committee')),
                ('superior', common.fields.Line(help_text='The upper line at the head of documents.', max_length=120, verbose_name='body above')),
                ('place', common.fields.Line(help_text='The word before the date of a document.', max_length=60, verbose_name='place in documents')),
                ('privacy_basis', common.fields.Text(blank=True, default='', help_text='Shown to everybody on the page “Personal data”: by which law, rule or decision, and for what.', max_length=4000, verbose_name='basis on which personal data are held')),
            ],
            options={
                'verbose_name': 'commune',
                'verbose_name_plural': 'communes',
                'ordering': ('name', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('name', 'superior'), name='commune_name_once', violation_error_message='This commune is already there.')],
            },
        ),
        migrations.CreateModel(
            name='CommitteeMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', common.fields.Day(verbose_name='from')),
                ('until', common.fields.Day(blank=True, null=True, verbose_name='until (no longer counted from this day)')),
                ('full_name', common.fields.Line(max_length=100, verbose_name='full name')),
                ('search_key', models.CharField(editable=False, max_length=110)),
                ('position', common.fields.Line(blank=True, max_length=120, verbose_name='position')),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='committee_seats', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='committee_members', to='cells.commune', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'Committee member',
                'verbose_name_plural': 'Committee members',
                'ordering': ('search_key', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Cell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', common.fields.Line(max_length=120, verbose_name='name')),
                ('search_key', models.CharField(editable=False, max_length=130)),
                ('kind', models.CharField(choices=[('hamlet', 'hamlet cell'), ('agency', 'agency cell'), ('school', 'school cell'), ('health', 'health station cell'), ('police', 'police cell'), ('military', 'military cell'), ('enterprise', 'enterprise or cooperative cell'), ('joint', 'joint cell'), ('temporary', 'temporary cell')], default='hamlet', max_length=12, verbose_name='kind')),
                ('founded_on', common.fields.Day(verbose_name='founded on')),
                ('decision_no', common.fields.Line(blank=True, max_length=40, verbose_name='founding decision no.')),
                ('decision_on', common.fields.Day(blank=True, null=True, verbose_name='founding decision of')),
                ('meeting_place', common.fields.Line(blank=True, max_length=120, verbose_name='usual meeting place')),
                ('meeting_day', models.PositiveSmallIntegerField(default=3, help_text='Day of the month, 1 to 28.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(28)], verbose_name='usual meeting day')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cells', to='cells.commune', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'cell',
                'verbose_name_plural': 'cells',
                'ordering': ('search_key', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='FormerCellName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', common.fields.Line(max_length=120, verbose_name='former name')),
                ('since', common.fields.Day(blank=True, null=True, verbose_name='from')),
                ('until', common.fields.Day(verbose_name='until (no longer counted from this day)')),
                ('cell', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_names', to='cells.cell')),
            ],
            options={
                'verbose_name': 'former name of the cell',
                'verbose_name_plural': 'former names of the cell',
            },
        ),
        migrations.CreateModel(
            name='FormerCommuneName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', common.fields.Line(max_length=120, verbose_name='former name')),
                ('since', common.fields.Day(blank=True, null=True, verbose_name='from')),
                ('until', common.fields.Day(verbose_name='until (no longer counted from this day)')),
                ('superior', common.fields.Line(blank=True, max_length=120, verbose_name='body above at that time')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_names', to='cells.commune')),
            ],
            options={
                'verbose_name': 'former name of the commune',
                'verbose_name_plural': 'former names of the commune',
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', common.fields.Day(verbose_name='from')),
                ('until', common.fields.Day(blank=True, null=True, verbose_name='until (no longer counted from this day)')),
                ('role', models.CharField(choices=[('admin', 'Administrator'), ('office', 'Party Committee office'), ('leader', 'Standing Committee'), ('secretary', 'Cell secretary'), ('inspection', 'Inspection board'), ('upper', 'The level above')], max_length=12, verbose_name='role')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('cell', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='cells.cell', verbose_name='cell')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='cells.commune', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'role of an account',
                'verbose_name_plural': 'roles of accounts',
                'ordering': ('account_id', 'since', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Hamlet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', common.fields.Line(max_length=120, verbose_name='name')),
                ('search_key', models.CharField(editable=False, max_length=130)),
                ('highland', models.BooleanField(default=False, verbose_name='highland')),
                ('specially_difficult', models.BooleanField(default=False, verbose_name='specially difficult')),
                ('former_commune', common.fields.Line(blank=True, help_text='The commune it belonged to before a merger.', max_length=120, verbose_name='former commune')),
                ('ended_on', common.fields.Day(blank=True, help_text='When it was merged into another hamlet.', null=True, verbose_name='ended on')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hamlets', to='cells.commune', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'hamlet',
                'verbose_name_plural': 'hamlets',
                'ordering': ('search_key', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='FormerHamletName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', common.fields.Line(max_length=120, verbose_name='former name')),
                ('since', common.fields.Day(blank=True, null=True, verbose_name='from')),
                ('until', common.fields.Day(verbose_name='until (no longer counted from this day)')),
                ('hamlet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_names', to='cells.hamlet')),
            ],
            options={
                'verbose_name': 'former name of the hamlet',
                'verbose_name_plural': 'former names of the hamlet',
            },
        ),
        migrations.CreateModel(
            name='Serving',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', common.fields.Day(verbose_name='from')),
                ('until', common.fields.Day(blank=True, null=True, verbose_name='until (no longer counted from this day)')),
                ('kind', models.CharField(choices=[('own', 'own cell'), ('joint', 'joint cell')], max_length=10, verbose_name='as')),
                ('cell', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='servings', to='cells.cell', verbose_name='cell')),
                ('hamlet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='servings', to='cells.hamlet', verbose_name='hamlet')),
            ],
            options={
                'verbose_name': 'cell of a hamlet',
                'verbose_name_plural': 'cells of hamlets',
                'ordering': ('hamlet_id', 'since', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='CellStatus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', common.fields.Day(verbose_name='from')),
                ('until', common.fields.Day(blank=True, null=True, verbose_name='until (no longer counted from this day)')),
                ('state', models.CharField(choices=[('planned', 'planned'), ('active', 'active'), ('merged', 'merged'), ('split', 'split'), ('closed', 'closed'), ('dissolved', 'dissolved as discipline'), ('ended', 'ended')], max_length=10, verbose_name='state')),
                ('decision_no', common.fields.Line(blank=True, max_length=40, verbose_name='decision no.')),
                ('reason', common.fields.Line(blank=True, max_length=200, verbose_name='reason')),
                ('cell', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statuses', to='cells.cell', verbose_name='cell')),
            ],
            options={
                'verbose_name': 'state of the cell',
                'verbose_name_plural': 'states of the cell',
                'ordering': ('cell_id', 'since', 'pk'),
                'indexes': [models.Index(fields=['state', 'since', 'until'], name='cell_status_on_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='cell_status_ends_after_start', violation_error_message='The end must be after the start.'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('cell',), name='cell_has_one_state', violation_error_message='The cell is already in a state; end that first.'), models.UniqueConstraint(fields=('cell', 'since'), name='cell_state_starts_once', violation_error_message='Another state of the cell starts on that day.')],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', common.fields.Day(verbose_name='from')),
                ('until', common.fields.Day(blank=True, null=True, verbose_name='until (no longer counted from this day)')),
                ('decision_no', common.fields.Line(blank=True, max_length=40, verbose_name='decision no.')),
                ('cell', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='cells.cell', verbose_name='cell')),
                ('committee_member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='cells.committeemember', verbose_name='Committee member')),
            ],
            options={
                'verbose_name': 'assignment to a cell',
                'verbose_name_plural': 'assignments to cells',
                'ordering': ('cell_id', 'since', 'pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='assignment_ends_after_start', violation_error_message='The end must be after the start.'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('cell',), name='cell_has_one_member_in_charge', violation_error_message='The cell already has a Committee member in charge; end that first.')],
            },
        ),
        migrations.AddConstraint(
            model_name='committeemember',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='committee_member_ends_after_start', violation_error_message='The end must be after the start.'),
        ),
        migrations.AddConstraint(
            model_name='committeemember',
            constraint=models.UniqueConstraint(fields=('commune', 'full_name', 'since'), name='committee_member_once', violation_error_message='This Committee member is already there.'),
        ),
        migrations.AddConstraint(
            model_name='committeemember',
            constraint=models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('account',), name='account_holds_one_seat', violation_error_message='The account already belongs to a Committee member.'),
        ),
        migrations.AddConstraint(
            model_name='cell',
            constraint=models.UniqueConstraint(fields=('commune', 'name'), name='cell_name_once', violation_error_message='The commune already has a cell of this name.'),
        ),
        migrations.AddConstraint(
            model_name='cell',
            constraint=models.CheckConstraint(condition=models.Q(('meeting_day__gte', 1), ('meeting_day__lte', 28)), name='cell_meeting_day_in_every_month', violation_error_message='Choose a day from 1 to 28.'),
        ),
        migrations.AddConstraint(
            model_name='cell',
            constraint=models.CheckConstraint(condition=models.Q(('decision_on__isnull', True), ('decision_on__lte', models.F('founded_on')), _connector='OR'), name='cell_decided_before_founded', violation_error_message='The decision cannot be later than the founding.'),
        ),
        migrations.AddConstraint(
            model_name='formercellname',
            constraint=models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='former_cell_name_ends_after_start', violation_error_message='The end must be after the start.'),
        ),
        migrations.AddConstraint(
            model_name='formercommunename',
            constraint=models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='former_commune_name_ends_after_start', violation_error_message='The end must be after the start.'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='grant_ends_after_start', violation_error_message='The end must be after the start.'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cell__isnull', False), ('role', 'secretary')), models.Q(models.Q(('role', 'secretary'), _negated=True), ('cell__isnull', True)), _connector='OR'), name='grant_cell_for_secretaries_only', violation_error_message='Choose a cell for a cell secretary, and for nobody else.'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.UniqueConstraint(condition=models.Q(('cell__isnull', True), ('until__isnull', True)), fields=('account', 'role', 'commune'), name='grant_for_commune_once', violation_error_message='The account already has this role.'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.UniqueConstraint(condition=models.Q(('cell__isnull', False), ('until__isnull', True)), fields=('account', 'role', 'cell'), name='grant_for_cell_once', violation_error_message='The account already has this role.'),
        ),
        migrations.AddConstraint(
            model_name='hamlet',
            constraint=models.UniqueConstraint(fields=('commune', 'name'), name='hamlet_name_once', violation_error_message='The commune already has a hamlet of this name.'),
        ),
        migrations.AddConstraint(
            model_name='formerhamletname',
            constraint=models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='former_hamlet_name_ends_after_start', violation_error_message='The end must be after the start.'),
        ),
        migrations.AddConstraint(
            model_name='serving',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='serving_ends_after_start', violation_error_message='The end must be after the start.'),
        ),
        migrations.AddConstraint(
            model_name='serving',
            constraint=models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('hamlet',), name='hamlet_has_one_cell', violation_error_message='The hamlet is already served by a cell; end that first.'),
        ),
        migrations.AddConstraint(
            model_name='serving',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'own'), ('until__isnull', True)), fields=('cell',), name='cell_is_own_cell_of_one_hamlet', violation_error_message='The cell is already the own cell of a hamlet.'),
        ),
    ]
