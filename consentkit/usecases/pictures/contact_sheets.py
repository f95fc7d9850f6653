"""A contact sheet of a story's pictures, for people who have to look at all of them."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from consentkit.domain.errors import BadDataFile, InvalidInput, NotFound, Stopped
from consentkit.domain.events import EventName, Showing, require
from consentkit.domain.people import Contributor
from consentkit.domain.pictures.contact_sheets import (
    BoxState,
    ContactSheet,
    Drawn,
    SheetCopy,
    SheetKind,
    SheetPicture,
    state_of,
)
from consentkit.domain.pictures.images import Face, Settlement
from consentkit.domain.pictures.public_copies import PublicCopy
from consentkit.domain.pictures.redactions import SOLID, Cover
from consentkit.domain.progress import Cancelled, Step, Watcher, unwatched
from consentkit.domain.words.drafts import DraftPart
from consentkit.store.people.contributors import contributors
from consentkit.store.pictures.images import copies_of
from consentkit.usecases.pictures.states import ImageState, list_image_states
from consentkit.usecases.showings import record_original_shown
from consentkit.usecases.words.drafts import shown_in_draft
from consentkit.usecases.workspaces import Workspace


def sheet_kind(name: str) -> SheetKind:
    """Return what kind of sheet a file's name asks for. Raises InvalidInput (report-kind-unknown)."""
    try:
        return SheetKind(name.rpartition(".")[2].lower())
    except ValueError:
        raise InvalidInput("report-kind-unknown", file=name) from None


def report_images(
    workspace: Workspace,
    story: str,
    kind: SheetKind,
    *,
    is_uncovered: bool = False,
    watch: Watcher = unwatched,
) -> bytes:
    """Return a contact sheet of every picture of a story.

    It shows persons. Faces of protected persons, and of people whom nobody named, are painted black on it;
    with `is_uncovered` they are not, for those who may look at pictures. It is recorded.
    Raises NotFound, Refused, Stopped.
    """
    require(workspace.actor, EventName.ORIGINAL_SHOWN)
    if is_uncovered:
        require(workspace.actor, EventName.IMAGE_VIEWED)
    sheet = _made(_gathered(workspace, story, is_uncovered, watch), kind)
    record_original_shown(workspace, story, Showing.EXPORTED, uncovered=is_uncovered)
    return sheet


def _made(sheet: ContactSheet, kind: SheetKind) -> bytes:
    from consentkit.imaging.previews.contact_prints import print_sample

    samples = {state: print_sample(state) for state in BoxState}
    if kind is SheetKind.HTML:
        from consentkit.typesetting.reports.contact_pages import make_contact_page

        return make_contact_page(sheet, samples)
    from consentkit.typesetting.reports.contact_sheets import make_contact_sheet

    return make_contact_sheet(sheet, samples)


def _gathered(workspace: Workspace, story: str, is_uncovered: bool, watch: Watcher) -> ContactSheet:
    states = list_image_states(workspace, story)
    places = shown_in_draft(workspace, story)
    pictures = []
    for done, state in enumerate(states):
        try:
            watch(Step(done, len(states), state.image.id))
        except Cancelled:
            raise Stopped("stopped", done=done, total=len(states)) from None
        hidden = () if is_uncovered else _hidden(workspace, state.faces)
        pictures.append(_picture(workspace, state, hidden, places.get(state.image.id, ())))
    return ContactSheet(
        story=story,
        organisation=workspace.settings.organisation,
        made_at=workspace.clock().astimezone(ZoneInfo(workspace.settings.timezone)),
        made_by=workspace.actor.handle,
        is_uncovered=is_uncovered,
        pictures=tuple(pictures),
    )


def _hidden(workspace: Workspace, known: Sequence[Face]) -> tuple[Face, ...]:
    """Return the faces that the sheet covers: whoever is not known to be safe to show."""
    return tuple(face for face in known if not _is_safe(workspace, face))


def _is_safe(workspace: Workspace, face: Face) -> bool:
    if face.must_be_covered:
        return False
    if face.settlement is Settlement.LINKED and face.contributor:
        person: Contributor = contributors.get(workspace.reading, face.contributor)
        return not person.is_protected_on(workspace.today)
    return face.settlement in {Settlement.DECLARED, Settlement.NOT_A_FACE}


def _picture(
    workspace: Workspace, state: ImageState, hidden: Sequence[Face], parts: tuple[DraftPart, ...]
) -> SheetPicture:
    drawn, problem = _drawn(workspace, state, hidden)
    made = copies_of(workspace.reading, state.image.id)
    return SheetPicture(
        image=state.image,
        faces=state.faces,
        hidden=frozenset(face.id for face in hidden),
        parts=parts,
        copies=tuple(SheetCopy(made=copy, drawn=_copy(workspace, state, copy, hidden)) for copy in made),
        drawn=drawn,
        problem=problem,
    )


def _drawn(
    workspace: Workspace, state: ImageState, hidden: Sequence[Face]
) -> tuple[Drawn | None, str | None]:
    from consentkit.imaging.opening.opening import open_picture
    from consentkit.imaging.previews.contact_prints import BoxMark, print_marked
    from consentkit.typesetting.reports.contact_words import label_of

    try:
        picture = open_picture(workspace.records.vault.get(state.image.original))
    except (InvalidInput, NotFound, BadDataFile) as error:
        return None, error.code
    marks = [
        BoxMark(face.box, state_of(face), label_of(number, face))
        for number, face in enumerate(state.faces, start=1)
    ]
    covers = [Cover(face=face.box, redaction=SOLID) for face in hidden]
    return print_marked(picture, marks, covers), None


def _copy(workspace: Workspace, state: ImageState, copy: PublicCopy, hidden: Sequence[Face]) -> Drawn | None:
    from consentkit.imaging.previews.contact_prints import print_copy
    from consentkit.imaging.redaction.redacting import read_public_copy

    try:
        read = read_public_copy(workspace.records.vault.get(copy.stored))
    except (InvalidInput, NotFound, BadDataFile):
        return None
    # A copy may be older than what was decided since: the sheet covers what it covers beside it.
    covers = [Cover(face=face.box, redaction=SOLID) for face in hidden]
    return print_copy(read, covers, (state.image.width_px, state.image.height_px))
