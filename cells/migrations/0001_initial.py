import common.fields
import common.promises
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from common.first_migration import FirstMigration


class Migration(FirstMigration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Commune',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', common.fields.OneLine(max_length=120, verbose_name='name')),
                ('search_key', models.CharField(editable=False, max_length=130)),
                ('organisation', common.fields.OneLine(help_text='As in documents: Đảng bộ xã ...', max_length=120, verbose_name='Party organisation')),
                ('committee', common.fields.OneLine(help_text='As in documents: Đảng ủy xã ...', max_length=120, verbose_name='Party Committee')),
                ('superior', common.fields.OneLine(help_text='The upper line at the head of documents.', max_length=120, verbose_name='body above')),
                ('place', common.fields.OneLine(help_text='The word before the date of a document.', max_length=60, verbose_name='place in documents')),
                ('privacy_basis', common.fields.Text(blank=True, default='', help_text='Shown to everybody on the page “Personal data”: by which law, rule or decision, and for what.', max_length=4000, verbose_name='basis on which personal data are kept')),
            ],
            options={
                'verbose_name': 'commune',
                'verbose_name_plural': 'communes',
                'ordering': ('name', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('name', 'superior'), name='commune_name_once', violation_error_message='This commune is already there.')],
            },
        ),
        migrations.CreateModel(
            name='CalendarDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', common.fields.Day(verbose_name='day')),
                ('kind', models.CharField(choices=[('off', 'day off'), ('worked', 'worked in exchange')], default='off', max_length=6, verbose_name='kind')),
                ('name', common.fields.OneLine(max_length=100, verbose_name='name')),
                ('source', common.fields.OneLine(blank=True, help_text='Empty as long as it is not announced.', max_length=200, verbose_name='by which document')),
                ('struck', models.BooleanField(default=False, verbose_name='taken out of the calendar')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calendar_days', to='cells.commune', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'day off or worked in exchange',
                'verbose_name_plural': 'days off and days worked in exchange',
                'ordering': ('day', 'pk'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('struck', False)), fields=('commune', 'day'), name='calendar_day_once', violation_error_message='This day stands in the calendar already.')],
            },
        ),
        migrations.CreateModel(
            name='Cell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', common.fields.OneLine(max_length=120, verbose_name='name')),
                ('search_key', models.CharField(editable=False, max_length=130)),
                ('kind', models.CharField(choices=[('hamlet', 'hamlet cell'), ('agency', 'agency cell'), ('school', 'school cell'), ('health', 'health station cell'), ('police', 'police cell'), ('military', 'military cell'), ('enterprise', 'enterprise or cooperative cell'), ('joint', 'joint cell'), ('temporary', 'temporary cell')], default='hamlet', max_length=12, verbose_name='kind')),
                ('founded_on', common.fields.Day(verbose_name='founded on')),
                ('decision_no', common.fields.OneLine(blank=True, max_length=40, verbose_name='founding decision no.')),
                ('decision_on', common.fields.Day(blank=True, null=True, verbose_name='founding decision of')),
                ('meeting_place', common.fields.OneLine(blank=True, max_length=120, verbose_name='usual meeting place')),
                ('meeting_day', models.PositiveSmallIntegerField(default=3, help_text='Day of the month, 1 to 28.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(28)], verbose_name='usual meeting day')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cells', to='cells.commune', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'cell',
                'verbose_name_plural': 'cells',
                'ordering': ('search_key', 'pk'),
                'constraints': [common.promises.Refused(columns=['commune_id'], name='cell_stays_in_its_commune', on=None, violation_error_message='A record does not move to another commune.', when='NEW.commune_id DIFFERS OLD.commune_id AND NOT EXISTS (SELECT 1 FROM cells_communemerger WHERE commune_id = OLD.commune_id AND into_id = NEW.commune_id)'), models.UniqueConstraint(fields=('commune', 'name'), name='cell_name_once', violation_error_message='The commune already has a cell of this name.'), models.CheckConstraint(condition=models.Q(('meeting_day__gte', 1), ('meeting_day__lte', 28)), name='cell_meeting_day_in_every_month', violation_error_message='Choose a day from 1 to 28.'), models.CheckConstraint(condition=models.Q(('decision_on__isnull', True), ('decision_on__lte', models.F('founded_on')), _connector='OR'), name='cell_decided_before_founded', violation_error_message='The decision cannot be later than the founding.')],
            },
        ),
        migrations.CreateModel(
            name='CellStatus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', common.fields.Day(verbose_name='from')),
                ('until', common.fields.Day(blank=True, null=True, verbose_name='until (no longer counted from this day)')),
                ('state', models.CharField(choices=[('planned', 'planned'), ('active', 'active'), ('merged', 'merged'), ('split', 'split'), ('closed', 'closed'), ('dissolved', 'dissolved as discipline'), ('ended', 'ended')], max_length=10, verbose_name='state')),
                ('decision_no', common.fields.OneLine(blank=True, max_length=40, verbose_name='decision no.')),
                ('reason', common.fields.OneLine(blank=True, max_length=200, verbose_name='reason')),
                ('cell', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statuses', to='cells.cell', verbose_name='cell')),
            ],
            options={
                'verbose_name': 'state of the cell',
                'verbose_name_plural': 'states of the cell',
                'ordering': ('cell_id', 'since', 'pk'),
                'indexes': [models.Index(fields=['state', 'since', 'until'], name='cell_status_on_day')],
                'constraints': [common.promises.NoOverlap(fields=('cell',), name='cell_states_apart', violation_error_message='The cell is in another state on some of these days.'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='cell_status_ends_after_start', violation_error_message='The end must be after the start.'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('cell',), name='cell_has_one_state', violation_error_message='The cell is already in a state; end that first.'), models.UniqueConstraint(fields=('cell', 'since'), name='cell_state_starts_once', violation_error_message='Another state of the cell starts on that day.')],
            },
        ),
        migrations.CreateModel(
            name='CommitteeMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', common.fields.Day(verbose_name='from')),
                ('until', common.fields.Day(blank=True, null=True, verbose_name='until (no longer counted from this day)')),
                ('unconfirmed', models.BooleanField(default=False, editable=False, verbose_name='to be confirmed')),
                ('waiting', models.BooleanField(default=False, editable=False, verbose_name='does not count until confirmed')),
                ('full_name', common.fields.OneLine(max_length=100, verbose_name='full name')),
                ('search_key', models.CharField(editable=False, max_length=110)),
                ('position', common.fields.OneLine(blank=True, max_length=120, verbose_name='position')),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='committee_seats', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('confirmed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('given_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='given by')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='committee_members', to='cells.commune', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'Committee member',
                'verbose_name_plural': 'Committee members',
                'ordering': ('search_key', 'pk'),
                'constraints': [common.promises.OneCommune(name='seat_in_one_commune', ways=('commune', 'account__commune')), common.promises.NoOverlap(fields=('account',), name='account_seats_apart', violation_error_message='The account belongs to another Committee member on some of these days.'), common.promises.Refused(columns=['commune_id'], name='committee_member_stays_in_its_commune', on=None, violation_error_message='A record does not move to another commune.', when='NEW.commune_id DIFFERS OLD.commune_id AND NOT EXISTS (SELECT 1 FROM cells_communemerger WHERE commune_id = OLD.commune_id AND into_id = NEW.commune_id)'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='committee_member_ends_after_start', violation_error_message='The end must be after the start.'), models.CheckConstraint(condition=models.Q(('waiting', False), ('unconfirmed', True), _connector='OR'), name='committee_member_waits_while_unconfirmed'), models.UniqueConstraint(fields=('commune', 'full_name', 'since'), name='committee_member_once', violation_error_message='This Committee member is already there.'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('account',), name='account_holds_one_seat', violation_error_message='The account already belongs to a Committee member.')],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', common.fields.Day(verbose_name='from')),
                ('until', common.fields.Day(blank=True, null=True, verbose_name='until (no longer counted from this day)')),
                ('decision_no', common.fields.OneLine(blank=True, max_length=40, verbose_name='decision no.')),
                ('cell', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='cells.cell', verbose_name='cell')),
                ('committee_member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='cells.committeemember', verbose_name='Committee member')),
            ],
            options={
                'verbose_name': 'assignment to a cell',
                'verbose_name_plural': 'assignments to cells',
                'ordering': ('cell_id', 'since', 'pk'),
                'constraints': [common.promises.NoOverlap(fields=('cell',), name='assignments_apart', violation_error_message='Another Committee member is in charge of the cell on some of these days.'), common.promises.OneCommune(name='assignment_in_one_commune', ways=('cell__commune', 'committee_member__commune')), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='assignment_ends_after_start', violation_error_message='The end must be after the start.'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('cell',), name='cell_has_one_member_in_charge', violation_error_message='The cell already has a Committee member in charge; end that first.')],
            },
        ),
        migrations.CreateModel(
            name='CommuneMerger',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', common.fields.Day(verbose_name='day')),
                ('document', common.fields.OneLine(max_length=120, verbose_name='by which document')),
                ('commune', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='merger', to='cells.commune', verbose_name='commune')),
                ('goes_on_as', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cells.commune')),
                ('into', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mergers', to='cells.commune', verbose_name='commune that goes on')),
            ],
            options={
                'verbose_name': 'merger of communes',
                'verbose_name_plural': 'mergers of communes',
                'ordering': ('on', 'pk'),
                'constraints': [common.promises.TakesNothing(name='merged_commune'), models.CheckConstraint(condition=models.Q(('commune', models.F('into')), _negated=True), name='merger_into_another_commune', violation_error_message='Choose another commune.')],
            },
        ),
        migrations.CreateModel(
            name='FormerCellName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', common.fields.OneLine(max_length=120, verbose_name='former name')),
                ('since', common.fields.Day(blank=True, null=True, verbose_name='from')),
                ('until', common.fields.Day(verbose_name='until (no longer counted from this day)')),
                ('cell', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_names', to='cells.cell')),
            ],
            options={
                'verbose_name': 'former name of the cell',
                'verbose_name_plural': 'former names of the cell',
                'constraints': [models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='former_cell_name_ends_after_start', violation_error_message='The end must be after the start.')],
            },
        ),
        migrations.CreateModel(
            name='FormerCommuneName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', common.fields.OneLine(max_length=120, verbose_name='former name')),
                ('since', common.fields.Day(blank=True, null=True, verbose_name='from')),
                ('until', common.fields.Day(verbose_name='until (no longer counted from this day)')),
                ('superior', common.fields.OneLine(blank=True, max_length=120, verbose_name='body above at that time')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_names', to='cells.commune')),
            ],
            options={
                'verbose_name': 'former name of the commune',
                'verbose_name_plural': 'former names of the commune',
                'constraints': [models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='former_commune_name_ends_after_start', violation_error_message='The end must be after the start.')],
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', common.fields.Day(verbose_name='from')),
                ('until', common.fields.Day(blank=True, null=True, verbose_name='until (no longer counted from this day)')),
                ('unconfirmed', models.BooleanField(default=False, editable=False, verbose_name='to be confirmed')),
                ('waiting', models.BooleanField(default=False, editable=False, verbose_name='does not count until confirmed')),
                ('role', models.CharField(choices=[('admin', 'Administrator'), ('office', 'Party Committee office'), ('leader', 'Standing Committee'), ('secretary', 'Cell secretary'), ('inspection', 'Inspection board'), ('upper', 'The level above')], max_length=12, verbose_name='role')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('cell', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='cells.cell', verbose_name='cell')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='cells.commune', verbose_name='commune')),
                ('confirmed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('given_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='given by')),
            ],
            options={
                'verbose_name': 'role of an account',
                'verbose_name_plural': 'roles of accounts',
                'ordering': ('account_id', 'since', 'pk'),
                'constraints': [common.promises.NoOverlap(condition=models.Q(('cell__isnull', True)), fields=('account', 'role', 'commune'), name='commune_grants_apart', violation_error_message='The account has this role already on some of these days.'), common.promises.NoOverlap(fields=('account', 'role', 'cell'), name='cell_grants_apart', violation_error_message='The account has this role already on some of these days.'), common.promises.OneCommune(name='grant_in_one_commune', ways=('commune', 'cell__commune', 'account__commune')), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='grant_ends_after_start', violation_error_message='The end must be after the start.'), models.CheckConstraint(condition=models.Q(('waiting', False), ('unconfirmed', True), _connector='OR'), name='grant_waits_while_unconfirmed'), models.CheckConstraint(condition=models.Q(models.Q(('cell__isnull', False), ('role', 'secretary')), models.Q(models.Q(('role', 'secretary'), _negated=True), ('cell__isnull', True)), _connector='OR'), name='grant_cell_for_secretaries_only', violation_error_message='Choose a cell for a cell secretary, and for nobody else.'), models.UniqueConstraint(condition=models.Q(('cell__isnull', True), ('until__isnull', True)), fields=('account', 'role', 'commune'), name='grant_for_commune_once', violation_error_message='The account already has this role.'), models.UniqueConstraint(condition=models.Q(('cell__isnull', False), ('until__isnull', True)), fields=('account', 'role', 'cell'), name='grant_for_cell_once', violation_error_message='The account already has this role.')],
            },
        ),
        migrations.CreateModel(
            name='Hamlet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', common.fields.OneLine(max_length=120, verbose_name='name')),
                ('search_key', models.CharField(editable=False, max_length=130)),
                ('highland', models.BooleanField(default=False, verbose_name='highland')),
                ('specially_difficult', models.BooleanField(default=False, verbose_name='specially difficult')),
                ('former_commune', common.fields.OneLine(blank=True, help_text='The commune it belonged to before a merger.', max_length=120, verbose_name='former commune')),
                ('ended_on', common.fields.Day(blank=True, help_text='When it was merged into another hamlet.', null=True, verbose_name='ended on')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hamlets', to='cells.commune', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'hamlet',
                'verbose_name_plural': 'hamlets',
                'ordering': ('search_key', 'pk'),
                'constraints': [common.promises.Refused(columns=['commune_id'], name='hamlet_stays_in_its_commune', on=None, violation_error_message='A record does not move to another commune.', when='NEW.commune_id DIFFERS OLD.commune_id AND NOT EXISTS (SELECT 1 FROM cells_communemerger WHERE commune_id = OLD.commune_id AND into_id = NEW.commune_id)'), models.UniqueConstraint(fields=('commune', 'name'), name='hamlet_name_once', violation_error_message='The commune already has a hamlet of this name.')],
            },
        ),
        migrations.CreateModel(
            name='FormerHamletName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', common.fields.OneLine(max_length=120, verbose_name='former name')),
                ('since', common.fields.Day(blank=True, null=True, verbose_name='from')),
                ('until', common.fields.Day(verbose_name='until (no longer counted from this day)')),
                ('hamlet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_names', to='cells.hamlet')),
            ],
            options={
                'verbose_name': 'former name of the hamlet',
                'verbose_name_plural': 'former names of the hamlet',
                'constraints': [models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='former_hamlet_name_ends_after_start', violation_error_message='The end must be after the start.')],
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('board', models.BooleanField(default=False, editable=False)),
                ('kind', models.CharField(choices=[('resolution', 'Resolution'), ('decision', 'Decision'), ('directive', 'Directive'), ('conclusion', 'Conclusion'), ('regulation', 'Working regulation'), ('rules', 'Rules'), ('notice', 'Notice'), ('office', 'Notice of the Office'), ('report', 'Report'), ('plan', 'Plan of work'), ('programme', 'Programme'), ('scheme', 'Scheme'), ('option', 'Option'), ('submission', 'Submission'), ('letter', 'Official letter'), ('minutes', 'Minutes'), ('guidance', 'Guidance paper'), ('invitation', 'Invitation'), ('introduction', 'Letter of introduction')], max_length=12, verbose_name='kind')),
                ('only_for', models.CharField(blank=True, editable=False, max_length=30)),
                ('cell', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='cells.cell')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='cells.commune')),
            ],
            options={
                'verbose_name': 'paper',
                'verbose_name_plural': 'papers',
                'constraints': [common.promises.OneCommune(name='paper_in_one_commune', ways=('commune', 'cell__commune')), models.CheckConstraint(condition=models.Q(('board', False), ('cell__isnull', True), _connector='OR'), name='paper_of_one_body', violation_error_message='A paper is issued by one body.')],
            },
        ),
        migrations.CreateModel(
            name='PastCommune',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', common.fields.Day(verbose_name='until (no longer counted from this day)')),
                ('belonged_to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='past_cells', to='cells.commune', verbose_name='commune')),
                ('cell', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='past_communes', to='cells.cell', verbose_name='cell')),
            ],
            options={
                'verbose_name': 'former commune of a cell',
                'verbose_name_plural': 'former communes of cells',
                'ordering': ('until', 'pk'),
                'constraints': [common.promises.OneCommune(name='past_commune_in_one_commune', ways=('cell__commune', 'belonged_to')), models.UniqueConstraint(fields=('cell', 'belonged_to'), name='past_commune_once')],
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
                'constraints': [common.promises.NoOverlap(fields=('hamlet',), name='servings_apart', violation_error_message='The hamlet is served by another cell on some of these days.'), common.promises.NoOverlap(condition=models.Q(('kind', 'own')), fields=('cell',), name='own_cell_of_one_hamlet_a_day', violation_error_message='The cell is the own cell of another hamlet on some of these days.'), common.promises.OneCommune(name='serving_in_one_commune', ways=('cell__commune', 'hamlet__commune')), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='serving_ends_after_start', violation_error_message='The end must be after the start.'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('hamlet',), name='hamlet_has_one_cell', violation_error_message='The hamlet is already served by a cell; end that first.'), models.UniqueConstraint(condition=models.Q(('kind', 'own'), ('until__isnull', True)), fields=('cell',), name='cell_is_own_cell_of_one_hamlet', violation_error_message='The cell is already the own cell of a hamlet.')],
            },
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', common.fields.Day(verbose_name='day')),
                ('moved', models.JSONField(default=dict, editable=False)),
                ('cell', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='succession', to='cells.cell', verbose_name='cell')),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='cells.cell', verbose_name='cell that took over')),
            ],
            options={
                'verbose_name': 'taking over from a cell',
                'verbose_name_plural': 'taking over from cells',
                'constraints': [common.promises.OneCommune(name='succession_in_one_commune', ways=('cell__commune', 'successor__commune')), models.CheckConstraint(condition=models.Q(('cell', models.F('successor')), _negated=True), name='succession_to_another_cell')],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', common.fields.Day(verbose_name='from')),
                ('until', common.fields.Day(blank=True, null=True, verbose_name='until (no longer counted from this day)')),
                ('name', common.fields.OneLine(blank=True, help_text='For example: 2025–2027.', max_length=60, verbose_name='term of office')),
                ('assumed', models.BooleanField(default=False, help_text='Begun in the register, without a congress that is known.', verbose_name='beginning not known')),
                ('cell', models.ForeignKey(blank=True, help_text='None: the Party Committee.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='cells.cell', verbose_name='cell')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='cells.commune', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'term of office',
                'verbose_name_plural': 'terms of office',
                'ordering': ('-since', 'pk'),
                'constraints': [common.promises.NoOverlap(fields=('cell',), name='cell_terms_apart', violation_error_message='Another term of office of this body covers some of these days.'), common.promises.NoOverlap(condition=models.Q(('cell__isnull', True)), fields=('commune',), name='committee_terms_apart', violation_error_message='Another term of office of this body covers some of these days.'), common.promises.OneCommune(name='term_in_one_commune', ways=('commune', 'cell__commune')), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='term_ends_after_start', violation_error_message='The end must be after the start.'), models.UniqueConstraint(condition=models.Q(('cell__isnull', False), ('until__isnull', True)), fields=('cell',), name='cell_has_one_term', violation_error_message='The body already has a term of office; end that first.'), models.UniqueConstraint(condition=models.Q(('cell__isnull', True), ('until__isnull', True)), fields=('commune',), name='committee_has_one_term', violation_error_message='The body already has a term of office; end that first.')],
            },
        ),
        migrations.CreateModel(
            name='PaperNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('board', models.BooleanField(default=False, editable=False)),
                ('apart', models.BooleanField(default=False, editable=False)),
                ('kind', models.CharField(choices=[('resolution', 'Resolution'), ('decision', 'Decision'), ('directive', 'Directive'), ('conclusion', 'Conclusion'), ('regulation', 'Working regulation'), ('rules', 'Rules'), ('notice', 'Notice'), ('office', 'Notice of the Office'), ('report', 'Report'), ('plan', 'Plan of work'), ('programme', 'Programme'), ('scheme', 'Scheme'), ('option', 'Option'), ('submission', 'Submission'), ('letter', 'Official letter'), ('minutes', 'Minutes'), ('guidance', 'Guidance paper'), ('invitation', 'Invitation'), ('introduction', 'Letter of introduction')], max_length=12, verbose_name='kind')),
                ('number', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(9999, 'At most 9999.')], verbose_name='number')),
                ('on', common.fields.Day(verbose_name='date of the paper')),
                ('subject', common.fields.OneLine(max_length=300, verbose_name='subject')),
                ('struck', models.BooleanField(default=False, editable=False, verbose_name='struck')),
                ('reason', common.fields.OneLine(blank=True, max_length=200, verbose_name='reason')),
                ('content', models.JSONField(blank=True, editable=False, null=True, verbose_name='content as issued')),
                ('corrects', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='cells.papernumber')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='numbers', to='cells.paper')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='numbers', to='cells.term', verbose_name='term of office')),
            ],
            options={
                'verbose_name': 'number of a paper',
                'verbose_name_plural': 'numbers of papers',
                'ordering': ('-on', '-pk'),
                'constraints': [common.promises.OneCommune(name='paper_number_in_one_commune', ways=('term__commune', 'paper__commune', 'corrects__paper__commune')), models.UniqueConstraint(fields=('term', 'board', 'apart', 'kind', 'number'), name='paper_number_once', violation_error_message='This number is already given in this term.'), models.UniqueConstraint(condition=models.Q(('corrects__isnull', True), ('struck', False)), fields=('paper',), name='paper_numbered_once', violation_error_message='This paper already has a number.'), models.UniqueConstraint(condition=models.Q(('struck', False)), fields=('corrects',), name='paper_number_corrected_once', violation_error_message='This number is corrected by another one already.'), models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('struck', False)), models.Q(('struck', True), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='paper_struck_with_reason', violation_error_message='Say why the number is struck.')],
            },
        ),
        migrations.CreateModel(
            name='TermRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', common.fields.Day(verbose_name='in force from')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published')], default='draft', editable=False, max_length=10, verbose_name='state')),
                ('source', common.fields.OneLine(blank=True, max_length=200, verbose_name='by which document')),
                ('term_months', models.PositiveSmallIntegerField(default=60, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(600)], verbose_name="months of a cell's term")),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cells.commune', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'rules of terms',
                'verbose_name_plural': 'rules of terms',
                'ordering': ('-since', '-pk'),
                'abstract': False,
                'constraints': [common.promises.Unchanging(but=(), name='published_termrules_stays', reopens=False, state='published', state_path='state', violation_error_message='This edition is published and never changes; copy it to a new one.'), models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('commune', 'since'), name='one_published_termrules_from_a_day', violation_error_message='Another published edition is in force from this day.')],
            },
        ),
        migrations.CreateModel(
            name='Trust',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', common.fields.Day(verbose_name='from')),
                ('until', common.fields.Day(blank=True, null=True, verbose_name='until (no longer counted from this day)')),
                ('because', common.fields.OneLine(max_length=200, verbose_name='by which paper, or why')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trusts', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trusts', to='cells.commune', verbose_name='commune')),
                ('given_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='given by')),
            ],
            options={
                'verbose_name': 'right to sensitive cases',
                'verbose_name_plural': 'rights to sensitive cases',
                'ordering': ('-since', 'pk'),
                'constraints': [common.promises.OneCommune(name='trust_in_one_commune', ways=('commune', 'account__commune', 'given_by__commune')), common.promises.NoOverlap(fields=('account', 'commune'), name='trusts_apart', violation_error_message='The account has this right already on some of these days.'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='trust_ends_after_start', violation_error_message='The end must be after the start.'), models.CheckConstraint(condition=models.Q(('given_by__isnull', True), models.Q(('account', models.F('given_by')), _negated=True), _connector='OR'), name='trust_not_given_to_oneself', violation_error_message='Nobody gives this right to themselves; somebody else does it.')],
            },
        ),
    ]
