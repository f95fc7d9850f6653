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
