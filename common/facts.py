"""Facts on their way into a row: a service names the fields that it takes."""

from django.db import connection


def write(row, facts, allowed):
    """Set the fields of `row` as `facts` {field: value} says; returns `row`, not saved yet.

    Raises TypeError for a field that is not `allowed`: state, signature and what is struck change by their own rules.
    """
    if unknown := set(facts) - set(allowed):
        raise TypeError(f"{row._meta.label} does not take {', '.join(sorted(unknown))} here")
    for name, value in facts.items():
        setattr(row, name, value)
    return row


def update_rows(rows, names):
    """Store the fields `names` of `rows` [saved rows of one model]: one short statement, run for each of them. Django's
    own bulk_update writes a CASE for every value, which takes longer to build than to run."""
    if not rows:
        return
    table = rows[0]._meta
    fields = [table.get_field(name) for name in names]
    values = [
        (*(one.get_db_prep_save(getattr(row, one.attname), connection) for one in fields), row.pk) for row in rows
    ]
    columns = ", ".join(f'"{one.column}" = %s' for one in fields)
    with connection.cursor() as cursor:
        cursor.executemany(f'UPDATE "{table.db_table}" SET {columns} WHERE "{table.pk.column}" = %s', values)
