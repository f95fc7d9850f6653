"""Images, faces and their states in words."""

from collections.abc import Sequence

from consentkit.domain.pictures.copy_states import CopyState
from consentkit.domain.pictures.grades import Grade
from consentkit.domain.pictures.images import (
    BY_HAND,
    BoxKind,
    Declaration,
    Face,
    Leak,
    Profile,
    Scan,
    ScanOutcome,
    Settlement,
)
from consentkit.domain.pictures.public_copies import Check, CheckResult, PublicCopy
from consentkit.domain.pictures.redactions import CoverShape, RedactionMethod
from consentkit.domain.videos.videos import Track
from consentkit.usecases.pictures.states import ImageState
from consentkit.wording.languages import _, _n

OUTCOMES: dict[ScanOutcome | None, str] = {
    None: "not scanned",
    ScanOutcome.FOUND: "faces found",
    ScanOutcome.NONE_FOUND: "none found",
    ScanOutcome.UNDECIDED: "could not decide",
}
PROFILES: dict[Profile, str] = {
    Profile.FAST: "fast",
    Profile.STANDARD: "standard",
    Profile.THOROUGH: "thorough",
}
COPIES: dict[CopyState, str] = {
    CopyState.MISSING: "none",
    CopyState.DAMAGED: "file damaged",
    CopyState.STALE: "out of date",
    CopyState.LEAKING: "carries data",
    CopyState.UNPROVED: "not proved",
    CopyState.COSMETIC: "cover too weak",
    CopyState.TOO_LARGE: "too large",
    CopyState.READY: "ready",
    CopyState.NOT_NEEDED: "not needed",
}
GRADES: dict[Grade, str] = {
    Grade.TRACE: "trace",
    Grade.PRESENT: "present",
    Grade.DESCRIBABLE: "describable",
    Grade.KNOWN_PERSON: "known person",
    Grade.STRANGER: "stranger",
    Grade.CLEAR: "clear",
}
GRADE_MEANINGS: dict[Grade, str] = {
    Grade.TRACE: "A trace: nobody can tell who it is by the face alone.",
    Grade.PRESENT: "One sees that a person is there.",
    Grade.DESCRIBABLE: "The gate protects survivors and children from this size on.",
    Grade.KNOWN_PERSON: "Someone who knows the person can tell. The gate protects everyone from this size on.",
    Grade.STRANGER: "A stranger can tell the person again.",
    Grade.CLEAR: "A stranger can tell the person again, in a poor copy too.",
}
DECLARATIONS: dict[Declaration, str] = {
    Declaration.STAFF: "staff",
    Declaration.MODEL: "a model",
    Declaration.PUBLIC_FIGURE: "a public figure",
    Declaration.BYSTANDER_WITH_CONSENT: "a bystander who consented",
    Declaration.AT_GATHERING: "an adult at a gathering with a notice",
}
LEAKS: dict[Leak, str] = {
    Leak.GPS: "the place",
    Leak.EXIF: "camera data",
    Leak.XMP: "editing data",
    Leak.IPTC: "captions and names",
    Leak.COMMENT: "a comment",
    Leak.THUMBNAIL: "a small copy of the picture",
    Leak.THUMBNAIL_SHOWS_MORE: "a small copy that shows more than the picture",
    Leak.COLOUR_PROFILE: "a colour profile",
    Leak.OTHER_FRAMES: "other pictures",
    Leak.HIDDEN_COLOURS: "colours that nobody sees, under transparency or cut off",
    Leak.TRAILING_BYTES: "hidden bytes at the end",
    Leak.UNKNOWN_BLOCK: "something unknown",
}
METHODS: dict[RedactionMethod, str] = {
    RedactionMethod.SOLID: "black",
    RedactionMethod.MOSAIC: "a coarse mosaic, cosmetic only",
    RedactionMethod.BLUR: "a blur, cosmetic only",
}
SHAPES: dict[CoverShape, str] = {CoverShape.BOX: "box", CoverShape.OVAL: "oval"}
KINDS: dict[BoxKind, str] = {
    BoxKind.FACE: "face",
    BoxKind.TATTOO: "tattoo",
    BoxKind.NAME_TAG: "name tag",
    BoxKind.PLATE: "number plate",
    BoxKind.SIGN: "sign",
    BoxKind.DOCUMENT: "document",
    BoxKind.TEXT: "words",
}
CHECKS: dict[Check, str] = {
    Check.COVERS: "covers are black",
    Check.SECOND_SCAN: "its own scan",
    Check.MATCH: "no covered face matches",
    Check.METADATA: "nothing of the original's data",
    Check.NOTES: "our notes and nothing else",
}
CHECK_RESULTS: dict[CheckResult, str] = {
    CheckResult.DONE: "done",
    CheckResult.UNSUPPORTED: "not possible",
    CheckResult.FAILED: "failed",
}
OPEN = "open"
COVERED = "covered"
SHOWN = "shown"
REDACTED = "redacted: covered"
NOT_A_FACE = "not a face"
GIVES_NOBODY_AWAY = "gives nobody away"


SETTLEMENTS: dict[str, str] = {
    "open": OPEN,
    "linked": "a contributor's",
    "declared": "somebody else's",
    "redacted": REDACTED,
    "not-a-face": NOT_A_FACE,
}


def settlement_in_words(one: Face | Track) -> str:
    """Say what was decided about a face, or a track: by code, never by name."""
    decided = _decided_in_words(one)
    if not one.lacks_second:
        return decided
    return _("{decided} (says {handle}; a second person is needed)").format(
        decided=decided, handle=one.settled_by or "?"
    )


def _decided_in_words(one: Face | Track) -> str:
    if one.settlement is Settlement.OPEN:
        return _(OPEN)
    if one.settlement is Settlement.REDACTED:
        return _(REDACTED)
    if one.settlement is Settlement.NOT_A_FACE:
        is_face = isinstance(one, Track) or one.kind is BoxKind.FACE
        return _(NOT_A_FACE if is_face else GIVES_NOBODY_AWAY)
    who = one.contributor or (_(DECLARATIONS[one.declaration]) if one.declaration else "")
    return f"{who}, {_(COVERED) if one.is_hidden else _(SHOWN)}"


def reading_in_words(face: Face) -> str:
    """Say what words in a picture say, and whether a program is sure of it."""
    if face.reads is None:
        return _("Words that could not be read.")
    told = _("Reads: “{words}”") if face.is_surely_read else _("Reads, but not sure: “{words}”")
    return told.format(words=face.reads)


def marks_in_words(face: Face) -> str:
    """Say in a word or two how much a face gives away, or what else a box marks."""
    return _(GRADES[face.grade]) if face.kind is BoxKind.FACE else _(KINDS[face.kind])


def leaks_in_words(leaks: Sequence[Leak]) -> str:
    """Say what a file gives away beside its pixels."""
    return ", ".join(_(LEAKS[leak]) for leak in leaks)


def scan_in_words(scan: Scan | None) -> str:
    """Say what a scan came to; none found speaks of the passes that ran, never of the picture."""
    outcome = _(OUTCOMES[scan.outcome if scan else None])
    if scan is None or not scan.passes:
        return outcome
    how = [_(PROFILES[scan.profile])] if scan.profile else []
    return f"{outcome} ({', '.join([*how, _passes(len(scan.passes))])})"


def _passes(count: int) -> str:
    return _n("after {count} pass", "after {count} passes", count).format(count=count)


def face_in_words(face: Face) -> str:
    """Say all that is known of a face: where, how big, what found it, who decided what and why."""
    box = face.box
    found = (
        _("{width} × {height} px at {left},{top}; drawn by hand")
        if face.detector == BY_HAND
        else _("{width} × {height} px at {left},{top}; found by {detector}, sure to {score}")
    )
    lines = [
        found.format(
            width=box.width_px,
            height=box.height_px,
            left=box.left,
            top=box.top,
            detector=face.detector,
            score=f"{face.score:.2f}",
        ),
        _(GRADE_MEANINGS[face.grade]) if face.kind is BoxKind.FACE else _(KINDS[face.kind]),
    ]
    if face.is_told_by_reading:
        lines.append(reading_in_words(face))
    if face.settled_by:
        lines.append(
            _("Settled by {handle}: {what}").format(handle=face.settled_by, what=settlement_in_words(face))
        )
    if face.why:
        lines.append(_("Why:") + f" {face.why}")
    return "\n".join(lines)


def state_in_words(state: ImageState) -> str:
    """Say how far a picture is, and what its file gives away."""
    image = state.image
    parts = [
        f"{image.width_px} × {image.height_px} px",
        scan_in_words(image.scan),
        *boxes_to_settle(state.open_count - state.open_texts, state.open_texts),
        _("looked at by") + f" {image.viewed_by or _('nobody')}",
        _("public copy:") + f" {_(COPIES[state.copy_state])}",
    ]
    if image.leaks:
        parts.append(_("the original also holds:") + f" {leaks_in_words(image.leaks)}")
    return " · ".join(parts)


def check_in_words(check: Check) -> str:
    """Name a check of a public copy."""
    return _(CHECKS[check])


def boxes_to_settle(faces: int, texts: int) -> list[str]:
    """Say how many faces, and how many places with words where there are any, nobody has settled."""
    return [faces_to_settle(faces), *([texts_to_settle(texts)] if texts else [])]


def faces_to_settle(count: int) -> str:
    """Say how many faces nobody has settled."""
    return _n("{count} face to settle", "{count} faces to settle", count).format(count=count)


def texts_to_settle(count: int) -> str:
    """Say how many places with words nobody has settled."""
    return _n("{count} place with words to settle", "{count} places with words to settle", count).format(
        count=count
    )


def copy_in_words(made: PublicCopy) -> str:
    """Say what became of a public copy: what it covers, and what its own scan and a re-read found."""
    lines = [_("The public copy is made. Covered: {count}.").format(count=len(made.covered))]
    if made.rescan.outcome is ScanOutcome.UNDECIDED:
        lines.append("✗ " + _("Its own scan could not decide. The gate refuses it."))
    elif made.unsettled:
        lines.append(
            "✗ "
            + _n(
                "Its own scan found {count} place that nothing explains. The gate refuses it.",
                "Its own scan found {count} places that nothing explains. The gate refuses it.",
                len(made.unsettled),
            ).format(count=len(made.unsettled))
        )
    else:
        lines.append("✓ " + _("Its own scan found no face but those that you chose to show."))
    if made.leaks:
        lines.append("✗ " + _("It still carries:") + f" {leaks_in_words(made.leaks)}")
    else:
        lines.append(
            "✓ " + _("It carries no data beside its pixels but our notes: who may use it, until when.")
        )
    for check, result in made.not_done.items():
        if check not in {Check.SECOND_SCAN, Check.METADATA, Check.NOTES}:
            lines.append(f"✗ {_(CHECKS[check])}: {_(CHECK_RESULTS[result])}")
    return "\n".join(lines)
