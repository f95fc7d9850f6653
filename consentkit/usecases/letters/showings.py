"""Giving and showing letters and signed pages, which may hold a name: to whose they are, and recorded."""

from collections.abc import Sequence

from consentkit.domain.accounts import Account
from consentkit.domain.errors import Conflict, Refused
from consentkit.domain.events import MAY_RECORD, EventName, Showing, may_record, require
from consentkit.domain.letters.records import Letter, LetterPaper, ReturnedPage
from consentkit.domain.roles import Actor, Role
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.letters.letters import is_letter_out, letters, pages_of_letter, returned_pages
from consentkit.store.office.actors import list_accounts
from consentkit.usecases.changes import Change
from consentkit.usecases.letters.prints import MadeLetter
from consentkit.usecases.office.actors import known_account
from consentkit.usecases.workspaces import Workspace


def show_letter(workspace: Workspace, letter: str, how: Showing) -> MadeLetter:
    """Return a letter to be read, printed or given away, and record that.

    Raises NotFound, Refused `role-may-not`, or `letter-not-yours` for a volunteer who neither made it nor was
    given it, nor took a page of it in; BadDataFile for changed words.
    """
    require(workspace.actor, EventName.LETTER_SHOWN)
    with workspace.change(EventName.LETTER_SHOWN) as change:
        found = letters.get(change.db, letter)
        _check_letter(change.db, change.actor, found)
        paper = LetterPaper.model_validate_json(change.open_file(found.paper))
        change.record(letter, how=how)
    return MadeLetter(letter=found, paper=paper)


def give_letters(workspace: Workspace, codes: Sequence[str], handle: str) -> tuple[Letter, ...]:
    """Have an actor print letters that others made, in place of whoever was to before; all of them, or none.

    Whoever gets a letter sees the name on it. Raises NotFound, Refused for a role that gives no letters, or
    for an account that prints none (letter-not-for), Conflict for one that is not out (letter-not-out) or
    is theirs already (letter-given-already).
    """
    with workspace.change(EventName.LETTER_GIVEN) as change:
        if not _may_print(known_account(change.db, handle)):
            raise Refused("letter-not-for", actor=handle)
        return tuple(_give(change, code, handle) for code in dict.fromkeys(codes))


def _give(change: Change, code: str, handle: str) -> Letter:
    found = letters.get(change.db, code)
    if not is_letter_out(change.db, code):
        raise Conflict("letter-not-out", letter=code)
    if found.given_to == handle:
        raise Conflict("letter-given-already", letter=code, actor=handle)
    given = found.model_copy(update={"given_to": handle})
    letters.update(change.db, given, expected=found)
    change.record(code, to=handle)
    return given


def who_may_print(workspace: Workspace) -> tuple[str, ...]:
    """Return the actors to whom a letter may be given."""
    accounts = list_accounts(workspace.reading_letters)
    return tuple(one.handle for one in accounts if not one.is_removed and _may_print(one))


def _may_print(account: Account) -> bool:
    return account.may_act and not account.is_unattended and may_record(account.actor, EventName.LETTER_SHOWN)


def record_letters_shown(workspace: Workspace, made: Sequence[MadeLetter], how: Showing) -> None:
    """Record that letters which this actor just made, or found as they would have made them, go out."""
    require(workspace.actor, EventName.LETTER_SHOWN)
    with workspace.change(EventName.LETTER_SHOWN) as change:
        for one in made:
            change.record(one.letter.id, how=how)


def show_page(workspace: Workspace, page: str, how: Showing) -> bytes:
    """Return a page that came back as it is best looked at, and record that: straightened where it could be.

    Raises NotFound, Refused `role-may-not`, or `letter-not-yours` for a volunteer who neither took it in nor
    has its letter; BadDataFile where it was changed.
    """
    require(workspace.actor, EventName.PAGE_SHOWN)
    with workspace.change(EventName.PAGE_SHOWN) as change:
        found = returned_pages.get(change.db, page)
        _check_page(change.db, change.actor, found)
        data = change.open_file(found.straightened or found.original)
        change.record(page, letter=found.letter, how=how)
    return data


def _check_page(db: EncryptedDatabase, actor: Actor, page: ReturnedPage) -> None:
    if _sees_all(actor, EventName.PAGE_SHOWN) or page.taken_in_by == actor.handle:
        return
    if page.letter is None:
        raise Refused("letter-not-yours", letter=page.id)
    _check_letter(db, actor, letters.get(db, page.letter))


def _check_letter(db: EncryptedDatabase, actor: Actor, letter: Letter) -> None:
    if _sees_all(actor, EventName.LETTER_SHOWN) or actor.handle in {letter.made_by, letter.given_to}:
        return
    if not any(page.taken_in_by == actor.handle for page in pages_of_letter(db, letter.id)):
        raise Refused("letter-not-yours", letter=letter.id)


def _sees_all(actor: Actor, name: EventName) -> bool:
    """Tell whether an actor sees what is other people's work: a volunteer sees what is in their own hands."""
    return actor.has(*(MAY_RECORD[name] - {Role.VOLUNTEER}))
