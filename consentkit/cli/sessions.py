"""Who runs this command, on which workspace, with which passphrase."""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from consentkit.cli.streams import read_typed_line
from consentkit.domain.characters import visible
from consentkit.sandbox.given_files import MOST_TEXT_BYTES, read_given
from consentkit.sandbox.privacy import given_secret

if TYPE_CHECKING:
    from consentkit.usecases.workspaces import Workspace


OpenApplication = Callable[[Path, str | None, str], None]
"""Opens the terminal application: on a workspace, as an actor if one is named, at `home` or at the `tour`."""


@dataclass
class Session:
    """What the options before the verb said."""

    folder: str = "."
    handle: str | None = None
    as_json: bool = False
    says_yes: bool = False
    open_application: OpenApplication | None = None

    @property
    def may_sign_in(self) -> bool:
        """Tell whether a passphrase stands ready, or a person who can be asked for it."""
        # The passphrase is no longer in the environment itself: it was taken out at the start.
        stands_ready = (
            given_secret("CONSENTKIT_PASSPHRASE") is not None or "CONSENTKIT_KEY_FILE" in os.environ
        )
        return stands_ready or sys.stdin.isatty()

    @property
    def is_in_workspace(self) -> bool:
        """Tell whether there is a workspace where this command runs."""
        from consentkit.usecases.letters.forms import is_workspace

        return is_workspace(Path(self.folder))

    @contextmanager
    def opened(self) -> Iterator["Workspace"]:
        """Open the workspace as the actor who was named, or as the only one there is."""
        from consentkit.domain.gate.reopenings import Agreement
        from consentkit.usecases.workspaces import actors_of, open_workspace

        folder = Path(self.folder)
        handle = self.handle or only_handle(actors_of(folder))
        with open_workspace(folder, handle, read_passphrase(f"Passphrase of {handle}")) as workspace:
            _tell_changes(workspace)
            # A person acts: what an act asks again is said to them before it is done (`told_first`).
            yield replace(workspace, agreement=Agreement())

    @contextmanager
    def opened_for_passphrase(self) -> Iterator["Workspace"]:
        """Open the workspace to change the passphrase of the actor who was named."""
        from consentkit.usecases.workspaces import actors_of, open_for_passphrase

        folder = Path(self.folder)
        handle = self.handle or only_handle(actors_of(folder))
        with open_for_passphrase(folder, handle, read_passphrase(f"Passphrase of {handle}")) as workspace:
            yield workspace


def _tell_changes(workspace: "Workspace") -> None:
    """Say once a start that settings or own files are not those that a manager accepted."""
    from consentkit.cli.output import tell
    from consentkit.pages.office.settings import settings_lines
    from consentkit.usecases.office.settings import look_at_settings

    state = look_at_settings(workspace)
    if not state.is_accepted:
        for line in settings_lines(state):
            tell(visible(line), to_stderr=True)
        tell("Try: consentkit settings show", to_stderr=True)


def say_looks_are_recorded() -> None:
    """Say it before anything is shown: who looks shall know that the log keeps it."""
    from consentkit.cli.output import tell

    words = "What you are about to see or write is about a person. The log keeps that it was you."
    tell(words, to_stderr=True)


pass_session = click.make_pass_decorator(Session)


def only_handle(handles: tuple[str, ...]) -> str:
    """Return the only one who is there. Raises InvalidInput where there are several."""
    from consentkit.domain.errors import InvalidInput

    if len(handles) != 1:
        raise InvalidInput("actor-not-said", known=tuple(sorted(handles)))
    return handles[0]


def read_passphrase(prompt: str) -> str:
    """Return the passphrase from CONSENTKIT_PASSPHRASE, from the file CONSENTKIT_KEY_FILE, or by asking."""
    from consentkit.domain.errors import InvalidInput

    given = given_secret("CONSENTKIT_PASSPHRASE")
    if given is not None:
        return given
    if "CONSENTKIT_KEY_FILE" in os.environ:
        return _from_key_file(Path(os.environ["CONSENTKIT_KEY_FILE"]))
    if not sys.stdin.isatty():
        raise InvalidInput("passphrase-missing")
    return str(click.prompt(visible(prompt), hide_input=True, err=True))


def read_new_passphrase(prompt: str, handle: str) -> str:
    """Return an actor's new passphrase from CONSENTKIT_NEW_PASSPHRASE, or by asking twice.

    Raises InvalidInput for one that is not taken, before it is asked for again.
    """
    from consentkit.cli.output import tell
    from consentkit.domain.errors import InvalidInput
    from consentkit.domain.passphrases.rules import check_new_passphrase
    from consentkit.pages.office.passphrases import strength_in_words

    given = given_secret("CONSENTKIT_NEW_PASSPHRASE")
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise InvalidInput("passphrase-missing")
    tell("Words drawn by chance: consentkit actor suggest", to_stderr=True)
    first = str(click.prompt(prompt, hide_input=True, err=True))
    check_new_passphrase(first, (handle,))
    tell(strength_in_words(first, (handle,)), to_stderr=True)
    if first != click.prompt("The same again", hide_input=True, err=True):
        raise InvalidInput("passphrases-differ")
    return first


def ask_hidden(prompt: str) -> str:
    """Return a line that is not shown while it is typed; a script may pipe it."""
    if not sys.stdin.isatty():
        return read_typed_line()
    return str(click.prompt(prompt, hide_input=True, err=True))


def said_elsewhere(text: str, prompt: str) -> str:
    """Return what `-` (asked for, or piped) or `@FILE` stands for; all else stands for itself.

    The command line of a running program can be seen by everyone on the machine. Raises InvalidInput.
    """
    from consentkit.domain.errors import InvalidInput

    if text == "-":
        return str(click.prompt(prompt, err=True)) if sys.stdin.isatty() else read_typed_line()
    if not text.startswith("@"):
        return text
    path = Path(text[1:])
    try:
        return read_given(path.expanduser(), MOST_TEXT_BYTES).decode("utf-8-sig").strip()
    except (OSError, ValueError, RuntimeError):
        # RuntimeError: the home of somebody who is not known here.
        raise InvalidInput("file-not-found", file=path.name) from None


def _from_key_file(path: Path) -> str:
    from consentkit.domain.errors import InvalidInput

    try:
        mode = path.stat().st_mode
        secret = read_given(path, MOST_TEXT_BYTES).decode().strip()
    except UnicodeDecodeError:
        raise InvalidInput("passphrase-not-text") from None
    except (OSError, ValueError):
        raise InvalidInput("file-not-found", file=path.name) from None
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise InvalidInput("key-file-open-to-others", file=path.name)
    return secret
