"""The scripts beside the program name what is there: no module that moved, no name that changed."""

import ast
import importlib.util
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
SCRIPTS = sorted((*(PROJECT / "benchmarks").glob("*.py"), *(PROJECT / ".ci").glob("*.py")))


def _named(script: Path) -> list[tuple[str, str]]:
    """Return each module of ours that the script imports from, with the name that it wants of it."""
    tree = ast.parse(script.read_text("utf-8"))
    return [
        (node.module, wanted.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("consentkit")
        for wanted in node.names
    ]


def _has(module: str, name: str) -> bool:
    there = importlib.import_module(module)
    return hasattr(there, name) or (
        hasattr(there, "__path__") and importlib.util.find_spec(f"{module}.{name}") is not None
    )


def test_there_are_scripts_and_they_use_the_program():
    assert sum(len(_named(script)) for script in SCRIPTS) > 20


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_all_that_a_script_wants_of_the_program_is_there(script):
    assert [wanted for wanted in _named(script) if not _has(*wanted)] == []
