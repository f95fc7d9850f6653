"""Cases of a corpus: some of each kind in the quick run, the rest among the slow tests of `.ci/run`."""

import pytest


def quick_among(cases, quick):
    """Return all cases of one argument for `parametrize`, those marked `slow` that are not quick."""
    return quick_rows_among([(case,) for case in cases], [(case,) for case in quick])


def quick_rows_among(rows, quick):
    """Do the same where each case is a row of several arguments."""
    missing = [row for row in quick if row not in rows]
    assert not missing, f"no such cases: {missing}"
    return [pytest.param(*row, marks=() if row in quick else pytest.mark.slow) for row in rows]


def quick_first(rows, count):
    """Return cases or rows in which those after the first few are marked `slow`."""
    return [*rows[:count], *(pytest.param(*_as_row(one), marks=pytest.mark.slow) for one in rows[count:])]


def _as_row(case):
    return case if isinstance(case, tuple) else (case,)
