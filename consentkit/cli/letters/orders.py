"""What a letter is made with, as it is typed: the options that every letter has, and what they mean."""

import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click
from pydantic import ValidationError

from consentkit.cli.options import STORY, choice
from consentkit.cli.sessions import said_elsewhere
from consentkit.domain.errors import InvalidInput
from consentkit.domain.letters.letters import Facts
from consentkit.domain.letters.records import Paper, Printing
from consentkit.usecases.letters.orders import NewLetter

_F = TypeVar("_F", bound=Callable[..., Any])

_FACTS = {
    "has_interpreter": "--interpreter",
    "has_witness": "--witness",
    "shows_face": "--ask-face",
    "names_fully": "--ask-full-name",
    "takes_thumbprint": "--thumbprint",
}


_OF_PERSONS = {"asker", "keeper"}
"""Blanks that name a person; a handle may be typed, a name may not."""
_HANDLE = re.compile(r"[a-z][a-z0-9-]{1,31}")


def letter_options(command: _F) -> _F:
    """Add what every letter is made with."""
    for option in reversed(
        (
            click.option("--language", required=True, help="The language of the letter, such as km."),
            click.option("--story", type=STORY, help="The story that it is about."),
            click.option("--organisation", default="", help="A name or alias that is safe on this paper."),
            click.option(
                "--blank",
                "blanks",
                multiple=True,
                metavar="NAME=VALUE",
                help="What stands in a blank; as VALUE, - asks for it and @FILE holds it.",
            ),
            click.option(
                "--offer", "offers", multiple=True, metavar="CLAUSE=CHOICE,…", help="Ask only about these."
            ),
            click.option(
                "--neutral-title", "wants_neutral_title", is_flag=True, help="A title that says nothing."
            ),
            click.option("--interpreter", "has_interpreter", is_flag=True, help="Someone interprets."),
            click.option("--witness", "has_witness", is_flag=True, help="A witness signs too."),
            click.option("--no-copy", "no_copy", is_flag=True, help="A copy is not safe: offer none."),
            click.option(
                "--ask-face", "shows_face", is_flag=True, help="Ask about a shown face (safeguarding)."
            ),
            click.option(
                "--ask-full-name", "names_fully", is_flag=True, help="Ask about the full name (safeguarding)."
            ),
            click.option(
                "--thumbprint", "takes_thumbprint", is_flag=True, help="Offer a thumb-mark beside signing."
            ),
            click.option("--paper", type=choice(Paper), default=Paper.A4.value, show_default=True),
            click.option("--large-print", is_flag=True, help="16 pt, on as many pages as it takes."),
            click.option(
                "--beside", metavar="LANGUAGE", help="A second language for staff, in a second column."
            ),
            click.option("--facing", is_flag=True, help="The second language on facing pages."),
        )
    ):
        command = option(command)
    return command


def new_letter(form: str, given: dict[str, Any]) -> NewLetter:
    """Return what a letter is ordered with, from what was typed. Raises InvalidInput."""
    facts = {name: given.pop(name) for name in _FACTS}
    printing = {name: given.pop(name) for name in ("paper", "large_print", "beside", "facing")}
    try:
        return NewLetter(
            form=form,
            facts=Facts(**facts, leaves_copy=not given.pop("no_copy")),
            printing=Printing(**printing),
            blanks=_each_once(map(_blank, given.pop("blanks"))),
            shown_name=_name(given.pop("shown_name", None)),
            offers={
                clause: tuple(name.strip() for name in names.split(","))
                for clause, names in _each_once(map(_pair, given.pop("offers"))).items()
            },
            **given,
        )
    except ValidationError as error:
        raise InvalidInput("field-not-usable", field=str(error.errors()[0]["loc"][0])) from None


def _name(given: str | None) -> str | None:
    if given is None:
        return None
    if not _is_said_elsewhere(given):
        raise InvalidInput("name-in-arguments", option="--name")
    return said_elsewhere(given, "Name, as it is to be printed")


def _blank(text: str) -> tuple[str, str]:
    name, value = _pair(text)
    if name in _OF_PERSONS and not _is_said_elsewhere(value) and not _HANDLE.fullmatch(value):
        raise InvalidInput("name-in-arguments", option=f"--blank {name}=")
    return name, said_elsewhere(value, f"What stands in the blank {name}")


def _each_once(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return what was given by name. Raises InvalidInput where a name stands twice: one would be dropped."""
    given: dict[str, str] = {}
    for name, value in pairs:
        if given.setdefault(name, value) != value:
            raise InvalidInput("letter-given-twice", name=name)
    return given


def _is_said_elsewhere(value: str) -> bool:
    return value == "-" or value.startswith("@")


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise InvalidInput("pair-malformed", given=text)
    return name.strip(), value.strip()
