import common.fields
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
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('read_in', 'read in'), ('compare', 'compare only')], max_length=10, verbose_name='what for')),
                ('state', models.CharField(choices=[('read', 'columns to be confirmed'), ('checked', 'checked'), ('applied', 'read in'), ('undone', 'undone'), ('dropped', 'put aside')], default='read', max_length=10, verbose_name='state')),
                ('name', common.fields.OneLine(max_length=150, verbose_name='file')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='time')),
                ('notes', models.JSONField(blank=True, default=list)),
                ('sheets', models.JSONField(default=list)),
                ('sheet', models.PositiveSmallIntegerField(default=0, verbose_name='sheet')),
                ('columns', models.JSONField(blank=True, default=list)),
                ('on', common.fields.Day(blank=True, null=True, verbose_name='in the records from')),
                ('checked_on', common.fields.Day(blank=True, editable=False, null=True)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('cell', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cells.cell', verbose_name='cell')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='cells.commune', verbose_name='commune')),
                ('follows', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rest', to='exchange.import')),
            ],
            options={
                'verbose_name': 'import',
                'verbose_name_plural': 'imports',
                'ordering': ('-at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='Difference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('missing', 'missing in our records'), ('extra', 'missing in the sheet'), ('different', 'differs')], max_length=10, verbose_name='what')),
                ('row', models.PositiveIntegerField(blank=True, null=True, verbose_name='row')),
                ('name', common.fields.OneLine(max_length=100, verbose_name='full name')),
                ('field', models.CharField(blank=True, max_length=30, verbose_name='field')),
                ('ours', common.fields.OneLine(blank=True, max_length=250, verbose_name='in our records')),
                ('theirs', common.fields.OneLine(blank=True, max_length=250, verbose_name='in the sheet')),
                ('settled', models.BooleanField(default=False, verbose_name='settled')),
                ('note', common.fields.OneLine(blank=True, max_length=200, verbose_name='note')),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='differences', to='members.member', verbose_name='member')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='differences', to='exchange.import')),
            ],
            options={
                'verbose_name': 'difference',
                'verbose_name_plural': 'differences',
                'ordering': ('kind', 'row', 'name', 'pk'),
                'indexes': [models.Index(fields=['source', 'settled', 'kind'], name='difference_to_settle')],
                'constraints': [models.CheckConstraint(condition=models.Q(('settled', False), models.Q(('note', ''), _negated=True), _connector='OR'), name='settled_difference_has_a_note', violation_error_message='Say how it was settled.')],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sheet', models.PositiveSmallIntegerField(default=0)),
                ('number', models.PositiveIntegerField()),
                ('cells', models.JSONField(default=list)),
                ('name', common.fields.OneLine(blank=True, max_length=100)),
                ('outcome', models.CharField(blank=True, choices=[('new', 'new'), ('changed', 'changed'), ('same', 'unchanged'), ('error', 'to be corrected'), ('aside', 'left aside')], max_length=10)),
                ('problems', models.JSONField(default=list)),
                ('changes', models.JSONField(default=list)),
                ('differences', models.JSONField(default=list)),
                ('candidates', models.JSONField(default=list)),
                ('answer', models.CharField(blank=True, max_length=20)),
                ('left_out', models.BooleanField(default=False)),
                ('kept', common.fields.OneLine(blank=True, max_length=300)),
                ('cell', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cells.cell')),
                ('event', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.event')),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='import_rows', to='members.member')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='exchange.import')),
            ],
            options={
                'verbose_name': 'row of an import',
                'verbose_name_plural': 'rows of imports',
                'ordering': ('sheet', 'number', 'pk'),
                'indexes': [models.Index(fields=['source', 'sheet', 'outcome', 'number'], name='import_row_by_outcome')],
                'constraints': [models.UniqueConstraint(fields=('source', 'sheet', 'number'), name='import_row_once')],
            },
        ),
    ]
