"""What the law asks of bodies of grassroots democracy (domain 27)."""

LEAST_INSPECTORS = 5  # NĐ 59/2023 (H)


def least_inspectors(hamlets):
    """How many members the People's Inspectorate of a commune with so many `hamlets` has at least: one of each."""
    return max(LEAST_INSPECTORS, hamlets)
