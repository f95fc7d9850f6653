"""May a contributor be seen in what is published? Wide agreement may allow it; for a child nothing does."""

from enum import StrEnum
from typing import NamedTuple

from consentkit.domain.consents import Appearance, Medium
from consentkit.domain.gate.dossiers import Dossier
from consentkit.domain.people import Contributor
from consentkit.domain.pictures.grades import GATE_WIDTH_PX, PROTECTED_GATE_WIDTH_PX
from consentkit.domain.uses.at_hand import said_of


class WhyCovered(StrEnum):
    """Why a contributor must be covered."""

    CHILD = "child"
    NOT_AGREED = "not-agreed"
    """Their consent does not say that the face may be seen."""
    NOT_CONFIRMED = "not-confirmed"
    """It does, they are protected, and safeguarding has not agreed."""


class MustBeCovered(NamedTuple):
    """Why, and by which consent; none is asked about a child."""

    why: WhyCovered
    consent: str | None = None


def must_be_covered(
    dossier: Dossier, person: Contributor, medium: Medium, *, width_px: int | None
) -> MustBeCovered | None:
    """Return why a contributor may not be seen this large in a medium, `None` where nothing here says so.

    `width_px` is the width of the face, `None` for what tells who somebody is at any width. A consent that is
    missing is said about the person, not here.
    """
    is_protected = person.is_protected_on(dossier.on)
    if width_px is not None and width_px < (PROTECTED_GATE_WIDTH_PX if is_protected else GATE_WIDTH_PX):
        return None
    if person.is_child_on(dossier.on):
        return MustBeCovered(WhyCovered.CHILD)
    said = said_of(dossier, person.code, medium)
    if said is None:
        return None
    if said.appearance is not Appearance.FACE_SHOWN:
        return MustBeCovered(WhyCovered.NOT_AGREED, said.answers[-1].id)
    for consent in said.answers if is_protected else ():
        if consent.face_agreed_by is None:
            return MustBeCovered(WhyCovered.NOT_CONFIRMED, consent.id)
    return None
