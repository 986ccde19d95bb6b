from django.db import migrations, models

from common.text import tone_key


def fill(apps, schema_editor):
    agencies = apps.get_model("oversight", "Agency")
    for agency in agencies.objects.all():
        agencies.objects.filter(pk=agency.pk).update(name_key=tone_key(agency.name))


class Migration(migrations.Migration):

    dependencies = [
        ('oversight', '0002_complaints_and_reasons'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='agency',
            name='agency_once',
        ),
        migrations.AddField(
            model_name='agency',
            name='name_key',
            field=models.CharField(default='', editable=False, max_length=100),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name='agency',
            constraint=models.UniqueConstraint(condition=models.Q(('struck', False)), fields=('commune', 'name_key'), name='agency_once', violation_error_message='A body of this name is on the list already.'),
        ),
    ]
