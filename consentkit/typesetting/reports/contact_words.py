"""The words of a contact sheet, the same in PDF and HTML: what was found and decided, by code."""

from collections.abc import Iterator

from consentkit.domain.pictures.contact_sheets import (
    LETTERS,
    BoxState,
    ContactSheet,
    SheetCopy,
    SheetPicture,
    state_of,
)
from consentkit.domain.pictures.images import Face, ScanOutcome
from consentkit.domain.pictures.public_copies import CheckResult
from consentkit.domain.values import day_in_words

TITLE = "Contact sheet"
MEANINGS: dict[BoxState, str] = {
    BoxState.OPEN: "open: nobody has decided yet, and the gate refuses",
    BoxState.SHOWN: "a contributor's, to be seen",
    BoxState.COVERED: "to be covered in the public copy",
    BoxState.DECLARED: "somebody else's, declared",
    BoxState.NOT_A_FACE: "marked as no face, with the reason",
}
_PATTERNS: dict[BoxState, str] = {
    BoxState.OPEN: "two thick lines, red",
    BoxState.SHOWN: "one line, blue",
    BoxState.COVERED: "slanting lines, green; black where this sheet covers the face",
    BoxState.DECLARED: "a broken line, purple",
    BoxState.NOT_A_FACE: "a cross, grey",
}


def warning_lines(sheet: ContactSheet) -> tuple[str, ...]:
    """Say on the first page what this file is, and what to do with it."""
    if sheet.is_uncovered:
        seen = "THIS FILE SHOWS PERSONS. No face is covered on it."
    else:
        seen = (
            "THIS FILE SHOWS PERSONS. Faces of protected persons, and faces that nobody has settled, are "
            "covered where a box was drawn; a face that nobody marked is seen, and so are places and clothes."
        )
    return (
        seen,
        "Do not send it, print it or keep it where others can open it. Delete it when you have looked.",
        "It is not encrypted, and withdrawals do not reach it.",
    )


def about_lines(sheet: ContactSheet) -> tuple[str, ...]:
    """Say which story, when and by whom."""
    made = f"{day_in_words(sheet.made_at)}, {sheet.made_at:%H:%M} ({sheet.made_at.tzinfo})"
    count = len(sheet.pictures)
    return (f"Story {sheet.story}. Pictures: {count}. Made {made} by {sheet.made_by}.",)


def legend() -> tuple[tuple[BoxState, str], ...]:
    """Return each state with the words that explain its box."""
    return tuple((state, f"{LETTERS[state]}: {MEANINGS[state]} ({_PATTERNS[state]})") for state in BoxState)


def label_of(number: int, face: Face) -> str:
    """Return what stands at a box's corner, such as 2C."""
    return f"{number}{LETTERS[state_of(face)]}"


def picture_lines(picture: SheetPicture) -> Iterator[str]:
    """Say what is known of a picture: its scan with every pass, who looked, what its file gives away."""
    image, scan = picture.image, picture.image.scan
    where = ", ".join(f"{part.place.value} {part.position}" for part in picture.parts)
    place = f"In the draft: {where}. " if where else ""
    yield f"{place}{image.width_px} x {image.height_px} px, {image.media_type}. SHA-256 {image.digest}"
    if picture.problem:
        yield f"It cannot be shown here ({picture.problem}). The gate refuses it."
    if scan is None:
        yield "Not scanned."
    else:
        passes = ", ".join(scan.passes) or "no pass"
        profile = f"profile {scan.profile.value}; " if scan.profile else ""
        yield f"Scan: {_outcome(scan.outcome, scan.problem)}. {profile}passes: {passes}."
        yield "Detectors: " + ", ".join(f"{name} {version}" for name, version in scan.detectors.items()) + "."
    yield f"Looked at whole by: {image.viewed_by or 'nobody'}."
    leaks = ", ".join(leak.value for leak in image.leaks)
    yield f"The original also carries: {leaks or 'nothing that was found'}."


def _outcome(outcome: ScanOutcome, problem: str | None) -> str:
    if outcome is ScanOutcome.NONE_FOUND:
        return "none found after these passes, which does not mean that nobody is in it"
    return f"could not decide ({problem})" if outcome is ScanOutcome.UNDECIDED else "faces found"


def face_lines(picture: SheetPicture) -> Iterator[str]:
    """Say of each box what it is, how much it gives away, who decided what, and why."""
    for number, face in enumerate(picture.faces, start=1):
        box, state = face.box, state_of(face)
        who = face.contributor or (face.declaration.value if face.declaration else "")
        decided = MEANINGS[state].split(",")[0] + (f" ({who})" if who else "")
        line = (
            f"{label_of(number, face)}  {face.id}  {face.kind.value}, {box.width_px} x {box.height_px} px, "
            f"grade {face.grade.value}, {face.score:.2f} by {face.detector}: {decided}"
        )
        if face.is_told_by_reading:
            line += f". {_reading(face, is_covered=face.id in picture.hidden)}"
        if face.settled_by and face.settled_at:
            line += f"; by {face.settled_by}, {day_in_words(face.settled_at)}"
        yield line + (f". Why: {face.why}" if face.why else "")


def _reading(face: Face, *, is_covered: bool) -> str:
    if face.reads is None:
        return "Words that could not be read"
    if is_covered:
        return "What it reads is not told where this sheet covers it"
    return f"Reads{'' if face.is_surely_read else ' (not sure)'}: {face.reads}"


def copy_lines(copy: SheetCopy, *, is_covered: bool) -> Iterator[str]:
    """Say what became of a public copy, and what each check came to; `is_covered` on a sheet with covers."""
    made = copy.made
    channel = f"for {made.channel.value}" if made.channel else "for every channel that it fits"
    yield f"Public copy {channel}: {made.width_px} x {made.height_px} px. SHA-256 {made.digest}"
    if is_covered:
        yield "What this sheet covers is black here too, also where the copy shows it."
    methods = ", ".join(redaction.method.value for redaction in made.methods)
    yield f"Covered: {len(made.covered)}" + (f" ({methods})." if methods else ".")
    results = {check.value: result for check, result in made.results.items()}
    checks = ", ".join(f"{name} {result.value}" for name, result in results.items())
    yield f"Checks: {checks or 'none kept'}."
    bad = [name for name, result in results.items() if result is not CheckResult.DONE]
    if made.unsettled or made.leaks or bad or made.not_done:
        yield f"REFUSED: places that nothing explains: {len(made.unsettled)}; data left: {len(made.leaks)}."
