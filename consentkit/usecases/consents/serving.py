"""One consent that serves several stories: only where its paper is for no single one.

It stands in each further story as an answer of its own code, with the same words behind it (`same_as`). What
ends one of them ends all.
"""

from collections.abc import Iterable

from consentkit.domain.codes import new_code
from consentkit.domain.consents import Assent, Consent, Decision
from consentkit.domain.errors import Conflict, Refused
from consentkit.domain.events import EventName
from consentkit.domain.letters.letters import Paragraph
from consentkit.domain.letters.records import Letter
from consentkit.store.consents import (
    answers_for,
    assents,
    assents_of_contributor,
    consents,
    consents_of_contributor,
    withdrawals,
    withdrawals_of,
)
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.letters.letters import find_letter, letter_of_release
from consentkit.store.stories.stories import get_story
from consentkit.usecases.changes import Change
from consentkit.usecases.consents.consents import keep_answer
from consentkit.usecases.consents.papers import NewConsent, check_no_paper_against
from consentkit.usecases.consents.taking_back import channels_left, served_by
from consentkit.usecases.consents.uses import check_told_of_uses
from consentkit.usecases.letters.releases import open_release
from consentkit.usecases.people.asking import check_yes_may_come
from consentkit.usecases.workspaces import Workspace

_WHO_AND_WHY = 2
"""Each letter says first who asks, then what for."""


def use_consent(workspace: Workspace, story: str, consent: str) -> Consent:
    """Let a consent serve one more story; returns the answer as it stands there, with its own code.

    A child's own answer goes with it where its paper is for no single story either; where it does not, the
    gate asks for it. Raises NotFound; Conflict where there is nothing to use (consent-not-in-force), it
    serves the story already (consent-serves-already), or the person answered for that story since
    (consent-answered-since); Refused where its paper is for one story (consent-bound-to-story: letter, said),
    or nobody can tell (consent-paper-unread), and as `record_consent` does for a no on paper.
    """
    with workspace.change(EventName.CONSENT_RECORDED) as change:
        change.check_day()
        get_story(change.db, story)
        found = consents.get(change.db, consent)
        _check_stands(change, found)
        _check_story(change.db, found, story)
        letter = _unbound_letter(workspace, change.db, found, story)
        check_no_paper_against(workspace, change.db, _as_new(found, story, letter))
        channels = found.scope.channels if found.scope else frozenset()
        check_yes_may_come(change, found.contributor, story, channels, given_on=found.given_on)
        made = _kept(change, found, story)
        change.record(
            made.id,
            contributor=made.contributor,
            story=story,
            decision=made.decision,
            same_as=made.same_as,
            letter=letter.id,
        )
        _take_assent_along(change, found, story)
    return made


def served_stories(workspace: Workspace, consent: Consent) -> tuple[Consent, ...]:
    """Return a consent as it stands in each story that it serves, the first of them first."""
    return served_by(workspace.reading, (consent,))


def words_behind(workspace: Workspace, consent: str) -> tuple[str, ...]:
    """Return what the letter behind a consent says of what it is for; `()` where it rests on none."""
    found = consents.get(workspace.reading, consent)
    code = letter_of_release(workspace.reading, found.release) if found.release else None
    letter = find_letter(workspace.reading, code) if code else None
    return _words_of(workspace, letter.id) if letter and letter.contributor else ()


def _words_of(workspace: Workspace, letter: str) -> tuple[str, ...]:
    """Return what a signed letter says of what it is for, in its own words. Raises NotFound."""
    text = open_release(workspace, letter).paper.text
    merged = (block for block in text.blocks if isinstance(block, Paragraph))
    said = ("".join(run.text for run in one.words) for one in merged if any(r.is_value for r in one.words))
    return (text.title, *list(said)[:_WHO_AND_WHY])


def _check_stands(change: Change, found: Consent) -> None:
    """Raise Conflict unless this is the newest answer in its own story, a yes with something left of it.

    Of an older one a newer answer may have taken a part that would come back in the other story.
    """
    newest = answers_for(change.db, found.contributor, found.story)[-1]
    is_over = found.scope is None or found.scope.until < change.today
    if is_over or newest.id != found.id or not channels_left(change.db, found):
        raise Conflict("consent-not-in-force", consent=found.id)


def _check_story(db: EncryptedDatabase, found: Consent, story: str) -> None:
    if story in {one.story for one in served_by(db, (found,))}:
        raise Conflict("consent-serves-already", consent=found.id, story=story)
    answered = [
        one
        for one in consents_of_contributor(db, found.contributor)
        if one.story == story and one.given_on >= found.given_on
    ]
    if answered:
        raise Conflict("consent-answered-since", consent=answered[0].id, story=story)


def _unbound_letter(workspace: Workspace, db: EncryptedDatabase, found: Consent, story: str) -> Letter:
    """Return the letter that a consent rests on. Raises Refused where it is for one story, or unknown."""
    code = letter_of_release(db, found.release) if found.release else None
    letter = find_letter(db, code) if code else None
    if letter is None:
        raise Refused("consent-paper-unread", reasons=(), consent=found.id, story=story)
    if letter.story is not None:
        said = _words_of(workspace, letter.id) if letter.contributor else (letter.id,)
        raise Refused(
            "consent-bound-to-story",
            reasons=(),
            consent=found.id,
            letter=letter.id,
            bound=letter.story,
            said=said,
        )
    return letter


def _as_new(found: Consent, story: str, letter: Letter) -> NewConsent:
    """The answer as it would be recorded for the other story: what a paper says against it counts there."""
    shared = NewConsent.model_fields.keys() & Consent.model_fields.keys() - {"story", "release"}
    fields = {name: getattr(found, name) for name in shared}
    return NewConsent(**fields, story=story, letter=letter.id)


def _kept(change: Change, found: Consent, story: str) -> Consent:
    same_as = found.same_as or found.id
    made = found.model_copy(
        update={"id": new_code("K"), "story": story, "same_as": same_as, "face_agreed_by": None}
    )
    check_told_of_uses(change, made)
    keep_answer(change, made)
    for taken in withdrawals_of(change.db, found.id):
        withdrawals.insert(change.db, taken.model_copy(update={"consent": made.id}))
    return made


def _take_assent_along(change: Change, found: Consent, story: str) -> None:
    """A child's newest own answer, where it is a yes on a paper that is for no single story."""
    given: Iterable[Assent] = assents_of_contributor(change.db, found.contributor, found.story)[-1:]
    for one in given:
        letter = find_letter(change.db, one.letter) if one.letter else None
        if one.decision is Decision.YES and letter is not None and letter.story is None:
            made = one.model_copy(update={"id": new_code("A"), "story": story})
            assents.insert(change.db, made)
            change.record_also(
                EventName.ASSENT_RECORDED,
                made.id,
                contributor=made.contributor,
                story=story,
                decision=made.decision,
                letter=made.letter,
            )
