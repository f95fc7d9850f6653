"""What a story's words, its pictures and the people in them rest on: recorded, looked at, ended."""

from datetime import date

from consentkit.domain.bases import ON_ONE_FACE, Basis, BasisKind, Notice, standing_bases
from consentkit.domain.codes import new_code
from consentkit.domain.consents import Place
from consentkit.domain.errors import Conflict, InvalidInput, Refused
from consentkit.domain.events import EventName, Showing, require
from consentkit.domain.stories import Takedown
from consentkit.domain.values import Channel, Value
from consentkit.store.log.audits import actors_of
from consentkit.store.stories.bases import (
    bases,
    bases_ending_by,
    bases_of_thing,
    story_of_thing,
)
from consentkit.store.stories.bases import bases_of_story as stored_bases_of_story
from consentkit.store.stories.bases import list_bases as stored_bases
from consentkit.store.stories.stories import get_story
from consentkit.usecases.consents.consents import check_not_far, check_not_later
from consentkit.usecases.consents.release_files import check_release_file
from consentkit.usecases.office.separations import separation_of
from consentkit.usecases.publications.publications import open_takedowns
from consentkit.usecases.words.checks import keep_words_around, words_beside
from consentkit.usecases.workspaces import Workspace


class NewBasis(Value):
    """What a thing rests on, as it is told; `evidence` are the bytes of the file that proves it."""

    thing: str
    kind: BasisKind
    comes_from: str = ""
    terms: str = ""
    contact: str = ""
    until: date | None = None
    is_endless: bool = False
    is_adult: bool = False
    channels: frozenset[Channel] = frozenset()
    places: frozenset[Place] = frozenset()
    notice: Notice | None = None
    credit: str = ""
    evidence: bytes | None = None


class RecordedBasis(Value):
    """A basis, and the takedowns of what it took away from what stood before it."""

    basis: Basis
    takedowns: tuple[Takedown, ...] = ()


def record_basis(workspace: Workspace, new: NewBasis) -> RecordedBasis:
    """Record what a story's words, a picture, a video or one face rests on; it stands in place of the last.

    Where less stands than before, takedowns are opened of what is live on it, as when a basis ends.

    Raises NotFound, InvalidInput `basis-incomplete` (lacking) for what its kind asks for, `basis-not-for-one`
    for what says something of a whole picture only, `until-or-endless`, a day that has not come, and for
    evidence that holds nothing (see `check_release_file`).
    """
    require(workspace.actor, EventName.BASIS_RECORDED)
    # Opening it takes long, and rests on nothing in the records.
    check_release_file(new.evidence)
    with workspace.change(EventName.BASIS_RECORDED) as change:
        change.check_day()
        story = story_of_thing(change.db, new.thing)
        told = Basis(
            id=new_code("B"),
            story=story,
            recorded_by=change.actor.handle,
            recorded_at=change.at,
            evidence=None if new.evidence is None else "given",
            **new.model_dump(exclude={"evidence"}),
        )
        _check(told, change.today)
        kept = change.keep_file(new.evidence) if new.evidence is not None else None
        basis = told.model_copy(update={"evidence": kept})
        before = standing_bases(bases_of_thing(change.db, new.thing)).get(new.thing)
        found = get_story(change.db, story)
        beside = words_beside(change.db, found)
        bases.insert(change.db, basis)
        # Whom it names stands beside the story's words; searching takes long where others wait for the lock.
        if words_beside(change.db, found) != beside:
            keep_words_around(workspace, change, found)
        change.record(
            basis.id,
            story=story,
            thing=basis.thing,
            kind=basis.kind,
            until=basis.until,
            channels=basis.channels or None,
            places=basis.places or None,
            evidence=kept,
        )
        taken = basis.takes_from(before) if before and before.ended_on is None else None
        takedowns = open_takedowns(change, story, taken) if taken is not None else ()
    return RecordedBasis(basis=basis, takedowns=takedowns)


def _check(told: Basis, today: date) -> None:
    if told.is_of_a_face and told.kind not in ON_ONE_FACE | {BasisKind.CONSENT}:
        raise InvalidInput("basis-not-for-one", rests_on=told.kind.value)
    if told.until is not None:
        check_not_far(today, told.until)
    if told.until is not None and told.is_endless:
        raise InvalidInput("until-or-endless")
    if told.lacks:
        raise InvalidInput("basis-incomplete", rests_on=told.kind.value, lacking=told.lacks)
    if told.notice is not None:
        check_not_later(today, told.notice.shown_on)


def show_evidence(workspace: Workspace, basis: str, how: Showing) -> bytes:
    """Return the file that proves a basis, and record that somebody saw it.

    Raises NotFound, also where there is none (evidence-none), BadDataFile where it was changed.
    """
    require(workspace.actor, EventName.ORIGINAL_SHOWN)
    with workspace.change(EventName.ORIGINAL_SHOWN) as change:
        found = bases.get(change.db, basis)
        if found.evidence is None:
            raise Conflict("evidence-none", basis=basis)
        data = change.open_file(found.evidence)
        change.record(basis, how=how, story=found.story)
    return data


def confirm_basis(workspace: Workspace, basis: str) -> Basis:
    """Record that the actor looked at the evidence, and that it says what is recorded.

    Raises NotFound, Conflict where there is no evidence (evidence-none) or it has ended, Refused
    (evidence-not-opened) for whoever has not opened it, and for who is no second person where words are said
    to be nobody's story.
    """
    with workspace.change(EventName.BASIS_CONFIRMED) as change:
        found = bases.get(change.db, basis)
        _check_goes_on(found)
        if found.evidence is None:
            raise Conflict("evidence-none", basis=basis)
        if change.actor.handle not in actors_of(change.db, EventName.ORIGINAL_SHOWN, basis):
            raise Refused("evidence-not-opened", reasons=(), basis=basis)
        if found.is_claim_about_words:
            separation = separation_of(workspace, change.db)
            separation.require_second(change.actor.handle, [found.recorded_by], change.at)
        seen = found.model_copy(update={"seen_by": change.actor.handle})
        bases.update(change.db, seen, expected=found)
        change.record(basis, story=found.story)
    return seen


def end_basis(workspace: Workspace, basis: str, *, ended_on: date | None = None) -> tuple[Takedown, ...]:
    """End a basis, such as a licence that was taken back; open the takedowns that follow, and return them.

    Raises NotFound, Conflict where it was ended before, InvalidInput for a day that has not come.
    """
    with workspace.change(EventName.BASIS_ENDED) as change:
        day = ended_on or change.today
        check_not_later(change.today, day)
        found = bases.get(change.db, basis)
        _check_goes_on(found)
        ended = found.model_copy(update={"ended_on": day, "ended_by": change.actor.handle})
        bases.update(change.db, ended, expected=found)
        change.record(basis, story=found.story, thing=found.thing, on=day)
        return open_takedowns(change, found.story, frozenset())


def _check_goes_on(found: Basis) -> None:
    if found.ended_on is not None:
        raise Conflict("basis-ended-already", basis=found.id, on=found.ended_on)


def get_basis(workspace: Workspace, basis: str) -> Basis:
    """Return a basis. Raises NotFound."""
    return bases.get(workspace.reading, basis)


def bases_of(workspace: Workspace, thing: str) -> tuple[Basis, ...]:
    """Return every basis of a story and all of its parts, or of one part; oldest first. Raises NotFound."""
    if thing.startswith("S"):
        get_story(workspace.reading, thing)
        return stored_bases_of_story(workspace.reading, thing)
    story_of_thing(workspace.reading, thing)
    return bases_of_thing(workspace.reading, thing)


def list_bases(workspace: Workspace, *, ending_by: date | None = None) -> tuple[Basis, ...]:
    """Return every basis, oldest first; with `ending_by` those that count and end by then, soonest first."""
    if ending_by is not None:
        return bases_ending_by(workspace.reading, ending_by)
    return stored_bases(workspace.reading)
