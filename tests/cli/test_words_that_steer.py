"""What others wrote steers no terminal: it comes in through one type, and goes out through one function."""

import ast
from pathlib import Path

import click
import pytest

import consentkit.cli
from consentkit.cli import _VERBS, group
from consentkit.cli.lines import LINE

FOLDER = Path(consentkit.cli.__file__).parent
SPEAKING = {"output.py": {"echo"}, "options.py": {"echo"}, "__init__.py": {"echo"}, "streams.py": {"write"}}
"""`tell` itself, the bar with an escape sequence of ours, what is said before anything is loaded, and
the stream itself."""
HOSTILE = "Nice\x1b[2J\x1b]0;pwn\x07\u202e\x9b31m"


def _leaves(command, name=""):
    if not isinstance(command, click.Group):
        yield name, command
        return
    for one in command.list_commands(click.Context(command)):
        yield from _leaves(command.get_command(click.Context(command), one), f"{name} {one}".strip())


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.py")), ids=lambda path: path.name)
def test_every_verb_speaks_through_one_function(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    said = {
        one.attr
        for one in called
        if isinstance(one, ast.Attribute) and one.attr in {"echo", "secho", "write"}
    }
    said |= {one.id for one in called if isinstance(one, ast.Name) and one.id == "print"}
    assert said <= SPEAKING.get(path.name, set())


def test_every_option_and_argument_that_takes_words_refuses_what_steers():
    takes_words = 0
    for name, command in _leaves(group):
        for parameter in command.params:
            assert parameter.type is not click.STRING, (name, parameter.name)
            takes_words += parameter.type is LINE
    assert len(_VERBS) > 20
    assert takes_words > 40


@pytest.mark.parametrize("text", ["\x1b[2J", "\x9b31m", "\u202egnp", "\udc80", "a\nb", "\u200f", "\x7f"])
def test_a_title_that_steers_is_refused(run_json, text):
    code, said = run_json("officer-1", "story", "add", f"Nice {text}")
    assert (code, said["code"]) == (2, "text-steers")
    assert run_json("officer-1", "story", "list")[1] == []


@pytest.mark.parametrize(
    "typed",
    [
        (HOSTILE,),
        ("story", HOSTILE),
        ("story", "list", f"--{HOSTILE}"),
        ("story", "show", HOSTILE),
        ("check", "answer", "S-2M4N-88TY", HOSTILE, "1.2b"),
        ("policy", "check", f"{HOSTILE}.toml"),
        ("audit", "verify", "--against", f"{HOSTILE}.json"),
        ("-w", HOSTILE, "story", "list"),
        ("--as", "nobody\udc80", "story", "list"),
        ("report", "--from", HOSTILE, "--until", "2026-01-01"),
    ],
    ids=lambda typed: typed[-1] if typed[0] != HOSTILE else "verb",
)
def test_what_was_typed_wrongly_is_repeated_visibly(run, typed):
    code, out, err = run("officer-1", *typed)
    assert code
    said = out + err
    assert not [c for c in ("\x1b", "\x07", "\u202e", "\x9b", "\udc80") if c in said]
    said.encode()


def test_an_old_title_is_seen_and_steers_nothing(run, run_json, open_as):
    code = run_json("officer-1", "story", "add", "Nice")[1]["id"]
    db = open_as("officer-1").records.db
    db.conn.execute("PRAGMA query_only = OFF")
    db.conn.execute("UPDATE stories SET title = ? WHERE id = ?", (f"{HOSTILE}\nCLEARED", code))
    _, out, _ = run("officer-1", "story", "list")
    assert [line for line in out.splitlines() if "Nice␛[2J␛]0;pwn␇\\u202e\\x9b31m␊CLEARED" in line]
    shown = run("officer-1", "story", "list", "--json")[1]
    assert "\\u202e" in shown
    assert "\\u009b" in shown
    assert "\u202e" not in shown
