"""May a contributor be seen in what is published? Wide agreement may allow it; for a child nothing does."""

from enum import StrEnum
from typing import NamedTuple

from consentkit.domain.consents import Appearance
from consentkit.domain.gate.consent_rules import latest_consent
from consentkit.domain.gate.dossiers import Dossier
from consentkit.domain.people import Contributor
from consentkit.domain.pictures.grades import GATE_WIDTH_PX, PROTECTED_GATE_WIDTH_PX


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


def must_be_covered(dossier: Dossier, person: Contributor, *, width_px: int | None) -> MustBeCovered | None:
    """Return why a contributor may not be seen this large, `None` where nothing here says so.

    `width_px` is the width of the face, `None` for what tells who somebody is at any width. A consent that is
    missing is said about the person, not here.
    """
    is_protected = person.is_protected_on(dossier.on)
    if width_px is not None and width_px < (PROTECTED_GATE_WIDTH_PX if is_protected else GATE_WIDTH_PX):
        return None
    if person.is_child_on(dossier.on):
        return MustBeCovered(WhyCovered.CHILD)
    consent = latest_consent(dossier, person.code)
    if consent is None or consent.scope is None:
        return None
    if consent.scope.appearance is not Appearance.FACE_SHOWN:
        return MustBeCovered(WhyCovered.NOT_AGREED, consent.id)
    if is_protected and consent.face_agreed_by is None:
        return MustBeCovered(WhyCovered.NOT_CONFIRMED, consent.id)
    return None
