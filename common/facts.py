"""Facts on their way into a row: a service names the fields that it takes."""


def write(row, facts, allowed):
    """Set the fields of `row` as `facts` {field: value} says; returns `row`, not saved yet.

    Raises TypeError for a field that is not `allowed`: state, signature and what is struck change by their own rules.
    """
    if unknown := set(facts) - set(allowed):
        raise TypeError(f"{row._meta.label} does not take {', '.join(sorted(unknown))} here")
    for name, value in facts.items():
        setattr(row, name, value)
    return row
