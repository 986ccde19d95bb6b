import django.db.models.deletion
from django.db import migrations, models


def to_the_plan(apps, schema_editor):
    """Numbers of invitations given from a record go to the planned meeting that it carried out; one is planned for it
    where there was none."""
    PaperNumber = apps.get_model("meetings", "PaperNumber")
    PlannedMeeting = apps.get_model("meetings", "PlannedMeeting")
    for number in PaperNumber.objects.filter(kind="invitation", planned=None).select_related("meeting"):
        meeting = number.meeting
        same = {"cell_id": meeting.cell_id, "kind": meeting.kind, "on": meeting.held_on}
        number.planned = (
            PlannedMeeting.objects.filter(meeting=meeting).first()
            or PlannedMeeting.objects.filter(cancelled=False, **same).first()
            or PlannedMeeting.objects.create(
                meeting=meeting, starts_at=meeting.starts_at, place=meeting.place, **same
            )
        )
        number.meeting = None
        number.save()
    schema_editor.connection.check_constraints()  # PostgreSQL alters no table while checks of its rows wait


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0005_large_cells'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='papernumber',
            name='paper_of_meeting_or_month',
        ),
        migrations.AddField(
            model_name='papernumber',
            name='planned',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='paper_numbers', to='meetings.plannedmeeting'),
        ),
        migrations.RunPython(to_the_plan, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='papernumber',
            constraint=models.UniqueConstraint(condition=models.Q(('struck', False)), fields=('planned', 'kind'), name='paper_of_planned_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='papernumber',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('minutes', 'resolution', 'notice')), ('meeting__isnull', False), ('month__isnull', True), ('planned__isnull', True)), models.Q(('kind', 'invitation'), ('meeting__isnull', True), ('month__isnull', True), ('planned__isnull', False)), models.Q(('kind', 'sheet'), ('meeting__isnull', True), ('month__isnull', False), ('planned__isnull', True)), _connector='OR'), name='paper_of_meeting_or_month'),
        ),
    ]
