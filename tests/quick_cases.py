"""Cases of a corpus: some of each kind in the quick run, the rest among the slow tests of `.ci/run`."""

import pytest


def quick_among(cases, quick):
    """Return all cases for `parametrize`, those marked `slow` that are not among the quick ones."""
    missing = set(quick) - set(cases)
    assert not missing, f"no such cases: {sorted(missing)}"
    return [case if case in quick else pytest.param(case, marks=pytest.mark.slow) for case in cases]
