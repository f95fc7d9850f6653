"""How much a face gives away by its width, and from which width on it must be covered by consent."""

from enum import StrEnum

GATE_WIDTH_PX = 20
PROTECTED_GATE_WIDTH_PX = 10
"""From these widths on a face must be covered by consent; survivors and children have the stricter one
(EN/IEC 62676-4 densities on a 16 cm face: recognise 20 px, observe 10 px)."""


class Grade(StrEnum):
    """How much a face of this width gives away (EN/IEC 62676-4 with a 16 cm face)."""

    TRACE = "trace"
    PRESENT = "present"
    DESCRIBABLE = "describable"
    KNOWN_PERSON = "known-person"
    STRANGER = "stranger"
    CLEAR = "clear"


_GRADES = (
    (4, Grade.TRACE),
    (10, Grade.PRESENT),
    (20, Grade.DESCRIBABLE),
    (40, Grade.KNOWN_PERSON),
    (80, Grade.STRANGER),
)


def grade_of(width_px: int) -> Grade:
    """Return the grade of a face this wide. Small does not mean safe: clothing and place tell too."""
    return next((grade for below, grade in _GRADES if width_px < below), Grade.CLEAR)
