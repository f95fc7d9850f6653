"""What the signed letter allows to be recorded: all that is printed and ticked on it, and no more."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from consentkit.domain.consents import (
    Appearance,
    Asked,
    AssentScope,
    Audience,
    Decision,
    Medium,
    Method,
    Naming,
    Scope,
)
from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused
from consentkit.domain.letters.forms import FormPurpose
from consentkit.domain.letters.papers import SignedPaper, beyond_signing, is_no, methods_on, stopped_channels
from consentkit.domain.letters.printed import Printed, signers_on
from consentkit.domain.letters.records import ReleaseContent
from consentkit.domain.letters.scopes import (
    appearance_on,
    asked_by,
    assent_scope,
    audiences_on,
    beyond_paper,
    channels_on,
    media_on,
    naming_on,
)
from consentkit.domain.values import Channel, Value
from consentkit.store.consents import consents_with_release
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.letters.letters import find_letter
from consentkit.usecases.changes import Change
from consentkit.usecases.letters.papers import papers_of_people, printed_on, words_on
from consentkit.usecases.letters.releases import get_release, open_release
from consentkit.usecases.people.asking import check_may_be_asked
from consentkit.usecases.workspaces import Workspace


class NewConsent(Value):
    """An answer as it was given. A yes has a scope, a no has none.

    `letter` is the signed letter's code where it was made here and confirmed; else `release` is its file.
    """

    contributor: str
    story: str
    decision: Decision
    scope: Scope | None = None
    guardian: str | None = None
    asked_on: date | None = None
    given_on: date
    method: Method = Method.WRITTEN
    language: str
    witness: str | None = None
    interpreter: str | None = None
    release: bytes | None = None
    letter: str | None = None


@dataclass(frozen=True)
class LetterAnswer:
    """What a confirmed letter says, to be recorded as it stands; `None` where it does not say."""

    letter: str
    contributor: str
    story: str | None
    decision: Decision
    language: str
    media: frozenset[Medium]
    appearance: Appearance
    naming: Naming
    channels: frozenset[Channel]
    audiences: frozenset[Audience]
    places: frozenset[str]
    until: date | None
    asked_on: date | None
    method: Method


_RELEASES = frozenset({FormPurpose.CONSENT, FormPurpose.RENEWAL, FormPurpose.REFUSAL})


def answer_on(workspace: Workspace, letter: str) -> LetterAnswer:
    """Return what a confirmed letter says. Raises NotFound `release-missing`, InvalidInput for no answer."""
    content = open_release(workspace, letter)
    found, ticked = content.letter, frozenset(content.ticked)
    if found.purpose not in _RELEASES or found.contributor is None:
        raise InvalidInput("letter-is-no-release", letter=letter)
    printed = printed_on(workspace.records.vault, found)
    return LetterAnswer(
        letter=letter,
        contributor=found.contributor,
        story=found.story,
        decision=Decision.NO if is_no(found.purpose, ticked) else Decision.YES,
        language=found.language,
        media=media_on(ticked),
        appearance=appearance_on(ticked),
        naming=naming_on(ticked),
        channels=channels_on(ticked),
        audiences=audiences_on(printed, ticked) or frozenset(),
        places=printed.places or frozenset(),
        until=printed.until,
        asked_on=printed.asked_on,
        method=methods_of(content)[0],
    )


def asked_on_letter(workspace: Workspace, letter: str | None) -> Asked:
    """Return what a letter asked about by its boxes; nothing where there is no letter. Raises NotFound."""
    if letter is None:
        return Asked()
    content = open_release(workspace, letter)
    return asked_by(printed_on(workspace.records.vault, content.letter).boxes)


def find_answer(workspace: Workspace, letter: str) -> LetterAnswer | None:
    """Return what a confirmed letter says; `None` where it was not confirmed, or says nothing."""
    try:
        return answer_on(workspace, letter)
    except (NotFound, InvalidInput):
        return None


def check_letter_of(workspace: Workspace, change: Change, new: NewConsent) -> str | None:
    """Return the vault name of the letter's release, having checked that it says as much as is recorded."""
    if new.letter is None:
        return None
    if new.release is not None:
        raise InvalidInput("release-or-letter")
    content = open_release(workspace, new.letter)
    letter, file = content.letter, get_release(workspace, new.letter).file
    others = [one.story for one in consents_with_release(change.db, file) if one.story != new.story]
    if letter.contributor != new.contributor or letter.story not in {None, new.story} or others:
        raise Conflict(
            "letter-not-of-consent", letter=letter.id, contributor=new.contributor, story=new.story
        )
    if letter.purpose not in _RELEASES or (letter.purpose is FormPurpose.REFUSAL and new.scope is not None):
        raise InvalidInput("letter-is-no-release", letter=letter.id)
    printed = printed_on(workspace.records.vault, letter)
    if new.scope is not None:
        beyond = (
            *beyond_paper(new.scope, printed, content.ticked),
            *beyond_manner(new, content, printed),
        )
        if beyond:
            said = words_on(content.paper, printed, beyond)
            raise InvalidInput("scope-beyond-letter", letter=letter.id, beyond=beyond, said=said)
    return file


def beyond_manner(new: NewConsent, content: ReleaseContent, printed: Printed) -> tuple[str, ...]:
    """Return what of how it was given the paper cannot bear: `language`, `given_on`, `asked_on`, `given_by`,
    `method`.
    """
    beyond = []
    is_interpreted = printed.has_interpreter and new.interpreter is not None
    if new.language not in printed.languages and not is_interpreted:
        beyond.append("language")
    made_on = content.letter.made_on
    came_on = max((page.taken_in_on for page in content.pages), default=content.confirmed_on)
    if not made_on <= new.given_on <= came_on:
        beyond.append("given_on")
    asked = new.asked_on
    if asked is not None and (asked < made_on if printed.asked_on is None else asked != printed.asked_on):
        beyond.append("asked_on")
    if content.letter.contributor is not None:
        signers = signers_on(content.paper.text)
        beyond += beyond_signing(signers, new.method, by_guardian=new.guardian is not None)
    return tuple(beyond)


def methods_of(content: ReleaseContent) -> tuple[Method, ...]:
    """Return how an answer on this letter can have been given, the usual one first."""
    return methods_on(signers_on(content.paper.text))


def check_is_no_letter(db: EncryptedDatabase, on_file: Collection[str]) -> None:
    """Raise Conflict `release-is-letter` (letter) where a file shows a letter that was made here."""
    for letter in sorted(on_file):
        if find_letter(db, letter) is not None:
            raise Conflict("release-is-letter", letter=letter)


def check_no_paper_against(workspace: Workspace, db: EncryptedDatabase, new: NewConsent) -> None:
    """Raise Refused where the person said on paper that they do not want to be asked, or said no since.

    `do-not-ask` (contributor, on), `paper-says-no` (letter, on): a yes that was given before a no, or on
    its day, is over.
    """
    if new.scope is None:
        return
    check_may_be_asked(db, new.contributor)
    vault = workspace.records.vault
    for paper in papers_of_people(db, vault, [new.contributor], new.story):
        if _ends(paper, new, new.scope):
            raise Refused("paper-says-no", letter=paper.letter, on=str(paper.confirmed_on))


def _ends(paper: SignedPaper, new: NewConsent, scope: Scope) -> bool:
    if paper.confirmed_on is None or paper.letter == new.letter or paper.confirmed_on < new.given_on:
        return False
    if paper.purpose is FormPurpose.WITHDRAWAL:
        stopped = stopped_channels(paper.ticked or ())
        return not stopped or bool(stopped & scope.channels)
    return paper.says_no and paper.purpose is not FormPurpose.ASSENT


def check_assent(
    workspace: Workspace,
    change: Change,
    about: tuple[str, str],
    decision: Decision,
    *,
    letter: str | None,
    scope: AssentScope | None,
) -> AssentScope | None:
    """Return what a child's own answer agrees to, having checked it against the child's own letter.

    `about` is the contributor and the story. Raises as `record_assent` says.
    """
    contributor, story = about
    found = papers_of_people(change.db, workspace.records.vault, [contributor], story)
    own = [one for one in found if one.purpose is FormPurpose.ASSENT and not one.is_waiting]
    named = next((one for one in own if one.letter == letter), None)
    if letter is not None and named is None:
        get_release(workspace, letter)
        raise Conflict("letter-not-of-consent", letter=letter, contributor=contributor, story=story)
    if decision is Decision.NO:
        return None
    check_may_be_asked(change.db, contributor)
    if own and own[-1].says_no:
        raise Refused("child-said-no", letter=own[-1].letter)
    if own and named is not own[-1]:
        raise Conflict("assent-letter-known", letter=own[-1].letter)
    if named is None:
        return scope
    return _agreed(named, scope)


def own_letter_of(workspace: Workspace, contributor: str, story: str) -> str | None:
    """Return a child's newest own letter that was confirmed; `None` where there is none."""
    found = papers_of_people(workspace.reading, workspace.records.vault, [contributor], story)
    own = [one for one in found if one.purpose is FormPurpose.ASSENT and not one.is_waiting]
    return own[-1].letter if own else None


def _agreed(paper: SignedPaper, scope: AssentScope | None) -> AssentScope:
    assert paper.printed is not None  # noqa: S101 - a confirmed letter
    assert paper.ticked is not None  # noqa: S101 - a confirmed letter
    if not paper.says_yes:
        raise InvalidInput("assent-beyond-letter", letter=paper.letter, beyond=("yes",))
    most = assent_scope(paper.printed.boxes, paper.ticked)
    if scope is None:
        return most
    beyond = [f"{name}" for name in AssentScope.model_fields if not _is_within(scope, most, name)]
    if beyond:
        raise InvalidInput("assent-beyond-letter", letter=paper.letter, beyond=tuple(beyond))
    chosen = {name: value for name, value in scope if value is not None}
    return most.model_copy(update=chosen)


def _is_within(scope: AssentScope, most: AssentScope, name: str) -> bool:
    said, limit = getattr(scope, name), getattr(most, name)
    if said is None or limit is None:
        return True
    if isinstance(said, frozenset):
        return bool(said <= limit)
    return said in {limit, Appearance.NONE, Naming.NONE}
