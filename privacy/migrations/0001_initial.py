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
        ('cells', '0001_initial'),
        ('members', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Breach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('noticed_at', models.DateTimeField(verbose_name='noticed')),
                ('what', common.fields.Text(blank=True, default='', max_length=4000, verbose_name='what happened')),
                ('affected', common.fields.Text(blank=True, default='', max_length=2000, verbose_name='who is affected')),
                ('measures', common.fields.Text(blank=True, default='', max_length=4000, verbose_name='what was done about it')),
                ('due_at', models.DateTimeField(editable=False, verbose_name='to be reported by')),
                ('reported_at', models.DateTimeField(blank=True, null=True, verbose_name='reported to the authority')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='breaches', to='cells.commune', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'data breach',
                'verbose_name_plural': 'data breaches',
                'ordering': ('due_at', 'pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('reported_at__isnull', True), ('reported_at__gte', models.F('noticed_at')), _connector='OR'), name='breach_reported_after_noticed', violation_error_message='The report cannot be earlier than the notice.')],
            },
        ),
        migrations.CreateModel(
            name='DataRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', common.fields.OneLine(help_text='Full name.', max_length=100, verbose_name='who asks')),
                ('proof', common.fields.OneLine(help_text='As: identity card shown at the office; letter of authority, with its day.', max_length=200, verbose_name='how it was proved who asks')),
                ('kind', models.CharField(choices=[('know', 'know what is on file'), ('correct', 'correct'), ('delete', 'delete'), ('restrict', 'restrict use'), ('object', 'object to use')], max_length=8, verbose_name='asks to')),
                ('what', common.fields.Text(blank=True, default='', max_length=2000, verbose_name='what exactly')),
                ('received_on', common.fields.Day(verbose_name='received on')),
                ('received_at', models.TimeField(verbose_name='at what time')),
                ('due_on', common.fields.Day(editable=False, verbose_name='answer due')),
                ('answered_on', common.fields.Day(blank=True, null=True, verbose_name='answered on')),
                ('answer', common.fields.Text(blank=True, default='', max_length=4000, verbose_name='answer')),
                ('refusal', common.fields.OneLine(blank=True, help_text='Only when it is refused, in whole or in part. Party files are not erased on request.', max_length=300, verbose_name='ground of refusal')),
                ('released_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='disciplinary part released')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='data_requests', to='cells.commune', verbose_name='commune')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='data_requests', to='members.member', verbose_name='record of the person')),
                ('released_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='released by')),
            ],
            options={
                'verbose_name': 'data request',
                'verbose_name_plural': 'data requests',
                'ordering': ('due_on', 'pk'),
                'indexes': [models.Index(fields=['commune', 'answered_on', 'due_on'], name='request_by_due')],
                'constraints': [common.promises.OneCommune(name='data_request_in_one_commune', ways=('commune', 'member__commune')), models.CheckConstraint(condition=models.Q(('answered_on__isnull', True), ('answered_on__gte', models.F('received_on')), _connector='OR'), name='request_answered_after_receipt', violation_error_message='The answer cannot be earlier than the request.'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_on__isnull', True), ('refusal', '')), models.Q(('answered_on__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='request_answered_with_words', violation_error_message='Enter the day and the answer.')],
            },
        ),
        migrations.CreateModel(
            name='PrivacyRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', common.fields.Day(verbose_name='in force from')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published')], default='draft', editable=False, max_length=10, verbose_name='state')),
                ('source', common.fields.OneLine(blank=True, max_length=200, verbose_name='by which document')),
                ('request_days', models.PositiveSmallIntegerField(default=2, validators=[django.core.validators.MaxValueValidator(366)], verbose_name='working days to answer a data request')),
                ('breach_hours', models.PositiveSmallIntegerField(default=72, validators=[django.core.validators.MaxValueValidator(8784)], verbose_name='hours to report a data breach')),
                ('retention_years', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='years that access logs are kept')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cells.commune', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'rules of personal data',
                'verbose_name_plural': 'rules of personal data',
                'ordering': ('-since', '-pk'),
                'abstract': False,
                'constraints': [common.promises.Unchanging(but=(), name='published_privacyrules_stays', reopens=False, state='published', state_path='state', violation_error_message='This edition is published and never changes; copy it to a new one.'), models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('commune', 'since'), name='one_published_privacyrules_from_a_day', violation_error_message='Another published edition is in force from this day.')],
            },
        ),
    ]
