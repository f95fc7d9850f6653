"""Cases of a corpus: some of each kind in the quick run, the rest among the slow tests of `.ci/run`."""

import pytest


def quick_among(cases, quick):
    """Return all cases for `parametrize`, those marked `slow` that are not among the quick ones.

    A case is one value; one that is a tuple stands for as many arguments.
    """
    missing = set(quick) - set(cases)
    assert not missing, f"no such cases: {missing}"
    return [case if case in quick else _slow(case) for case in cases]


def _slow(case):
    values = case if isinstance(case, tuple) else (case,)
    return pytest.param(*values, marks=pytest.mark.slow)
