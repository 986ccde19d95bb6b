import common.fields
import common.promises
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cells', '0001_initial'),
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
            name='AdmissionChoices',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', common.fields.Day(verbose_name='in force from')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published')], default='draft', editable=False, max_length=10, verbose_name='state')),
                ('source', common.fields.OneLine(blank=True, max_length=200, verbose_name='by which document')),
                ('authority', models.CharField(choices=[('standing committee', 'Standing Committee, more than half'), ('committee', 'empowered Committee of a base organisation, at least two thirds')], default='standing committee', max_length=18, verbose_name='who admits and recognises, where the regulation leaves it open')),
                ('prolong_months', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(1200)], verbose_name='months by which probation may be prolonged, at most')),
                ('youth_months', models.PositiveSmallIntegerField(default=360, validators=[django.core.validators.MaxValueValidator(1200)], verbose_name='youth age of Youth Union members, up to completed months')),
                ('youth_cadre_months', models.PositiveSmallIntegerField(default=420, validators=[django.core.validators.MaxValueValidator(1200)], verbose_name='youth age of Youth Union cadres, up to completed months')),
                ('area', models.CharField(choices=[('lowland', 'lowland'), ('highland', 'mountain, border, island, ethnic-minority or specially difficult area')], default='lowland', help_text='The strict one as shipped: a relaxation is always claimed.', max_length=8, verbose_name='area where neither the candidate nor the hamlet says')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cells.commune', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'local choices on admission',
                'verbose_name_plural': 'local choices on admission',
                'ordering': ('-since', '-pk'),
                'abstract': False,
                'constraints': [common.promises.Unchanging(but=(), name='published_admissionchoices_stays', reopens=False, state='published', state_path='state', violation_error_message='This edition is published and never changes; copy it to a new one.'), models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('commune', 'since'), name='one_published_admissionchoices_from_a_day', violation_error_message='Another published edition is in force from this day.')],
            },
        ),
        migrations.CreateModel(
            name='AdmissionRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', common.fields.Day(verbose_name='in force from')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published')], default='draft', editable=False, max_length=10, verbose_name='state')),
                ('source', common.fields.OneLine(blank=True, max_length=200, verbose_name='by which document')),
                ('youngest_months', models.PositiveSmallIntegerField(default=216, validators=[django.core.validators.MaxValueValidator(1200)], verbose_name='youngest age, in completed months')),
                ('oldest_months', models.PositiveSmallIntegerField(default=720, validators=[django.core.validators.MaxValueValidator(1200)], verbose_name='oldest age without consent, in completed months')),
                ('schooling', models.CharField(choices=[('diploma', 'lower-secondary diploma'), ('programme', 'lower-secondary programme completed')], default='diploma', max_length=9, verbose_name='general education in the lowland')),
                ('papers_months', models.PositiveSmallIntegerField(default=12, validators=[django.core.validators.MaxValueValidator(1200)], verbose_name='months for which the papers of a file are valid')),
                ('together_months', models.PositiveSmallIntegerField(default=12, validators=[django.core.validators.MaxValueValidator(1200)], verbose_name='months that an introducer has worked or lived with the person')),
                ('committee_empowered', models.BooleanField(default=True, verbose_name='the Committee of a base organisation may be empowered to admit')),
                ('admit_days', models.PositiveSmallIntegerField(default=45, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(366)], verbose_name="working days from the cell's resolution to the admission")),
                ('admit_more_days', models.PositiveSmallIntegerField(default=15, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(366)], verbose_name='the same in special cases: more working days')),
                ('recognise_days', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(366)], verbose_name="working days from the cell's resolution to the recognition")),
                ('recognise_more_days', models.PositiveSmallIntegerField(default=15, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(366)], verbose_name='the same in special cases of recognition: more working days')),
                ('ceremony_days', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(366)], verbose_name='working days to the ceremony')),
                ('ceremony_from', models.CharField(choices=[('receipt', 'the day the cell received the decision'), ('decision', 'the day of the decision')], default='receipt', max_length=8, verbose_name='to the ceremony counted from')),
                ('consider_days', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(366)], verbose_name='working days from the end of probation until the cell considers')),
                ('card_days', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(366)], verbose_name='working days from the ceremony to the record card')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cells.commune', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'rules of admission',
                'verbose_name_plural': 'rules of admission',
                'ordering': ('-since', '-pk'),
                'abstract': False,
                'constraints': [common.promises.Unchanging(but=(), name='published_admissionrules_stays', reopens=False, state='published', state_path='state', violation_error_message='This edition is published and never changes; copy it to a new one.'), models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('commune', 'since'), name='one_published_admissionrules_from_a_day', violation_error_message='Another published edition is in force from this day.')],
            },
        ),
    ]
