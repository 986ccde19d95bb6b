from accounts.audit import service
from members.models import Code
from members.models.code_lists import entries


@service
def ship_lists(*, commune, by):
    """The lists of values that the files of a new commune choose from."""
    Code.objects.bulk_create(Code(commune=commune, **entry) for entry in entries())
