"""One act for several codes: what was kept when a later one is refused is said, and so is what was not."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from consentkit.cli.output import tell
from consentkit.domain.errors import ConsentkitError, InvalidInput, Unavailable

R = TypeVar("R")


def do_each(codes: Sequence[str], act: Callable[[str], R]) -> list[R]:
    """Do an act for each code, in order; the first error ends it, after saying what it leaves."""
    done: list[R] = []
    for code in codes:
        try:
            done.append(act(code))
        except ConsentkitError:
            if len(codes) > 1:
                tell(_left(codes, len(done)), to_stderr=True)
            raise
    return done


def end_unless_all_kept(errors: Iterable[ConsentkitError | None]) -> None:
    """Exit where one of several was not kept: with 7 if the machine could not, else with 2."""
    found = [error for error in errors if error is not None]
    if found:
        is_machine = any(isinstance(error, Unavailable) for error in found)
        raise SystemExit((Unavailable if is_machine else InvalidInput).exit_code)


def _left(codes: Sequence[str], place: int) -> str:
    parts = (
        ("Kept", codes[:place]),
        ("Not done", codes[place : place + 1]),
        ("Not tried", codes[place + 1 :]),
    )
    return " ".join(f"{words}: {', '.join(some)}." for words, some in parts if some)
