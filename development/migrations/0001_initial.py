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
    ]
