"""What the pages of pictures say, in words."""

from consentkit.domain.pictures.images import Face, ScanOutcome
from consentkit.usecases.pictures.states import ImageState
from consentkit.wording.languages import _
from consentkit.wording.pictures.images import COPIES, OUTCOMES, marks_in_words, settlement_in_words


def picture_row(state: ImageState) -> tuple[str, ...]:
    """Return a picture's line: how far it is."""
    image, open_count = state.image, state.open_count
    faces = _("{count} settled").format(count=len(state.faces)) if state.faces else "–"
    if open_count:
        faces = _("{open} of {count} open").format(open=open_count, count=len(state.faces))
    outcome = image.scan.outcome if image.scan else None
    mark = {None: "·", ScanOutcome.UNDECIDED: "✗"}.get(outcome, "✓")
    return (
        image.id,
        f"{mark} {_(OUTCOMES[outcome])}",
        faces,
        image.viewed_by or _("nobody"),
        _(COPIES[state.copy_state]),
    )


def face_row(number: int, face: Face) -> tuple[str, ...]:
    """Return a box's line; numbers are those drawn in the picture."""
    box = face.box
    return (
        face.id,
        f"{number:>2}",
        settlement_in_words(face),
        marks_in_words(face),
        f"{face.score:.2f}",
        f"{box.left},{box.top}–{box.right},{box.bottom}",
    )
