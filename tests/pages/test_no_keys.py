"""The sentences that all faces share name no key and no flag: each face names its own way."""

import ast
import re
from pathlib import Path

import consentkit

PACKAGE = Path(consentkit.__file__).parent
_KEYS_AND_FLAGS = re.compile(
    r"\b(Enter|Escape|Backspace|Space|Tab)\b"
    r"|\bF\d{1,2}\b|\b[Cc]trl\b|\b[Pp]ress(es)?\b"
    r"|\([a-zA-Z0-9]\)|(?<![\w’'.-])[b-hj-zB-HJ-Z](?![\w’':…-]|\.\w)"
    r"|--[a-z]|`|CONSENTKIT_|in a terminal"
)
_ALLOWED = {
    "Press", "press",  # the channel
    "press or broadcast",  # who supplies a picture
}  # fmt: skip


def _sentences():
    """Every text that a person may read, with the module where it stands; docstrings are for us."""
    for room in ("pages", "wording"):
        for path in sorted((PACKAGE / room).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            ours = {id(text) for node in ast.walk(tree) for text in _notes(node)}
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in ours:
                    yield path.relative_to(PACKAGE).as_posix(), node.value


def _notes(node):
    for one in getattr(node, "body", ()) if isinstance(getattr(node, "body", ()), list) else ():
        if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant):
            yield one.value


def _is_said(text):
    return text[:1].isalpha() and " " in text


def test_no_sentence_of_the_pages_or_the_wording_names_a_key_or_a_flag():
    said = [(place, text) for place, text in _sentences() if _is_said(text)]
    assert len(said) > 900
    named = [(place, text) for place, text in said if _KEYS_AND_FLAGS.search(text) and text not in _ALLOWED]
    assert named == []


def test_the_search_sees_what_it_looks_for():
    for text in (
        "Record the guardian (g).", "Enter: change it.", "A manager issues it with c.", "Leave out --on.",
        "Run it in a terminal.", "Ctrl+S saves.", "F3 shows them.", "i puts them in.",
    ):  # fmt: skip
        assert _KEYS_AND_FLAGS.search(text) or text.startswith("i "), text
    for text in ("Such as L-2M4N-88TY.", "A clause's id, such as L01.", "Write the language's letters."):
        assert not _KEYS_AND_FLAGS.search(text), text
