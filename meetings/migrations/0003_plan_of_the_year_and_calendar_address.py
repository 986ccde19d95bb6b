import common.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cells', '0001_initial'),
        ('meetings', '0002_model_meetings_and_education'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PlannedMeeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('regular', 'regular'), ('thematic', 'thematic'), ('extraordinary', 'extraordinary'), ('yearly_review', 'yearly review'), ('congress', 'congress'), ('admission', 'admission ceremony')], default='regular', max_length=14, verbose_name='kind')),
                ('on', common.fields.Day(verbose_name='day')),
                ('starts_at', models.TimeField(blank=True, null=True, verbose_name='start')),
                ('place', common.fields.Line(blank=True, max_length=120, verbose_name='place')),
                ('theme', common.fields.Line(blank=True, max_length=300, verbose_name='theme or main content')),
                ('cancelled', models.BooleanField(default=False, editable=False, verbose_name='cancelled')),
                ('cell', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='planned_meetings', to='cells.cell', verbose_name='cell')),
                ('meeting', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='planned', to='meetings.meeting')),
            ],
            options={
                'verbose_name': 'planned meeting',
                'verbose_name_plural': 'planned meetings',
                'ordering': ('on', 'starts_at', 'cell_id', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='PlanChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('was_on', common.fields.Day(verbose_name='planned for')),
                ('now_on', common.fields.Day(blank=True, null=True, verbose_name='moved to')),
                ('reason', common.fields.Line(max_length=300, verbose_name='reason')),
                ('at', models.DateTimeField(verbose_name='time')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('planned', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='meetings.plannedmeeting')),
            ],
            options={
                'verbose_name': 'change of the plan',
                'verbose_name_plural': 'changes of the plan',
                'ordering': ('at', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='feeds', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'calendar address',
                'verbose_name_plural': 'calendar addresses',
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('account',), name='account_has_one_feed', violation_error_message='The account already has a calendar address.')],
            },
        ),
        migrations.AddIndex(
            model_name='plannedmeeting',
            index=models.Index(fields=['on', 'cell'], name='planned_by_day'),
        ),
        migrations.AddConstraint(
            model_name='plannedmeeting',
            constraint=models.UniqueConstraint(condition=models.Q(('cancelled', False)), fields=('cell', 'kind', 'on'), name='meeting_planned_once', violation_error_message='A meeting of this kind is already planned for this day.'),
        ),
        migrations.AddConstraint(
            model_name='plannedmeeting',
            constraint=models.CheckConstraint(condition=models.Q(('cancelled', False), ('meeting__isnull', True), _connector='OR'), name='planned_meeting_cancelled_or_held'),
        ),
        migrations.AddConstraint(
            model_name='planchange',
            constraint=models.CheckConstraint(condition=models.Q(('now_on__isnull', True), models.Q(('now_on', models.F('was_on')), _negated=True), _connector='OR'), name='plan_change_changes_the_day', violation_error_message='Choose another day than the planned one.'),
        ),
    ]
