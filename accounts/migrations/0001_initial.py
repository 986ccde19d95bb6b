import common.fields
import django.contrib.auth.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from common.first_migration import FirstMigration


class Migration(FirstMigration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(error_messages={'unique': 'This user name is taken.'}, max_length=40, unique=True, validators=[django.contrib.auth.validators.ASCIIUsernameValidator(message='Use only letters without marks, digits and . _ -')], verbose_name='user name')),
                ('full_name', common.fields.OneLine(max_length=100, verbose_name='full name')),
                ('is_active', models.BooleanField(default=True, help_text='Switch off instead of deleting an account.', verbose_name='may sign in')),
                ('commune', models.PositiveBigIntegerField(editable=False, null=True)),
                ('first_password', models.BooleanField(default=False, editable=False, verbose_name='has to choose a password of its own')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ],
            options={
                'verbose_name': 'account',
                'verbose_name_plural': 'accounts',
                'ordering': ('full_name', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='SentForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=32, unique=True)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('led_to', models.CharField(blank=True, max_length=500)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='TrailEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='time')),
                ('account_name', models.CharField(blank=True, max_length=150, verbose_name='by')),
                ('action', models.CharField(choices=[('created', 'created'), ('changed', 'changed'), ('seen', 'seen'), ('exported', 'exported'), ('revealed', 'shown in full'), ('forgotten', 'old looks removed')], max_length=10, verbose_name='action')),
                ('commune', models.PositiveBigIntegerField(null=True)),
                ('subject_kind', models.CharField(max_length=60, verbose_name='kind of record')),
                ('subject_id', models.PositiveBigIntegerField(null=True)),
                ('subject_name', models.CharField(max_length=200, verbose_name='record')),
                ('changes', models.JSONField(default=dict, verbose_name='changes')),
                ('only_for', models.CharField(blank=True, default='', max_length=30)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'trail entry',
                'verbose_name_plural': 'trail',
                'ordering': ('-at', '-pk'),
                'indexes': [models.Index(fields=['subject_kind', 'subject_id', '-at'], name='trail_of_record'), models.Index(fields=['commune', '-at'], name='trail_of_commune'), models.Index(condition=models.Q(('action__in', ('created', 'changed'))), fields=['commune', '-at'], name='changes_of_commune')],
            },
        ),
    ]
