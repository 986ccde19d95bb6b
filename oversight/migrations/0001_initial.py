import common.fields
import common.promises
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cells', '0001_initial'),
        ('meetings', '0001_initial'),
    ]

    operations = [
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
                'indexes': [models.Index(fields=['cell', 'due_on'], name='difficulty_of_cell')],
                'constraints': [common.promises.OneCommune(name='difficulty_in_one_commune', ways=('cell__commune', 'meeting__cell__commune')), models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('raised_on'))), name='difficulty_due_after_raised', violation_error_message='The answer cannot be due before the difficulty was raised.')],
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
                'constraints': [common.promises.OneCommune(name='planned_visit_in_one_commune', ways=('cell__commune', 'committee_member__commune')), models.UniqueConstraint(condition=models.Q(('struck', False)), fields=('committee_member', 'cell', 'on'), name='visit_planned_once', violation_error_message='This visit is planned already.')],
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
                'constraints': [common.promises.OneCommune(name='remark_in_one_commune', ways=('meeting__cell__commune', 'committee_member__commune')), models.UniqueConstraint(fields=('meeting', 'committee_member'), name='remark_once')],
            },
        ),
    ]
