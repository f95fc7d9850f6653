"""What help, README and docs tell people to type, the program takes."""

import re
import shlex
from pathlib import Path

import click
import pytest

from consentkit.cli import _VERBS, group
from consentkit.domain.codes import KINDS, parse_code
from consentkit.domain.errors import InvalidInput

PROJECT = Path(__file__).parents[2]
PAGES = [PROJECT / "README.md", PROJECT / "SECURITY.md", *sorted((PROJECT / "docs").rglob("*.md"))]
_CODE = re.compile(r"\b[ABCFGHIKLMPRSTVW]-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
_ROOT = click.Context(group)
_LINE = re.compile(r"^\s*(?:\$ )?consentkit (.+)$")
_TYPED = re.compile(r"`consentkit ([^`]+)`")
_VERB = re.compile(rf"`((?:{'|'.join(_VERBS)}) [a-z][^`]*)`")


def _commands(node, words=()):
    for name in node.list_commands(_ROOT):
        found = node.get_command(_ROOT, name)
        if isinstance(found, click.Group):
            yield from _commands(found, (*words, name))
        else:
            yield " ".join((*words, name)), found


def _examples():
    for name, command in _commands(group):
        for line in (command.epilog or "").replace("\\\n", " ").splitlines():
            if match := _LINE.match(line):
                yield pytest.param(match[1].partition("#")[0], id=f"{name}: {match[1]}")


def _told():
    for page in PAGES:
        text = page.read_text("utf-8").replace("\\\n", " ")
        blocks = "".join(re.findall(r"^```console\n(.*?)^```", text, re.DOTALL | re.MULTILINE))
        typed = [match[1] for line in blocks.splitlines() if (match := _LINE.match(line))]
        prose = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE).replace("\n", " ")
        for line in [*typed, *_TYPED.findall(prose), *_VERB.findall(prose)]:
            if line.startswith("… |"):
                continue  # any verb before a pipe
            yield pytest.param(line, id=f"{page.name}: {line}")


@pytest.mark.parametrize("line", list(_examples()))
def test_an_example_of_the_help_can_be_typed_as_it_stands(line, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    command, words = _found(_unsaid_dropped(line))
    command.make_context("", words, parent=_ROOT)


@pytest.mark.parametrize("line", list(_told()))
def test_a_command_in_the_docs_names_a_verb_and_options_that_there_are(line):
    command, words = _found(_unsaid_dropped(line))
    options = {name for option in command.get_params(_ROOT) for name in option.opts}
    assert {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)} <= options


def test_every_code_that_is_shown_to_people_can_be_typed():
    """An example whose check character is wrong teaches to mistrust the codes."""
    shown = [path for path in PROJECT.joinpath("consentkit").rglob("*") if path.suffix in {".py", ".po"}]
    wrong = []
    for path in (*PAGES, *shown):
        for code in _CODE.findall(path.read_text("utf-8")):
            try:
                parse_code(code, code[0])
            except InvalidInput:
                wrong.append(f"{path.name}: {code}")
    assert wrong == []


def test_the_page_of_the_command_line_names_the_letter_of_each_kind_of_code():
    page = (PROJECT / "docs" / "command-line.md").read_text("utf-8")
    [line] = re.findall(r"^A assent · .*(?:\n.*·.*)*", page, re.MULTILINE)
    named = {part.strip()[0] for part in line.replace("\n", " · ").split("·") if part.strip()}
    assert named == set(KINDS)


def _unsaid_dropped(line):
    """The words of a command; `…` and `[ ]` stand for what was left to the reader."""
    line = re.sub(r"[…\[\]]|>> .*", " ", line)
    return shlex.split(line, comments=True)


def _found(words):
    """The command that the first words name, and what stands behind them."""
    # Before the verb: which workspace, and who.
    while words[0] in ("-w", "--as"):
        words = words[2:]
    command = group
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(_ROOT, words[0])
        assert found is not None, words[0]
        command, words = found, words[1:]
    return command, words
