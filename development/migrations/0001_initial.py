import common.fields
import common.promises
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cells', '0001_initial'),
        ('members', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1990), django.core.validators.MaxValueValidator(2099)], verbose_name='year')),
                ('planned', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(999)], verbose_name='members to admit')),
                ('resolution_no', common.fields.OneLine(blank=True, max_length=40, verbose_name='resolution no.')),
                ('cell', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='cells.cell', verbose_name='cell')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='cells.commune', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'target',
                'verbose_name_plural': 'targets',
                'ordering': ('-year', 'cell_id', 'pk'),
                'constraints': [common.promises.OneCommune(name='target_in_one_commune', ways=('commune', 'cell__commune')), models.UniqueConstraint(condition=models.Q(('cell__isnull', False)), fields=('cell', 'year'), name='one_target_per_cell_and_year', violation_error_message='The cell already has a target for this year.'), models.UniqueConstraint(condition=models.Q(('cell__isnull', True)), fields=('commune', 'year'), name='one_target_per_commune_and_year', violation_error_message='The commune already has a target for this year.')],
            },
        ),
        migrations.CreateModel(
            name='MassOrganisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', common.fields.OneLine(max_length=120, verbose_name='name')),
                ('search_key', models.CharField(editable=False, max_length=130)),
                ('unit_name', common.fields.OneLine(max_length=60, verbose_name='a unit is called')),
                ('head_title', common.fields.OneLine(max_length=60, verbose_name='its head is called')),
                ('everywhere', models.BooleanField(default=True, verbose_name='every hamlet should have a unit')),
                ('has_members', models.BooleanField(default=True, verbose_name='people are members of it')),
                ('least', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(99)], verbose_name='least members of a unit')),
                ('commune_term', models.PositiveSmallIntegerField(default=60, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(120)], verbose_name='term in the commune, months')),
                ('hamlet_term', models.PositiveSmallIntegerField(default=60, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(120)], verbose_name='term in a hamlet, months')),
                ('ended_on', common.fields.Day(blank=True, help_text='From this day it gets no new units.', null=True, verbose_name='ended on')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mass_organisations', to='cells.commune', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'mass organisation',
                'verbose_name_plural': 'mass organisations',
                'ordering': ('pk',),
                'constraints': [common.promises.Refused(columns=['commune_id'], name='mass_organisation_stays_in_its_commune', on=None, violation_error_message='A record does not move to another commune.', when='NEW.commune_id DIFFERS OLD.commune_id'), models.UniqueConstraint(fields=('commune', 'name'), name='mass_organisation_once', violation_error_message='The commune already has an organisation of this name.')],
            },
        ),
        migrations.CreateModel(
            name='FormerOrganisationName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', common.fields.OneLine(max_length=120, verbose_name='former name')),
                ('since', common.fields.Day(blank=True, null=True, verbose_name='from')),
                ('until', common.fields.Day(verbose_name='until (no longer counted from this day)')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_names', to='development.massorganisation')),
            ],
            options={
                'verbose_name': 'former name of a mass organisation',
                'verbose_name_plural': 'former names of mass organisations',
                'constraints': [models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='former_organisation_name_ends_after_start', violation_error_message='The end must be after the start.')],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', common.fields.Day(verbose_name='from')),
                ('until', common.fields.Day(blank=True, null=True, verbose_name='until (no longer counted from this day)')),
                ('kind', models.CharField(choices=[('commune', 'of the commune'), ('hamlet', 'of a hamlet'), ('trade', 'of a trade or workplace')], default='hamlet', max_length=7, verbose_name='kind')),
                ('name', common.fields.OneLine(blank=True, max_length=120, verbose_name='trade or workplace')),
                ('hamlet', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='units', to='cells.hamlet', verbose_name='hamlet')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='development.massorganisation', verbose_name='mass organisation')),
            ],
            options={
                'verbose_name': 'unit of a mass organisation',
                'verbose_name_plural': 'units of mass organisations',
                'ordering': ('organisation_id', 'hamlet_id', 'since', 'pk'),
                'constraints': [common.promises.OneCommune(name='unit_in_one_commune', ways=('organisation__commune', 'hamlet__commune')), common.promises.NoOverlap(condition=models.Q(('kind', 'hamlet')), fields=('organisation', 'hamlet'), name='units_of_hamlet_apart', violation_error_message='The hamlet has a unit of this organisation on some of these days.'), common.promises.NoOverlap(condition=models.Q(('kind', 'commune')), fields=('organisation',), name='units_of_commune_apart', violation_error_message='The organisation has its unit of the commune on some of these days.'), models.CheckConstraint(condition=models.Q(models.Q(('hamlet__isnull', False), ('kind', 'hamlet')), models.Q(('hamlet__isnull', True), ('kind', 'commune')), models.Q(('kind', 'trade'), models.Q(('name', ''), _negated=True)), _connector='OR'), name='unit_where_it_stands', violation_error_message='Choose the hamlet of a unit of a hamlet; name the trade or workplace.'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='unit_ends_after_start', violation_error_message='The end must be after the start.')],
            },
        ),
        migrations.CreateModel(
            name='Movement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('struck', models.BooleanField(default=False, editable=False, verbose_name='struck out')),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2011), django.core.validators.MaxValueValidator(2099)], verbose_name='year')),
                ('name', common.fields.OneLine(max_length=200, verbose_name='name')),
                ('kind', models.CharField(choices=[('movement', 'movement'), ('model', 'model'), ('skilful', 'skilful mass mobilisation'), ('rural', 'new countryside'), ('campaign', 'campaign')], max_length=8, verbose_name='kind')),
                ('field', models.CharField(choices=[('economy', 'economy'), ('culture', 'culture and society'), ('defence', 'defence and security'), ('politics', 'building the political system')], max_length=9, verbose_name='field of work')),
                ('lead_name', common.fields.OneLine(blank=True, max_length=120, verbose_name='led by another body')),
                ('partners', common.fields.OneLine(blank=True, max_length=200, verbose_name='together with')),
                ('aim', common.fields.Text(blank=True, default='', max_length=4000, verbose_name='aim, content, how it is done')),
                ('households', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(99999)], verbose_name='households taking part')),
                ('product', common.fields.Text(blank=True, default='', max_length=2000, verbose_name='product that can be checked')),
                ('evidence', common.fields.Text(blank=True, default='', max_length=2000, verbose_name='what proves it')),
                ('registered_on', common.fields.Day(verbose_name='registered on')),
                ('began_on', common.fields.Day(blank=True, null=True, verbose_name='carried out from')),
                ('decided_on', common.fields.Day(blank=True, null=True, verbose_name='decided on')),
                ('recognised', models.BooleanField(blank=True, null=True, verbose_name='recognised')),
                ('decided_by', common.fields.OneLine(blank=True, max_length=120, verbose_name='decided by')),
                ('decision_no', common.fields.OneLine(blank=True, max_length=40, verbose_name='decision no.')),
                ('ended_on', common.fields.Day(blank=True, null=True, verbose_name='struck off the list on')),
                ('end_reason', common.fields.OneLine(blank=True, max_length=200, verbose_name='why it was struck off the list')),
                ('struck_reason', common.fields.OneLine(blank=True, editable=False, max_length=200, verbose_name='why it was struck out')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='cells.commune', verbose_name='commune')),
                ('continues', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='next', to='development.movement', verbose_name='carried on from')),
                ('lead_cell', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='cells.cell', verbose_name='led by the cell')),
                ('lead_unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='development.unit', verbose_name='led by the unit')),
            ],
            options={
                'verbose_name': 'movement or model',
                'verbose_name_plural': 'movements and models',
                'ordering': ('-year', 'name', 'pk'),
                'constraints': [common.promises.Refused(columns=['commune_id'], name='movement_stays_in_its_commune', on=None, violation_error_message='A record does not move to another commune.', when='NEW.commune_id DIFFERS OLD.commune_id'), common.promises.OneCommune(name='movement_in_one_commune', ways=('commune', 'lead_cell__commune', 'lead_unit__organisation__commune', 'continues__commune')), models.UniqueConstraint(condition=models.Q(('struck', False)), fields=('commune', 'year', 'name'), name='movement_once_a_year', violation_error_message='A movement of this name is registered for this year already.'), models.CheckConstraint(condition=models.Q(models.Q(('lead_cell__isnull', False), ('lead_name', ''), ('lead_unit__isnull', True)), models.Q(('lead_cell__isnull', True), ('lead_name', ''), ('lead_unit__isnull', False)), models.Q(('lead_cell__isnull', True), ('lead_unit__isnull', True), models.Q(('lead_name', ''), _negated=True)), _connector='OR'), name='movement_led_by_one', violation_error_message='Say who leads it: a cell, a unit or another body, one of them.'), models.CheckConstraint(condition=models.Q(models.Q(('decided_on__isnull', True), ('recognised__isnull', True)), models.Q(('decided_on__isnull', False), ('recognised__isnull', False)), _connector='OR'), name='movement_decided_with_a_result'), models.CheckConstraint(condition=models.Q(models.Q(('began_on__isnull', True), ('began_on__gte', models.F('registered_on')), _connector='OR'), models.Q(('decided_on__isnull', True), ('decided_on__gte', models.F('began_on')), _connector='OR'), models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('registered_on')), _connector='OR')), name='movement_in_order', violation_error_message='It is registered first, then carried out, then decided on.')],
            },
        ),
        migrations.CreateModel(
            name='MovementCriterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('struck', models.BooleanField(default=False, editable=False, verbose_name='struck out')),
                ('text', common.fields.OneLine(max_length=200, verbose_name='criterion')),
                ('target', common.fields.OneLine(max_length=120, verbose_name='target')),
                ('result', common.fields.OneLine(blank=True, max_length=120, verbose_name='result')),
                ('met', models.BooleanField(blank=True, null=True, verbose_name='met')),
                ('movement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='criteria', to='development.movement')),
            ],
            options={
                'verbose_name': 'criterion of a movement',
                'verbose_name_plural': 'criteria of movements',
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='MovementHamlet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('struck', models.BooleanField(default=False, editable=False, verbose_name='struck out')),
                ('hamlet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='cells.hamlet', verbose_name='hamlet')),
                ('movement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='places', to='development.movement')),
            ],
            options={
                'verbose_name': 'hamlet of a movement',
                'verbose_name_plural': 'hamlets of movements',
                'ordering': ('pk',),
                'constraints': [common.promises.OneCommune(name='movement_hamlet_in_one_commune', ways=('movement__commune', 'hamlet__commune')), models.UniqueConstraint(fields=('movement', 'hamlet'), name='movement_hamlet_once')],
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', common.fields.Day(verbose_name='from')),
                ('until', common.fields.Day(blank=True, null=True, verbose_name='until (no longer counted from this day)')),
                ('struck', models.BooleanField(default=False, editable=False, verbose_name='struck out')),
                ('name', common.fields.OneLine(blank=True, max_length=100, verbose_name='full name')),
                ('part', models.CharField(choices=[('core', 'at its core'), ('takes', 'takes part in it')], default='takes', max_length=5, verbose_name='part played')),
                ('noted_by', common.fields.OneLine(blank=True, max_length=120, verbose_name='told by')),
                ('struck_reason', common.fields.OneLine(blank=True, editable=False, max_length=200, verbose_name='why it was struck out')),
                ('hamlet', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='cells.hamlet', verbose_name='hamlet')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='members.member', verbose_name='member')),
                ('movement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='development.movement', verbose_name='movement or model')),
            ],
            options={
                'verbose_name': 'part in a movement',
                'verbose_name_plural': 'parts in movements',
                'ordering': ('movement_id', 'since', 'pk'),
                'constraints': [common.promises.OneCommune(name='participation_in_one_commune', ways=('movement__commune', 'member__commune', 'hamlet__commune')), common.promises.NoOverlap(condition=models.Q(('struck', False)), fields=('movement', 'member'), name='participations_apart', violation_error_message='This person takes part already on some of these days.'), models.CheckConstraint(condition=models.Q(models.Q(('member__isnull', True), models.Q(('name', ''), _negated=True)), models.Q(('hamlet__isnull', True), ('member__isnull', False), ('name', '')), _connector='OR'), name='participation_of_somebody'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='participation_ends_after_start', violation_error_message='The end must be after the start.')],
            },
        ),
        migrations.CreateModel(
            name='UnitFigures',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2011), django.core.validators.MaxValueValidator(2099)], verbose_name='year')),
                ('half', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(2)], verbose_name='half of the year')),
                ('eligible', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(99999)], verbose_name='people it is open to')),
                ('members', models.PositiveIntegerField(validators=[django.core.validators.MaxValueValidator(99999)], verbose_name='members of it')),
                ('newcomers', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(99999)], verbose_name='new in the period')),
                ('in_party', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(99999)], verbose_name='Party members among them')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='development.unit')),
            ],
            options={
                'verbose_name': 'figures of a mass organisation',
                'verbose_name_plural': 'figures of mass organisations',
                'ordering': ('-year', '-half', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('unit', 'year', 'half'), name='unit_figures_once'), models.CheckConstraint(condition=models.Q(models.Q(('newcomers__isnull', True), ('newcomers__lte', models.F('members')), _connector='OR'), models.Q(('in_party__isnull', True), ('in_party__lte', models.F('members')), _connector='OR'), models.Q(('eligible__isnull', True), ('members__lte', models.F('eligible')), _connector='OR')), name='unit_figures_within_members', violation_error_message='A part cannot be more than the whole.')],
            },
        ),
        migrations.CreateModel(
            name='UnitHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', common.fields.Day(verbose_name='from')),
                ('until', common.fields.Day(blank=True, null=True, verbose_name='until (no longer counted from this day)')),
                ('struck', models.BooleanField(default=False, editable=False, verbose_name='struck out')),
                ('role', models.CharField(choices=[('head', 'head'), ('deputy', 'deputy head')], default='head', max_length=6, verbose_name='post')),
                ('name', common.fields.OneLine(blank=True, max_length=100, verbose_name='full name')),
                ('in_party', models.BooleanField(default=False, verbose_name='Party member, recorded elsewhere')),
                ('on_committee', models.BooleanField(default=False, verbose_name='on the committee of a cell elsewhere')),
                ('other_posts', models.BooleanField(default=False, verbose_name='holds other posts too')),
                ('basis', models.CharField(choices=[('elected', 'elected'), ('appointed', 'appointed'), ('provisional', 'provisional, until the congress')], default='elected', max_length=11, verbose_name='how')),
                ('term_ends_on', common.fields.Day(blank=True, null=True, verbose_name='end of the term')),
                ('decision_no', common.fields.OneLine(blank=True, max_length=40, verbose_name='decision no.')),
                ('struck_reason', common.fields.OneLine(blank=True, editable=False, max_length=200, verbose_name='why it was struck out')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='headships', to='members.member', verbose_name='member')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='heads', to='development.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'head of a mass organisation',
                'verbose_name_plural': 'heads of mass organisations',
                'ordering': ('unit_id', 'since', 'pk'),
                'constraints': [common.promises.OneCommune(name='unit_head_in_one_commune', ways=('unit__organisation__commune', 'member__commune')), common.promises.NoOverlap(condition=models.Q(('role', 'head'), ('struck', False)), fields=('unit',), name='heads_of_unit_apart', violation_error_message='Somebody else heads this unit on some of these days; end that first.'), common.promises.NoOverlap(condition=models.Q(('struck', False)), fields=('unit', 'member'), name='member_heads_unit_once', violation_error_message='This person leads the unit already on some of these days.'), models.CheckConstraint(condition=models.Q(models.Q(('member__isnull', True), models.Q(('name', ''), _negated=True)), models.Q(('in_party', False), ('member__isnull', False), ('name', ''), ('on_committee', False), ('other_posts', False)), _connector='OR'), name='unit_head_is_somebody'), models.CheckConstraint(condition=models.Q(('term_ends_on__isnull', True), ('term_ends_on__gt', models.F('since')), _connector='OR'), name='unit_head_term_ends_after_start', violation_error_message='The term cannot end before it begins.'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='unit_head_ends_after_start', violation_error_message='The end must be after the start.')],
            },
        ),
        migrations.CreateModel(
            name='HamletPersons',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2011), django.core.validators.MaxValueValidator(2099)], verbose_name='year')),
                ('half', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(2)], verbose_name='half of the year')),
                ('persons', models.PositiveIntegerField(validators=[django.core.validators.MaxValueValidator(99999)], verbose_name='persons in organisations')),
                ('hamlet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='organised', to='cells.hamlet')),
            ],
            options={
                'verbose_name': 'persons in mass organisations',
                'verbose_name_plural': 'persons in mass organisations',
                'ordering': ('-year', '-half', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('hamlet', 'year', 'half'), name='hamlet_persons_once')],
            },
        ),
    ]
