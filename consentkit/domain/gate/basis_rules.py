"""What must hold for a basis, and for each face that is shown on the strength of one. Unknown is no.

A contributor's own consent is asked about in any case: a basis takes nothing away from those rules.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from consentkit.domain.bases import ON_ONE_FACE, Basis, BasisKind
from consentkit.domain.consents import WORLDWIDE
from consentkit.domain.gate.clearances import Findings, ReasonCode, finding
from consentkit.domain.gate.dossiers import Dossier
from consentkit.domain.pictures.grades import GATE_WIDTH_PX, PROTECTED_GATE_WIDTH_PX
from consentkit.domain.pictures.images import BoxKind, Declaration, Face, Settlement
from consentkit.domain.videos.videos import Sound, Track

_OF_A_PERSON = frozenset({BoxKind.FACE, BoxKind.TATTOO})
"""Boxes that show somebody; the others show words."""


def basis_findings(dossier: Dossier) -> Findings:
    """Yield what rests on nothing, and what is wrong with what it rests on."""
    standing = dossier.standing_bases
    yield from _missing(dossier, standing)
    for basis in dossier.bases_in_order:
        yield from _of_one(dossier, basis)
    for look in looks_of(dossier):
        yield from _people(dossier, look)
    yield from _voices(dossier)


def _missing(dossier: Dossier, standing: Mapping[str, Basis]) -> Findings:
    """Where nobody's consent stands behind the story, all that goes out rests on something else."""
    if dossier.contributors:
        return
    if not standing and not dossier.story.states_nobody_is_victim:
        yield finding(ReasonCode.CONTRIBUTORS_MISSING, dossier.story.id)
        return
    by_faces = {look.id for look in looks_of(dossier) if look.rests_on_faces}
    for thing in _shown(dossier):
        if thing not in standing and thing not in by_faces:
            yield finding(ReasonCode.BASIS_MISSING, thing, thing=thing)


def _shown(dossier: Dossier) -> Iterator[str]:
    """Yield what goes out by itself: the words, each picture and video. A page belongs to the words."""
    if dossier.story.draft is not None:
        yield dossier.story.id
    yield from (record.image.id for record in dossier.images if not record.is_page)
    yield from (record.video.id for record in dossier.videos)


def _of_one(dossier: Dossier, basis: Basis) -> Findings:
    thing, rests_on = basis.thing, basis.kind.value
    if basis.lacks:
        yield finding(
            ReasonCode.BASIS_INCOMPLETE, basis.id, thing=thing, rests_on=rests_on, lacking=basis.lacks
        )
    if basis.is_unseen:
        yield finding(ReasonCode.BASIS_UNSEEN, basis.id, thing=thing, rests_on=rests_on)
    if basis.is_claim_about_words and basis.evidence and not _saw_second(dossier, basis):
        yield finding(ReasonCode.BASIS_SECOND_MISSING, basis.id, thing=thing, by=basis.recorded_by)
    if _is_of_other_words(dossier, basis):
        yield finding(ReasonCode.BASIS_OF_OTHER_WORDS, basis.id, thing=thing, rests_on=rests_on)
    yield from _end(dossier, basis)
    outside = tuple(_outside(dossier, basis))
    if outside:
        yield finding(
            ReasonCode.BASIS_OUTSIDE_TERMS, basis.id, thing=thing, rests_on=rests_on, outside=outside
        )
    if basis.kind is BasisKind.NOBODY and thing == dossier.story.id and dossier.story.contributors:
        person = dossier.story.contributors[0]
        yield finding(ReasonCode.NOBODY_IN_IT_UNTRUE, person, seen_in=thing, thing=thing)


def _saw_second(dossier: Dossier, basis: Basis) -> bool:
    return basis.seen_by is not None and dossier.separation.are_two(
        basis.recorded_by, basis.seen_by, basis.recorded_at
    )


def _is_of_other_words(dossier: Dossier, basis: Basis) -> bool:
    """Tell whether the words were replaced after it was said what they rest on; a picture never changes."""
    is_of_words, draft = basis.thing == dossier.story.id, dossier.draft
    return is_of_words and draft is not None and basis.recorded_at < draft.opened_at


def _end(dossier: Dossier, basis: Basis) -> Findings:
    thing, rests_on = basis.thing, basis.kind.value
    is_ended = basis.ended_on is not None and basis.ended_on <= dossier.until
    last = basis.ended_on if is_ended else basis.until
    if last is None:
        return
    if is_ended or last < dossier.on:
        yield finding(ReasonCode.BASIS_ENDED, basis.id, thing=thing, rests_on=rests_on, until=last)
    elif last < dossier.until:
        yield finding(
            ReasonCode.BASIS_ENDS_EARLY,
            basis.id,
            thing=thing,
            rests_on=rests_on,
            until=last,
            planned=dossier.until,
        )


def _outside(dossier: Dossier, basis: Basis) -> Iterator[str]:
    if basis.channels and dossier.channel not in basis.channels:
        yield dossier.channel.value
    if basis.places and dossier.plan and not {dossier.plan.place, WORLDWIDE} & basis.places:
        yield dossier.plan.place


@dataclass(frozen=True)
class Look:
    """A picture or video with its basis and the people in it; `own` is what single faces rest on."""

    id: str
    basis: Basis | None
    people: tuple[Face | Track, ...]
    own: Mapping[str, Basis]

    @property
    def declared(self) -> tuple[Face | Track, ...]:
        """Those who will be seen, are no contributor, and have no basis of their own."""
        return tuple(
            one
            for one in self.people
            if one.settlement is Settlement.DECLARED and not one.must_be_covered and not self._has_own(one)
        )

    @property
    def rests_on_faces(self) -> bool:
        """Tell whether each of those who will be seen has a basis of their own: a group of staff."""
        return any(self._has_own(one) for one in self.people) and not self.declared

    def _has_own(self, one: Face | Track) -> bool:
        return one.id in self.own and self.own[one.id].kind in ON_ONE_FACE


def looks_of(dossier: Dossier) -> Iterator[Look]:
    """Yield each picture, page and video with its basis; a page has that of the words."""
    standing = dossier.standing_bases
    for record in dossier.images:
        of_words = standing.get(dossier.story.id) if record.is_page else None
        people = tuple(one for one in record.faces if one.kind in _OF_A_PERSON)
        yield Look(record.image.id, standing.get(record.image.id, of_words), people, standing)
    for film in dossier.videos:
        yield Look(film.video.id, standing.get(film.video.id), film.tracks, standing)


def _people(dossier: Dossier, look: Look) -> Findings:
    kind = look.basis.kind if look.basis else BasisKind.CONSENT
    if kind is BasisKind.NOBODY:
        for one in look.people:
            if one.settlement not in {Settlement.NOT_A_FACE, Settlement.OPEN}:
                yield finding(ReasonCode.NOBODY_IN_IT_UNTRUE, one.id, seen_in=look.id, thing=look.id)
    elif kind is BasisKind.MACHINE:
        yield from _machine(dossier, look)
    elif kind is BasisKind.GATHERING:
        yield from _gathering(dossier, look)
    for one in look.declared:
        if not _allows(kind, look, one):
            yield finding(
                ReasonCode.BASIS_NOT_FOR_FACE, one.id, seen_in=look.id, thing=one.id, rests_on=kind.value
            )


def _allows(kind: BasisKind, look: Look, one: Face | Track) -> bool:
    """Tell whether what the picture rests on can stand for somebody who is no contributor."""
    if one.declaration is Declaration.AT_GATHERING:
        return kind is BasisKind.GATHERING
    if kind is BasisKind.CONSENT:
        # Of a story without contributors it is said already that the whole picture rests on nothing.
        return True
    # A release is one person's.
    return kind is not BasisKind.RELEASE or len(look.declared) == 1


def _machine(dossier: Dossier, look: Look) -> Findings:
    at_risk = next((c.code for c in dossier.contributors if c.is_protected_on(dossier.on)), None)
    for one in look.people:
        if one.settlement is Settlement.LINKED:
            yield finding(
                ReasonCode.MACHINE_SHOWS_PERSON, one.id, seen_in=look.id, contributor=one.contributor or ""
            )
        elif at_risk is not None and one.settlement is not Settlement.NOT_A_FACE:
            yield finding(ReasonCode.MACHINE_BESIDE_PERSON, one.id, seen_in=look.id, contributor=at_risk)


def _voices(dossier: Dossier) -> Findings:
    """A notice tells that pictures are taken; nobody was told that their words are heard."""
    standing = dossier.standing_bases
    for film in dossier.videos:
        basis, copy = standing.get(film.video.id), film.copy_made
        if basis and basis.kind is BasisKind.GATHERING and copy and copy.sound is not Sound.DROPPED:
            yield finding(ReasonCode.VOICES_AT_GATHERING, film.video.id, rests_on=basis.kind.value)


def _gathering(dossier: Dossier, look: Look) -> Findings:
    is_strict = any(person.is_protected_on(dossier.on) for person in dossier.contributors)
    limit_px = PROTECTED_GATE_WIDTH_PX if is_strict else GATE_WIDTH_PX
    for one in look.declared:
        if one.width_px >= limit_px:
            yield finding(
                ReasonCode.CLOSE_UP_AT_GATHERING,
                one.id,
                seen_in=look.id,
                thing=one.id,
                width_px=one.width_px,
                limit_px=limit_px,
            )
