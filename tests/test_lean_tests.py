"""The tests keep to the memory that CONTRIBUTING.md gives each process of the quick run."""

import re
from pathlib import Path

TESTS = Path(__file__).parent
_OF_A_CODEC = re.compile(
    r"st\.text\((?!any_|st\.|[A-Z]|alphabet=)|\.characters\([^)]*codec=|st\.characters\(\)"
)


def test_no_test_draws_text_of_a_codec():
    """Hypothesis would try each of a million characters first, and keep them all: 200 MB in a fresh clone."""
    told = {
        str(path.relative_to(TESTS))
        for path in TESTS.rglob("*.py")
        if _OF_A_CODEC.search(path.read_text(encoding="utf-8"))
    }
    assert told == set(), "draw it with `any_text` or `any_character` of tests/drawn_text.py"
