"""Two people at once: who changes records first waits for those who are changing the same ones.

Always in one order: the commune, cells by number, then what stands above (`members.services.lock_lives`: members by
number). Who changes who belongs, leads, looks after or acts where locks the commune; who records a meeting locks
its cell alone: fifty secretaries sign on the same evening. On SQLite one writes at a time anyway.
"""

from django.db import connection

from cells.models import Cell, Commune
from common.prepared import numbers, prepared


def lock(*, commune=None, cells=()):
    """Lock these rows, or rows of these numbers, until the transaction ends. What decides is read afterwards."""
    if not connection.features.has_select_for_update:
        return
    if commune:
        _locked_communes(pks=numbers([commune]))
    if pks := numbers(cells):
        _locked_cells(pks=sorted(set(pks)))


def lock_body(commune, cell):
    """Two people who number papers of the same body wait for each other, and get different numbers.

    `commune` and `cell` are the numbers of the rows, `cell` None for the Committee. The service of an owner calls this
    first, before it looks whether the paper has a number already.
    """
    if cell:
        lock(cells=[cell])
    else:
        lock(commune=commune)


@prepared
def _locked_communes(pks):
    return Commune.objects.select_for_update(no_key=True).filter(pk__in=pks).values_list("pk")


@prepared
def _locked_cells(pks):
    return Cell.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk").values_list("pk")
