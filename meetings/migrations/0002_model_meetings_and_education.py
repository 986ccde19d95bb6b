import common.fields
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cells', '0001_initial'),
        ('meetings', '0001_initial'),
        ('members', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', common.fields.Day(verbose_name='from')),
                ('until', common.fields.Day(blank=True, null=True, verbose_name='until (no longer counted from this day)')),
                ('title', common.fields.Line(max_length=200, verbose_name='title')),
                ('policy', common.fields.Line(blank=True, help_text='Number, date and who issued it.', max_length=200, verbose_name='policy document')),
                ('aim', common.fields.Text(blank=True, default='', max_length=4000, verbose_name='aim and requirements')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programmes', to='cells.commune', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'programme of model meetings',
                'verbose_name_plural': 'programmes of model meetings',
                'ordering': ('-since', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='ModelMeeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('regular', 'regular'), ('thematic', 'thematic')], default='regular', max_length=14, verbose_name='kind')),
                ('theme', common.fields.Line(max_length=200, verbose_name='theme')),
                ('on', common.fields.Day(verbose_name='planned day')),
                ('place', common.fields.Line(blank=True, max_length=120, verbose_name='place')),
                ('chair', common.fields.Line(blank=True, max_length=100, verbose_name='chair')),
                ('decision_no', common.fields.Line(blank=True, help_text='By which the host was chosen.', max_length=60, verbose_name='decision no.')),
                ('plan', common.fields.Text(blank=True, default='', max_length=8000, verbose_name='plan of the meeting')),
                ('called_off', models.BooleanField(default=False, verbose_name='called off')),
                ('lessons', common.fields.Text(blank=True, default='', max_length=8000, verbose_name='lessons')),
                ('cell', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='model_meetings', to='cells.cell', verbose_name='host cell')),
                ('meeting', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='model_meeting', to='meetings.meeting', verbose_name='minutes of the host')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='model_meetings', to='meetings.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'model meeting',
                'verbose_name_plural': 'model meetings',
                'ordering': ('on', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='ProgrammeReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('interim', 'interim review'), ('final', 'final review')], default='interim', max_length=8, verbose_name='kind')),
                ('on', common.fields.Day(verbose_name='day')),
                ('text', common.fields.Text(blank=True, default='', max_length=8000, verbose_name='course of the review and views')),
                ('conclusions', common.fields.Text(blank=True, default='', max_length=8000, verbose_name='conclusions')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='meetings.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'review of a programme',
                'verbose_name_plural': 'reviews of programmes',
                'ordering': ('on', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='ReviewingCell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('came', models.BooleanField(verbose_name='came')),
                ('cell', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cells.cell', verbose_name='cell')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviewing', to='meetings.programmereview')),
            ],
            options={
                'verbose_name': 'cell at a review',
                'verbose_name_plural': 'cells at reviews',
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('theme', models.CharField(choices=[('tradition', 'revolutionary tradition of the area'), ('responsibility', 'responsibility of members'), ('other', 'another theme')], default='tradition', max_length=14, verbose_name='theme')),
                ('title', common.fields.Line(max_length=200, verbose_name='title')),
                ('on', common.fields.Day(verbose_name='day')),
                ('place', common.fields.Line(blank=True, max_length=120, verbose_name='place')),
                ('speaker', common.fields.Line(blank=True, max_length=120, verbose_name='speaker')),
                ('called_off', models.BooleanField(default=False, verbose_name='called off')),
                ('cell', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='cells.cell', verbose_name='cell')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='cells.commune', verbose_name='commune')),
                ('meeting', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='session', to='meetings.meeting', verbose_name='thematic meeting')),
            ],
            options={
                'verbose_name': 'session of education',
                'verbose_name_plural': 'sessions of education',
                'ordering': ('-on', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='SessionAttendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('came', models.BooleanField(blank=True, null=True, verbose_name='came')),
                ('cell', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cells.cell', verbose_name='cell')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='session_attendances', to='members.member', verbose_name='member')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='meetings.session', verbose_name='session of education')),
            ],
            options={
                'verbose_name': 'attendance at a session of education',
                'verbose_name_plural': 'attendance at sessions of education',
            },
        ),
        migrations.CreateModel(
            name='Uptake',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', common.fields.Day(verbose_name='taken up on')),
                ('what', common.fields.Text(blank=True, default='', max_length=4000, verbose_name='what was taken up')),
                ('result', common.fields.Text(blank=True, default='', max_length=4000, verbose_name='result')),
                ('cell', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uptakes', to='cells.cell', verbose_name='cell')),
                ('model_meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uptakes', to='meetings.modelmeeting')),
            ],
            options={
                'verbose_name': 'taking up of a model meeting',
                'verbose_name_plural': 'taking up of model meetings',
            },
        ),
        migrations.CreateModel(
            name='View',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', common.fields.Line(blank=True, max_length=120, verbose_name='another body')),
                ('text', common.fields.Text(blank=True, default='', max_length=4000, verbose_name='view')),
                ('cell', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cells.cell', verbose_name='cell')),
                ('model_meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='views', to='meetings.modelmeeting')),
            ],
            options={
                'verbose_name': 'view on a model meeting',
                'verbose_name_plural': 'views on model meetings',
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('came', models.BooleanField(blank=True, null=True, verbose_name='came')),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(50)], verbose_name='how many came')),
                ('names', common.fields.Line(blank=True, max_length=300, verbose_name='who came')),
                ('cell', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='cells.cell', verbose_name='cell')),
                ('model_meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='meetings.modelmeeting')),
            ],
            options={
                'verbose_name': 'invitation to a model meeting',
                'verbose_name_plural': 'invitations to model meetings',
                'constraints': [models.UniqueConstraint(fields=('model_meeting', 'cell'), name='cell_invited_once'), models.CheckConstraint(condition=models.Q(('came', True), models.Q(('names', ''), ('number__isnull', True)), _connector='OR'), name='invitation_tells_of_those_who_came', violation_error_message='Say that the cell came, or leave out how many and who.')],
            },
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='programme_ends_after_start', violation_error_message='The end must be after the start.'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.UniqueConstraint(fields=('commune', 'title', 'since'), name='programme_once', violation_error_message='This programme is recorded already.'),
        ),
        migrations.AddConstraint(
            model_name='modelmeeting',
            constraint=models.UniqueConstraint(fields=('cell', 'kind', 'on'), name='model_meeting_once', violation_error_message='A model meeting of this cell on this day is already planned.'),
        ),
        migrations.AddConstraint(
            model_name='modelmeeting',
            constraint=models.CheckConstraint(condition=models.Q(('called_off', False), ('meeting__isnull', True), _connector='OR'), name='model_meeting_called_off_is_not_held', violation_error_message='It was held, so it was not called off.'),
        ),
        migrations.AddConstraint(
            model_name='programmereview',
            constraint=models.UniqueConstraint(fields=('programme', 'on'), name='programme_review_once', violation_error_message='A review on this day is recorded already.'),
        ),
        migrations.AddConstraint(
            model_name='programmereview',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'final')), fields=('programme',), name='programme_has_one_final_review', violation_error_message='The final review is recorded already.'),
        ),
        migrations.AddConstraint(
            model_name='reviewingcell',
            constraint=models.UniqueConstraint(fields=('review', 'cell'), name='cell_at_a_review_once'),
        ),
        migrations.AddIndex(
            model_name='session',
            index=models.Index(fields=['commune', 'on'], name='session_by_day'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.UniqueConstraint(fields=('cell', 'title', 'on'), name='session_once', violation_error_message='This session is recorded already.'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.UniqueConstraint(condition=models.Q(('cell__isnull', True)), fields=('commune', 'title', 'on'), name='session_of_the_commune_once', violation_error_message='This session is recorded already.'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('meeting__isnull', True), models.Q(('called_off', False), ('cell__isnull', False)), _connector='OR'), name='session_at_a_meeting_of_its_cell', violation_error_message='A session at a meeting is one of that cell, and was held.'),
        ),
        migrations.AddIndex(
            model_name='sessionattendance',
            index=models.Index(fields=['session', 'cell'], name='session_attendance_of_cell'),
        ),
        migrations.AddConstraint(
            model_name='sessionattendance',
            constraint=models.UniqueConstraint(fields=('session', 'member'), name='session_attended_once'),
        ),
        migrations.AddConstraint(
            model_name='uptake',
            constraint=models.UniqueConstraint(fields=('model_meeting', 'cell'), name='taken_up_once', violation_error_message='That this cell took it up is recorded already; change that.'),
        ),
        migrations.AddConstraint(
            model_name='view',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cell__isnull', False), ('body', '')), models.Q(('cell__isnull', True), models.Q(('body', ''), _negated=True)), _connector='OR'), name='view_of_a_cell_or_a_body', violation_error_message='Say whose view it is: a cell, or another body.'),
        ),
    ]
