"""How many rows belong to each record of a query set, without joining them: for annotations."""

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce


def count_of(rows, way):
    """The number of `rows` whose field `way` is the record that is asked about."""
    counted = rows.filter(**{way: OuterRef("pk")}).order_by().values(way).annotate(count=Count("pk"))
    return Coalesce(Subquery(counted.values("count"), output_field=IntegerField()), 0)


def first_of(rows, way, field):
    """`field` of the first of `rows`, in their order, whose field `way` is the record that is asked about."""
    return Subquery(rows.filter(**{way: OuterRef("pk")}).values(field)[:1])
