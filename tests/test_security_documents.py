"""What SECURITY.md and docs/security-tests.md claim names the tests that hold it, and these are there."""

import ast
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
SECURITY, TESTS = PROJECT / "SECURITY.md", PROJECT / "docs" / "security-tests.md"
_NAMED = re.compile(r"`((?:tests/[\w/]+|test_\w+)\.py)?(?:(?:…)?::(test_\w+))?`")
_CLAIMS = {"What is protected", "Where plaintext lies", "Against whom it helps", "Two people"}
"""The sections of SECURITY.md in which each row and each point is a claim of its own."""


def named(text):
    """Yield the file and the test that each name speaks of; `…::name` lies in the file before it."""
    file = None
    for path, test in _NAMED.findall(text):
        if path:
            (file,) = [PROJECT / path] if "/" in path else PROJECT.glob(f"tests/*/{path}")
        if path or test:
            yield file, test


@pytest.mark.parametrize("page", [SECURITY, TESTS], ids=lambda page: page.name)
def test_each_test_that_is_named_is_there(page):
    names = set(named(page.read_text("utf-8")))
    assert len(names) > 20
    assert {path for path, _test in names if not path.is_file()} == set()
    assert {(path.name, test) for path, test in names if test and test not in functions_in(path)} == set()


def functions_in(path):
    tree = ast.parse(path.read_text("utf-8"))
    return {one.name for one in tree.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)}


def claims():
    """Each row and point; `…::name` in a point may lie in a file that the words before its list name."""
    for section in SECURITY.read_text("utf-8").split("\n## ")[1:]:
        title, _, text = section.partition("\n")
        if title in _CLAIMS:
            rows = re.findall(r"^\| (?!what |---).*$", text, re.MULTILINE)
            points = re.findall(r"^- .*(?:\n  .*)*", text, re.MULTILINE)
            yield from (pytest.param(one, id=f"{title}: {one[2:40]}") for one in [*rows, *points])


@pytest.mark.parametrize("claim", list(claims()))
def test_each_claim_names_what_holds_it(claim):
    assert list(named(claim)) or "docs/security-tests.md" in claim or "the same" in claim.rpartition(" | ")[2]


def test_each_section_of_claims_is_there():
    assert {one.values[0][:2] for one in claims()} == {"| ", "- "}
    assert set(re.findall(r"^## (.*)$", SECURITY.read_text("utf-8"), re.MULTILINE)) >= _CLAIMS


def test_the_functions_in_the_gate_are_numbered_without_a_gap():
    numbers = [int(one) for one in re.findall(r"^\| (\d+) \|", TESTS.read_text("utf-8"), re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
