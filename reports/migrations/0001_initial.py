import common.fields
import common.promises
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('cells', '0001_initial'),
    ]

    operations = [
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
    ]
