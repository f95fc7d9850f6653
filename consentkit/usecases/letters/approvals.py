"""A slip for the final version: confirming it records what the contributor said of the version it names."""

from dataclasses import dataclass

from consentkit.domain.consents import Approval, Decision
from consentkit.domain.errors import Conflict, InvalidInput
from consentkit.domain.events import EventName
from consentkit.domain.letters.forms import FormPurpose
from consentkit.domain.letters.papers import approves, wants_change
from consentkit.domain.letters.printed import PrintedVersion
from consentkit.domain.letters.records import Letter, Release
from consentkit.domain.stories import Story
from consentkit.store.consents import approvals
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.letters.letters import letters
from consentkit.store.stories.stories import get_story
from consentkit.usecases.changes import Change
from consentkit.usecases.workspaces import Workspace


@dataclass(frozen=True)
class SlipAnswer:
    """What a slip says of the version that is printed on it."""

    contributor: str
    story: str
    revision: int
    decision: Decision
    wants_change: bool
    now: int
    """The story's revision as it stands."""

    @property
    def is_stale(self) -> bool:
        """Tell whether the story is another version by now: a yes is no yes to what it is today."""
        return self.revision != self.now


def version_of(story: Story) -> PrintedVersion:
    """Return the version of a story as it stands, which a slip made now is for."""
    return PrintedVersion(revision=story.revision, digest=story.version_digest)


def foresee_approval(workspace: Workspace, letter: str, ticked: frozenset[str]) -> SlipAnswer | None:
    """Return what confirming these ticks would record; `None`: it is no such slip. Raises NotFound."""
    # Who handles letters may confirm this, whatever else they may read; the story itself is not told.
    db = workspace.records.db
    return answer_of_slip(db, letters.get(db, letter), ticked)


def answer_of_slip(db: EncryptedDatabase, letter: Letter, ticked: frozenset[str]) -> SlipAnswer | None:
    """Return what these ticks on a letter say of the final version; `None`: it is no such slip."""
    if letter.purpose is not FormPurpose.APPROVAL:
        return None
    printed = letter.printed
    if printed is None or printed.version is None or letter.contributor is None or letter.story is None:
        raise InvalidInput("slip-without-version", letter=letter.id)
    says_yes = approves(printed.boxes, ticked)
    return SlipAnswer(
        contributor=letter.contributor,
        story=letter.story,
        revision=printed.version.revision,
        decision=Decision.YES if says_yes else Decision.NO,
        wants_change=wants_change(ticked),
        now=get_story(db, letter.story).revision,
    )


def perform_approval(change: Change, letter: Letter, release: Release) -> None:
    """Record what a confirmed slip says: a yes to exactly the version that is printed on it, and to no other.

    Raises Refused where the actor may not record a yes, or the day is not known; Conflict (record-changed)
    where the story is another than the slip was made for, and calls itself the same.
    """
    answer = answer_of_slip(change.db, letter, frozenset(release.ticked))
    if answer is None:
        return
    if answer.decision is Decision.YES:
        change.check_day()
        _check_same(change.db, letter, answer)
    # A no to what was shown is one to what became of it, also where a yes to that was heard before.
    is_no = answer.decision is Decision.NO
    for revision in sorted({answer.revision, answer.now} if is_no else {answer.revision}):
        _record(change, letter, answer, revision)


def _record(change: Change, letter: Letter, answer: SlipAnswer, revision: int) -> None:
    said = Approval(
        contributor=answer.contributor,
        story=answer.story,
        revision=revision,
        decision=answer.decision,
        given_on=change.today,
    )
    approvals.insert(change.db, said)
    # A no stops something: whoever may read the paper may record it.
    is_yes = answer.decision is Decision.YES
    change.record_also(
        EventName.DRAFT_APPROVED if is_yes else EventName.REFUSAL_RECORDED,
        answer.story,
        contributor=answer.contributor,
        revision=revision,
        decision=answer.decision,
        letter=letter.id,
    )


def _check_same(db: EncryptedDatabase, letter: Letter, answer: SlipAnswer) -> None:
    assert letter.printed is not None  # noqa: S101 - `answer_of_slip` has seen to it
    is_same = version_of(get_story(db, answer.story)) == letter.printed.version
    if not answer.is_stale and not is_same:
        raise Conflict("record-changed", kind="story", id=answer.story, changed=("revision",))
