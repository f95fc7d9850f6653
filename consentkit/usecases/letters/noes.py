"""A no on paper: what confirming it does, said beforehand, and done in the same act."""

from dataclasses import dataclass

from consentkit.domain.codes import new_code
from consentkit.domain.consents import AssentMethod, Consent, Decision, Method
from consentkit.domain.events import EventName
from consentkit.domain.letters.forms import FormPurpose
from consentkit.domain.letters.papers import NEVER_ASK, is_no, stopped_channels
from consentkit.domain.letters.records import Letter, Release
from consentkit.domain.values import Channel
from consentkit.store.consents import (
    insert_consent,
)
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.letters.letters import letters
from consentkit.store.stories.stories import publications_without_takedown, stories_with
from consentkit.usecases.changes import Change
from consentkit.usecases.consents.assents import NewAssent, keep_assent
from consentkit.usecases.consents.taking_back import day_of_no, held_of, keep_withdrawal
from consentkit.usecases.publications.publications import open_takedowns
from consentkit.usecases.workspaces import Workspace


@dataclass(frozen=True)
class PaperNo:
    """What a paper's no does: whom it concerns, what it takes back or refuses, and what must come down."""

    letter: str
    contributor: str
    channels: frozenset[Channel] = frozenset()
    """Only these are stopped; empty: everything."""
    taken_back: tuple[Consent, ...] = ()
    refused: tuple[str, ...] = ()
    """The stories for which a no is recorded."""
    childs_no: tuple[str, ...] = ()
    """The stories for which the child's own no is recorded."""
    publications: int = 0
    """How many must come down."""
    is_never_ask: bool = False


def foresee_no(workspace: Workspace, letter: str, ticked: frozenset[str]) -> PaperNo | None:
    """Return what confirming these ticks would do; `None`: it says no "no", or nobody's. Raises NotFound."""
    # Who handles letters may confirm this, whatever else they may read; only counts are told to them.
    db = workspace.records.db
    return no_of(db, letters.get(db, letter), ticked)


def perform_no(change: Change, letter: Letter, release: Release) -> None:
    """Do what a confirmed paper says: take back, refuse, record the child's no, open the takedowns."""
    no = no_of(change.db, letter, frozenset(release.ticked))
    if no is None:
        return
    for consent in no.taken_back:
        keep_withdrawal(change, consent, no.channels, max(change.today, consent.given_on))
    for story in no.refused:
        _refuse(change, letter, story, release)
    for story in no.childs_no:
        _refuse_as_child(change, letter, story)
    for story in _stories_touched(no):
        open_takedowns(change, story, no.channels)


def no_of(db: EncryptedDatabase, letter: Letter, ticked: frozenset[str]) -> PaperNo | None:
    """Return what these ticks on a letter would do; `None`: it says no "no", or nobody's."""
    person = letter.contributor
    is_slip = letter.purpose is FormPurpose.WITHDRAWAL
    if person is None or not (is_slip or is_no(letter.purpose, ticked)):
        return None
    channels = stopped_channels(ticked) if is_slip else frozenset()
    stories = (letter.story,) if letter.story else stories_with(db, person)
    is_childs = letter.purpose is FormPurpose.ASSENT
    no = PaperNo(
        letter=letter.id,
        contributor=person,
        channels=channels,
        taken_back=() if is_childs else held_of(db, person, letter.story, channels or _EVERY),
        refused=() if is_slip or is_childs else stories,
        childs_no=stories if is_childs else (),
        is_never_ask=NEVER_ASK in ticked,
    )
    touched = [publications_without_takedown(db, story) for story in _stories_touched(no)]
    # One that carries several of them is taken down once.
    live = {one.id: one.channel for found in touched for one in found}
    count = sum(not channels or channel in channels for channel in live.values())
    return PaperNo(**{**vars(no), "publications": count})


def _stories_touched(no: PaperNo) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*(c.story for c in no.taken_back), *no.refused, *no.childs_no]))


def _refuse(change: Change, letter: Letter, story: str, release: Release) -> None:
    assert letter.contributor is not None  # noqa: S101 - the caller has seen to it
    refusal = Consent(
        id=new_code("K"),
        contributor=letter.contributor,
        story=story,
        decision=Decision.NO,
        scope=None,
        given_by=letter.contributor,
        asked_on=None,
        given_on=day_of_no(change, letter.contributor, story),
        method=Method.WRITTEN,
        language=letter.language,
        release=release.file,
    )
    insert_consent(change.db, refusal)
    change.record_also(
        EventName.REFUSAL_RECORDED,
        refusal.id,
        contributor=refusal.contributor,
        story=story,
        decision=refusal.decision,
        given_by=refusal.given_by,
        release=refusal.release,
        letter=letter.id,
    )


def _refuse_as_child(change: Change, letter: Letter, story: str) -> None:
    assert letter.contributor is not None  # noqa: S101 - the caller has seen to it
    new = NewAssent(
        contributor=letter.contributor,
        story=story,
        decision=Decision.NO,
        given_on=day_of_no(change, letter.contributor, story),
        method=AssentMethod.PICTURES if letter.form == _WITH_FACES else AssentMethod.OWN_WORDS,
        letter=letter.id,
    )
    no, facts = keep_assent(change, new)
    change.record_also(EventName.REFUSAL_RECORDED, no.id, **facts)


_EVERY = frozenset(Channel)
_WITH_FACES = "assent-7-11"
"""The form on which a child points at a face."""
