"""Interpreters: told of, their signed declaration looked at, ended."""

from datetime import date

from pydantic import TypeAdapter, ValidationError

from consentkit.domain.codes import Code, new_code
from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused
from consentkit.domain.events import EventName, Showing, require
from consentkit.domain.interpreting.interpreters import ANOTHER_INTERPRETER, Interpreter, Tie
from consentkit.domain.letters.forms import FormPurpose
from consentkit.domain.roles import Handle
from consentkit.domain.values import Value
from consentkit.store.letters.letters import find_letter
from consentkit.store.log.audits import actors_of
from consentkit.store.people.contributors import contributors
from consentkit.store.people.interpreters import interpreters, list_told, told_of_handle
from consentkit.usecases.changes import Change
from consentkit.usecases.consents.consents import check_not_far, check_not_later
from consentkit.usecases.consents.papers import check_is_no_letter
from consentkit.usecases.consents.release_files import check_release_file
from consentkit.usecases.letters.releases import get_release, open_release
from consentkit.usecases.people.contributors import check_language
from consentkit.usecases.workspaces import Workspace


class NewInterpreter(Value):
    """An interpreter as told: `letter` is the confirmed letter of theirs, else `declaration` is its file."""

    handle: str
    languages: frozenset[str]
    ties: frozenset[Tie]
    tied_to: frozenset[Code] = frozenset()
    declared_on: date | None = None
    until: date | None = None
    letter: str | None = None
    declaration: bytes | None = None


def record_interpreter(workspace: Workspace, new: NewInterpreter) -> Interpreter:
    """Record an interpreter, or tell anew of one: what was signed before holds for its own days.

    Raises InvalidInput `interpreter-not-handle`, `languages-missing`, `language-malformed`, `ties-missing`,
    `ties-contradict`, `declaration-in-part`, for days that cannot be and for a file that nobody can have
    signed; NotFound for a contributor or letter that is not there; Conflict `release-is-letter`;
    InvalidInput `letter-is-no-declaration`, and Refused `interpreter-not-wanted` (letter) where the
    contributor asked for another one on it.
    """
    require(workspace.actor, EventName.INTERPRETER_RECORDED)
    # Opening it takes long, and rests on nothing in the records.
    on_file = check_release_file(new.declaration)
    with workspace.change(EventName.INTERPRETER_RECORDED) as change:
        change.check_day()
        _check(change, new)
        check_is_no_letter(change.db, on_file)
        file, seen_by = _declaration(workspace, change, new)
        told = Interpreter(
            id=new_code("D"),
            recorded_by=change.actor.handle,
            recorded_at=change.at,
            declaration=file,
            seen_by=seen_by,
            **new.model_dump(exclude={"declaration"}),
        )
        interpreters.insert(change.db, told)
        change.record(
            told.id,
            handle=told.handle,
            languages=told.languages,
            ties=told.ties,
            tied_to=told.tied_to or None,
            declared_on=told.declared_on,
            until=told.until,
            letter=told.letter,
            declaration=file,
        )
    return told


def _check(change: Change, new: NewInterpreter) -> None:
    check_handle(new.handle)
    if not new.languages:
        raise InvalidInput("languages-missing")
    for language in sorted(new.languages):
        check_language(language)
    if not new.ties:
        raise InvalidInput("ties-missing")
    if Tie.NONE in new.ties and (len(new.ties) > 1 or new.tied_to):
        raise InvalidInput("ties-contradict")
    for person in sorted(new.tied_to):
        contributors.get(change.db, person)
    _check_declared(change.today, new)


def _check_declared(today: date, new: NewInterpreter) -> None:
    """A declaration has a day and a last day, and a day has a declaration."""
    parts = (new.declared_on, new.until, new.letter or new.declaration)
    if any(parts) and not all(parts):
        raise InvalidInput("declaration-in-part")
    if new.letter and new.declaration is not None:
        raise InvalidInput("release-or-letter")
    if new.declared_on is None or new.until is None:
        return
    check_not_later(today, new.declared_on)
    check_not_far(today, new.until)
    if new.until < new.declared_on:
        raise InvalidInput("ends-before-it-begins", until=new.until, given=new.declared_on)


def check_handle(handle: str) -> None:
    """Raise InvalidInput `interpreter-not-handle` for what may be a name."""
    try:
        TypeAdapter(Handle).validate_python(handle)
    except ValidationError:
        raise InvalidInput("interpreter-not-handle") from None


def _declaration(workspace: Workspace, change: Change, new: NewInterpreter) -> tuple[str | None, str | None]:
    """Return the vault name of what was signed, and who looked at it: who confirmed the letter has."""
    if new.letter is None:
        return (None if new.declaration is None else change.keep_file(new.declaration)), None
    letter = find_letter(change.db, new.letter)
    if letter is None:
        raise NotFound("record-unknown", kind="letter", id=new.letter)
    if letter.purpose is not FormPurpose.DECLARATION:
        raise InvalidInput("letter-is-no-declaration", letter=new.letter)
    content, release = open_release(workspace, new.letter), get_release(workspace, new.letter)
    if ANOTHER_INTERPRETER in content.ticked:
        raise Refused("interpreter-not-wanted", reasons=(), letter=new.letter)
    return release.file, content.confirmed_by


def show_declaration(workspace: Workspace, interpreter: str, how: Showing) -> bytes:
    """Return the file of a declaration, and record that somebody saw it.

    Raises NotFound, Conflict where there is none (declaration-none), BadDataFile where it was changed.
    """
    require(workspace.actor, EventName.ORIGINAL_SHOWN)
    with workspace.change(EventName.ORIGINAL_SHOWN) as change:
        found = _with_declaration(change, interpreter)
        assert found.declaration is not None  # noqa: S101 - just looked at
        data = change.open_file(found.declaration)
        change.record(interpreter, how=how)
    return data


def _with_declaration(change: Change, interpreter: str) -> Interpreter:
    found = interpreters.get(change.db, interpreter)
    if found.declaration is None or found.letter is not None:
        raise Conflict("declaration-none", interpreter=interpreter)
    return found


def confirm_declaration(workspace: Workspace, interpreter: str) -> Interpreter:
    """Record that the actor looked at the declaration, and that it says what is recorded.

    Raises NotFound, Conflict where there is none (declaration-none) or it has ended (interpreter-ended),
    Refused for whoever has not opened it (declaration-not-opened), or is the interpreter (own-declaration).
    """
    with workspace.change(EventName.INTERPRETER_CONFIRMED) as change:
        found = _with_declaration(change, interpreter)
        _check_goes_on(found)
        me = change.actor.handle
        if me == found.handle:
            raise Refused("own-declaration", reasons=(), interpreter=interpreter)
        if me not in actors_of(change.db, EventName.ORIGINAL_SHOWN, interpreter):
            raise Refused("declaration-not-opened", reasons=(), interpreter=interpreter)
        seen = found.model_copy(update={"seen_by": me})
        interpreters.update(change.db, seen, expected=found)
        change.record(interpreter, handle=found.handle)
    return seen


def end_interpreter(workspace: Workspace, interpreter: str, *, ended_on: date | None = None) -> Interpreter:
    """Record that somebody interprets no more by this declaration; what they carried before stays.

    Raises NotFound, Conflict where it ended before (interpreter-ended), InvalidInput for a day to come.
    """
    with workspace.change(EventName.INTERPRETER_ENDED) as change:
        day = ended_on or change.today
        check_not_later(change.today, day)
        found = interpreters.get(change.db, interpreter)
        _check_goes_on(found)
        ended = found.model_copy(update={"ended_on": day, "ended_by": change.actor.handle})
        interpreters.update(change.db, ended, expected=found)
        change.record(interpreter, handle=found.handle, on=day)
    return ended


def _check_goes_on(found: Interpreter) -> None:
    if found.ended_on is not None:
        raise Conflict("interpreter-ended", interpreter=found.id, on=found.ended_on)


def list_interpreters(workspace: Workspace) -> tuple[Interpreter, ...]:
    """Return what was told of every interpreter, oldest first."""
    return list_told(workspace.reading)


def show_interpreter(workspace: Workspace, handle: str) -> tuple[Interpreter, ...]:
    """Return all that was told of one interpreter, oldest first. Raises NotFound."""
    found = told_of_handle(workspace.reading, handle)
    if not found:
        raise NotFound("record-unknown", kind="interpreter", id=handle)
    return found
