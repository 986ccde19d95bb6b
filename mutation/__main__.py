"""Mutates the modules of `modules.py` named in the arguments (all without) by mutmut and shows each mutant that its
tests let live. `mutants/` keeps which were killed; without it all are tried anew."""

import sys
from collections import Counter
from pathlib import Path

import mutmut.__main__ as tool
from mutmut.configuration import config
from mutmut.mutation import file_mutation
from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.state import state
from mutmut.stats import status_by_exit_code
from mutmut.utils.format_utils import get_module_from_key

from mutation.modules import MODULES

WORK = Path("mutants")
WORDS = ("_", "gettext", "ngettext", "pgettext")  # what words say is checked by the catalogue
PURE = ("prepared", "property", "cached_property", "cache", "functools.cache")  # may decorate a mutant as well
KILLED = 1


def main(asked):
    if unknown := [module for module in asked if module not in MODULES]:
        sys.exit(f"Not in mutation/modules.py: {', '.join(unknown)}")
    chosen = asked or list(MODULES)
    for path in WORK.rglob("*"):
        if path.is_file() and path.suffix != ".meta":
            path.unlink()
    for module in chosen:  # tests may have changed: who lived is tried again
        found = mutants_of(module)
        found.exit_code_by_key = {key: code if code == KILLED else None for key, code in found.exit_code_by_key.items()}
        if found.exit_code_by_key:
            found.save()
    mutate_decorated()
    choose_tests()
    file_mutation.NEVER_MUTATE_FUNCTION_CALLS.update(WORDS)
    config().only_mutate = chosen
    config().pytest_add_cli_args_test_selection = sorted({test for module in chosen for test in MODULES[module]})
    tool._run((), 1)
    sys.exit(1 if sum([show(module) for module in chosen]) else 0)


def mutants_of(module):
    found = SourceFileMutationData(path=Path(module))
    found.load()
    return found


def mutate_decorated():
    """mutmut leaves out every decorated function. Ours that only keep or name what a function answers are mutated
    inside their decorator, which then holds the original or the mutant."""
    skip, arrange = file_mutation.MutationVisitor._skip_node_and_children, file_mutation.function_trampoline_arrangement

    def bare(function):
        return function.with_changes(decorators=[]) if _pure(function) else function

    def skip_unless_pure(visitor, node):
        if isinstance(node, file_mutation.cst.FunctionDef) and _pure(node):
            return False
        return skip(visitor, node)

    def arrange_bare(function, mutants, class_name):
        before, nodes, after, names = arrange(bare(function), mutants, class_name)
        if _pure(function):
            nodes[0] = nodes[0].with_changes(decorators=[*function.decorators, *nodes[0].decorators])
        return before, nodes, after, names

    file_mutation.MutationVisitor._skip_node_and_children = skip_unless_pure
    file_mutation.function_trampoline_arrangement = arrange_bare


def _pure(function):
    written = [file_mutation.cst.Module([]).code_for_node(one.decorator) for one in function.decorators]
    return bool(written) and all(name in PURE for name in written)


def choose_tests():
    """Of the tests that reach a function, those that `modules.py` names try its mutants, the quickest first."""
    collect = tool.collect_or_load_stats

    def collect_and_choose(*args, **options):
        collect(*args, **options)
        reached, seconds = state().tests_by_mangled_function_name, state().duration_by_test
        for name, tests in reached.items():
            named = tuple(MODULES[get_module_from_key(name).replace(".", "/") + ".py"])
            reached[name] = sorted((test for test in tests if test.startswith(named)), key=lambda test: seconds[test])

    tool.collect_or_load_stats = collect_and_choose
    # all run once more unchanged, in a second session: what the first one kept must not make them fail
    tool.tests_for_mutant_names = lambda names: set(state().duration_by_test)


def show(module):
    """Print what became of the mutants of a module; the number of those that live."""
    found = mutants_of(module)
    states = {key: status_by_exit_code[code] for key, code in found.exit_code_by_key.items()}
    alive = [key for key, state in states.items() if state not in ("killed", "timeout")]
    counted = ", ".join(f"{count} {state}" for state, count in sorted(Counter(states.values()).items()))
    print(f"{module}: {len(states)} mutants, {counted}")
    for key in alive:
        print(f"--- {key}: {states[key]}\n{get_diff_for_mutant(key, path=Path(module))}")
    return len(alive)


if __name__ == "__main__":
    main(sys.argv[1:])
