"""The first migration of an app: its tables are made one after the other, but its models are put together once."""

from django.db import migrations


class FirstMigration(migrations.Migration):
    """A migration of nothing but CreateModel. Django puts all models that refer to each other together anew for each
    of them, which takes a new database most of its time."""

    def apply(self, project_state, schema_editor, collect_sql=False):
        project_state.__dict__.pop("apps", None)  # models as they were so far
        for operation in self.operations:
            operation.state_forwards(self.app_label, project_state)
        for operation in self.operations:
            operation.database_forwards(self.app_label, schema_editor, project_state, project_state)
        return project_state
