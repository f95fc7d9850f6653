"""Showing letters and signed pages, which may hold a name: to whom they were assigned, and recorded."""

from collections.abc import Sequence

from consentkit.domain.errors import Refused
from consentkit.domain.events import MAY_RECORD, EventName, Showing, require
from consentkit.domain.letters.records import Letter, LetterPaper, ReturnedPage
from consentkit.domain.roles import Actor, Role
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.letters.letters import letters, pages_of_letter, returned_pages
from consentkit.usecases.letters.letters import MadeLetter
from consentkit.usecases.workspaces import Workspace


def show_letter(workspace: Workspace, letter: str, how: Showing) -> MadeLetter:
    """Return a letter to be read, printed or given away, and record that.

    Raises NotFound, Refused `role-may-not`, or `letter-not-yours` for a volunteer who neither made it nor
    took a page of it in; BadDataFile for changed words.
    """
    require(workspace.actor, EventName.LETTER_SHOWN)
    with workspace.change(EventName.LETTER_SHOWN) as change:
        found = letters.get(change.db, letter)
        _check_letter(change.db, change.actor, found)
        paper = LetterPaper.model_validate_json(change.open_file(found.paper))
        change.record(letter, how=how)
    return MadeLetter(letter=found, paper=paper)


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
    if _sees_all(actor, EventName.LETTER_SHOWN) or letter.made_by == actor.handle:
        return
    if not any(page.taken_in_by == actor.handle for page in pages_of_letter(db, letter.id)):
        raise Refused("letter-not-yours", letter=letter.id)


def _sees_all(actor: Actor, name: EventName) -> bool:
    """Tell whether an actor sees what is other people's work: a volunteer sees what is in their own hands."""
    return actor.has(*(MAY_RECORD[name] - {Role.VOLUNTEER}))
