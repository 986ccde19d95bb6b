"""The tables as `make bench` prints them."""

from benchmarks.pages import ROLES

GROWTH_GOAL = 1.2


def show_pages(costs):
    """A line for each page, as the first role sees it that uses it."""
    print(
        f"\n{'page':26}{'role':11}{'statements':>10}{'kB':>7}{'ms':>8}{'ratio':>7}{'median':>8}{'work':>7}{'goal':>6}"
    )
    floor = min(seconds for cost in costs for seconds, _work in cost.floors)
    print(f"{'empty Django page':26}{'':28}{floor * 1000:8.1f}{1:7.1f}{1:8.1f}{1:7.1f}")
    for cost in costs:
        if cost.role == cost.page.roles[0]:
            page = f"{cost.page.name:26}{cost.role:11}{cost.statements:10}{cost.size / 1000:7.1f}"
            ratios = f"{cost.ratio:7.1f}{cost.median_ratio:8.1f}{cost.work_ratio:7.1f}"
            print(f"{page}{cost.fastest() * 1000:8.1f}{ratios}{_goal(cost)}")
    print(flush=True)


def show_roles(costs):
    """The ratio of every page for every role that uses it; ! where it is above the goal."""
    print(f"{'ratio by role':26}" + "".join(f"{role:>11}" for role in ROLES))
    by_page = {}
    for cost in costs:
        by_page.setdefault(cost.page, {})[cost.role] = f"{cost.ratio:.1f}" + ("!" if _missed(cost) else " ")
    for page, ratios in by_page.items():
        print(f"{page.name:26}" + "".join(f"{ratios.get(role, ''):>11}" for role in ROLES))
    print(flush=True)


def show_growth(found):
    """How many times as dear each page is as with one commune; `found` {communes: [Cost]}."""
    print(f"times as dear as in 1 commune (goal: at most {GROWTH_GOAL})")
    sizes = [size for size in found if size > 1]
    print(f"{'page':26}" + "".join(f"{size:>10}" for size in sizes))
    for first, *others in zip(*found.values(), strict=True):
        times = [cost.ratio / first.ratio for cost in others]
        print(f"{first.page.name:26}" + "".join(f"{n:>9.2f}{'!' if n > GROWTH_GOAL else ' '}" for n in times))
    print(flush=True)


def _goal(cost):
    goal = cost.page.goal
    return "" if goal is None else f"{goal:6g}{'  missed' if _missed(cost) else ''}"


def _missed(cost):
    return cost.page.goal is not None and round(cost.ratio, 1) > cost.page.goal
