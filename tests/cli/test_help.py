import re

import click
import pytest

from consentkit.cli import _VERBS, group

ctx = click.Context(group)


def _commands():
    for verb in _VERBS:
        command = group.get_command(ctx, verb)
        yield verb, command
        if isinstance(command, click.Group):
            for name, sub in command.commands.items():
                yield f"{verb} {name}", sub


@pytest.mark.parametrize(("name", "command"), list(_commands()))
def test_every_verb_says_what_it_does(name, command):
    assert command.help
    assert command.help.rstrip().endswith(".")


@pytest.mark.parametrize(("name", "command"), [c for c in _commands() if not isinstance(c[1], click.Group)])
def test_every_verb_shows_an_example_of_itself(name, command):
    assert f"consentkit {name}" in re.sub(r" (-w|--as) \S+", "", command.epilog)


@pytest.mark.parametrize("verb", list(_VERBS))
def test_the_short_help_of_a_verb_is_a_sentence(verb):
    assert _VERBS[verb][1].endswith(".")


def test_every_verb_that_prints_records_takes_json():
    without = {
        name
        for name, command in _commands()
        if not isinstance(command, click.Group) and not any(p.name == "as_json" for p in command.params)
    }
    # The walk is a conversation, a completion script is for the shell, and servers run until Ctrl-C.
    assert without == {"check walk", "completion", "cluster scheduler", "cluster worker"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(run, shell):
    code, out, _ = run("officer-1", "completion", shell)
    assert code == 0
    assert "_CONSENTKIT_COMPLETE" in out
