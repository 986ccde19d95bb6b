import common.fields
import common.promises
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
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
    ]
