from accounts.audit import service
from members.models import Code
from members.models.code_lists import entries


@service
def keep_entry(*, entry, by):
    """An entry of a list: `entry`, new or changed and not saved yet. It stays in the list and under the code by which
    files and figures know it."""
    return entry.save_checked()


@service
def ship_lists(*, commune, by):
    """The lists of values that the files of a new commune choose from."""
    Code.objects.bulk_create(Code(commune=commune, **entry) for entry in entries())
