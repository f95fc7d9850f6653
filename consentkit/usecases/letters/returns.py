"""Letters that come back signed: taken in, read, and matched to what was made."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from consentkit.domain.codes import new_code
from consentkit.domain.errors import (
    Conflict,
    ConsentkitError,
    InvalidInput,
    Refused,
    Stopped,
    Unavailable,
)
from consentkit.domain.events import EventName, require
from consentkit.domain.letters.codes import PageCode
from consentkit.domain.letters.page_maps import PageMap
from consentkit.domain.letters.printed import boxes_of
from consentkit.domain.letters.records import (
    Ink,
    Letter,
    LetterPaper,
    ReturnedPage,
    ReturnNote,
    TickState,
)
from consentkit.domain.letters.rosters import boxes_in_rows
from consentkit.domain.letters.signing import signing_fields
from consentkit.domain.progress import Cancelled, Step, Watcher, unwatched
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.letters.letters import (
    find_letter,
    letters,
    page_with_digest,
    release_of,
    returned_pages,
)
from consentkit.store.letters.letters import list_loose_pages as stored_loose_pages
from consentkit.store.letters.letters import pages_of_letter as stored_pages
from consentkit.usecases.changes import Change
from consentkit.usecases.incoming import Incoming
from consentkit.usecases.letters.prints import maps_of, open_letter
from consentkit.usecases.workspaces import Workspace

if TYPE_CHECKING:
    from consentkit.imaging.paper.signed_letters import SignedPage


@dataclass(frozen=True)
class LetterIntake:
    """What became of one file: its pages, or the error that kept it out. The file itself is untouched."""

    name: str
    pages: tuple[ReturnedPage, ...]
    error: ConsentkitError | None


class MapFinder:
    """Finds where things stand on a page of a letter that was made; asks for each letter once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._of = cache(self._maps_of)

    def __call__(self, code: PageCode) -> PageMap | None:
        """Return the page's map; `None` where the records know no such letter, or it has no such page."""
        if code.letter is None:
            return None
        found = find_letter(self._workspace.records.db, code.letter)
        if found is None or not _names(code, found):
            return None
        maps = self._of(code.letter)
        if found.page_maps is None:
            # The marks are where they always were, and lay the page straight for eyes; where its boxes
            # stand nobody knows any more.
            return maps[min(code.page, len(maps)) - 1].model_copy(update={"tick_boxes": {}, "signing": {}})
        return maps[code.page - 1] if len(maps) == code.pages else None

    def has_kept(self, letter: str) -> bool:
        """Tell whether it was kept where the boxes of a letter stand when it was made."""
        found = find_letter(self._workspace.records.db, letter)
        return found is not None and found.page_maps is not None

    def _maps_of(self, letter: str) -> tuple[PageMap, ...]:
        return maps_of(self._workspace, open_letter(self._workspace, letter))


def _names(code: PageCode, letter: Letter) -> bool:
    """Tell whether a code is that letter's; the small mark names nothing but letter and page."""
    own = (letter.form, letter.form_version, letter.language)
    return code.is_of_second_mark or (code.form, code.form_version, code.language) == own


def take_letters_in(
    workspace: Workspace, files: Sequence[Incoming], *, watch: Watcher = unwatched
) -> tuple[LetterIntake, ...]:
    """Take photographs and scans of signed letters in; what matches no letter is kept and listed.

    Each file is kept by itself: one that cannot be kept keeps no other out. Raises Stopped when `watch`
    cancels, after the file that is being read.
    """
    require(workspace.actor, EventName.PAGE_TAKEN_IN)
    taken = []
    for done, file in enumerate(files):
        try:
            watch(Step(done, len(files), f"{done + 1}"))
        except Cancelled:
            raise Stopped("letters-stopped", done=done, total=len(files)) from None
        try:
            taken.append(LetterIntake(file.name, _take_in(workspace, file), None))
        except (InvalidInput, Conflict, Unavailable) as error:
            taken.append(LetterIntake(file.name, (), error))
    return tuple(taken)


def list_loose_pages(workspace: Workspace) -> tuple[ReturnedPage, ...]:
    """Return the pages that belong to no letter yet, oldest first."""
    return stored_loose_pages(workspace.reading_letters)


def pages_of_letter(workspace: Workspace, letter: str) -> tuple[ReturnedPage, ...]:
    """Return the pages that came back of a letter, in the order of its pages. Raises NotFound."""
    letters.get(workspace.reading_letters, letter)
    return stored_pages(workspace.reading_letters, letter)


def get_page(workspace: Workspace, page: str) -> ReturnedPage:
    """Return a page that came back. Raises NotFound."""
    return returned_pages.get(workspace.reading_letters, page)


def match_page(workspace: Workspace, page: str, letter: str, number: int) -> ReturnedPage:
    """Record that a person read which letter's page this is; its tick boxes are then read by that person too.

    Raises NotFound, Conflict where it belongs to a letter already or the letter was confirmed, InvalidInput
    `letter-page-number` (pages) for a page that the letter does not have.
    """
    pages = count_pages(workspace, letter)
    with workspace.change(EventName.PAGE_MATCHED) as change:
        found = returned_pages.get(change.db, page)
        if found.letter is not None or found.set_aside_on is not None:
            raise Conflict("page-settled", page=page)
        check_open(change, letter)
        if not 1 <= number <= pages:
            raise InvalidInput("letter-page-number", pages=pages)
        matched = found.model_copy(update={"letter": letter, "page": number, "pages": pages})
        returned_pages.update(change.db, matched, expected=found)
        change.record(page, letter=letter, number=number)
    return matched


def set_page_aside(workspace: Workspace, page: str) -> ReturnedPage:
    """Record that a page is of no use, such as a second picture of the same; its file stays kept.

    Raises NotFound, Conflict where it was set aside before or its letter was confirmed, Refused
    `page-is-the-only-one` (page, letter) where its own code names the letter and no other picture shows this
    page: a no may stand on it.
    """
    with workspace.change(EventName.PAGE_SET_ASIDE) as change:
        found = returned_pages.get(change.db, page)
        if found.set_aside_on is not None:
            raise Conflict("page-settled", page=page)
        if found.letter is not None:
            check_open(change, found.letter)
            _check_another(change, found)
        aside = found.model_copy(update={"set_aside_on": change.today})
        returned_pages.update(change.db, aside, expected=found)
        change.record(page)
    return aside


_MATCHED_BY_HAND = {ReturnNote.NO_CODE, ReturnNote.BLANK_FORM, ReturnNote.LETTER_UNKNOWN, ReturnNote.DAMAGED}


def _check_another(change: Change, page: ReturnedPage) -> None:
    """Raise Refused unless the page was matched by hand, or another picture shows the same page."""
    assert page.letter is not None  # noqa: S101 - the caller has seen to it
    others = [one for one in stored_pages(change.db, page.letter) if one.id != page.id]
    if _MATCHED_BY_HAND.isdisjoint(page.notes) and all(one.page != page.page for one in others):
        raise Refused("page-is-the-only-one", page=page.id, letter=page.letter)


def tick_boxes_of(paper: LetterPaper) -> tuple[str, ...]:
    """Return the ids of a letter's tick boxes in reading order; a yes-or-no question has two.

    Those in the rows of a group's sheet come last.
    """
    return (*boxes_of(paper.text), *boxes_in_rows(paper.text))


def suggested_ticks(workspace: Workspace, letter: str) -> dict[str, TickState]:
    """Return what the letter's tick boxes seem to hold, each box once; `unsure` where pictures disagree.

    It is a suggestion: nothing rests on it until a person confirms with `confirm_release`.
    """
    paper = open_letter(workspace, letter).paper
    seen: dict[str, set[TickState]] = {box: set() for box in tick_boxes_of(paper)}
    for page in pages_of_letter(workspace, letter):
        for box, state in page.ticks.items():
            if box in seen:
                seen[box].add(state)
    return {box: states.pop() if len(states) == 1 else TickState.UNSURE for box, states in seen.items()}


def suggested_signing(workspace: Workspace, letter: str) -> dict[str, Ink]:
    """Return what seems to stand where people sign a letter, by field, in reading order.

    `not-looked` where nobody can tell, and on letters that were made before it was kept where they sign. It
    is a suggestion, and speaks against nothing.
    """
    paper = open_letter(workspace, letter).paper
    seen: dict[str, set[Ink]] = {field: set() for field in signing_fields(paper.text)}
    for page in pages_of_letter(workspace, letter):
        for field, ink in (page.signing or {}).items():
            if field in seen:
                seen[field].add(ink)
    # Of two pictures of one page, ink on either is ink.
    return {field: next((one for one in Ink if one in inks), Ink.NOT_LOOKED) for field, inks in seen.items()}


def check_open(change: Change, letter: str) -> Letter:
    """Return a letter that nobody confirmed yet. Raises NotFound, Conflict `letter-confirmed`."""
    found = letters.get(change.db, letter)
    if release_of(change.db, letter) is not None:
        raise Conflict("letter-confirmed", letter=letter)
    return found


def _take_in(workspace: Workspace, file: Incoming) -> tuple[ReturnedPage, ...]:
    from consentkit.imaging.paper.signed_letters import read_signed_pages

    data = file.read()
    digest = hashlib.sha256(data).hexdigest()
    # Before the pages are read, which takes long; and once more under the lock.
    _check_new(workspace.records.db, digest)
    find = MapFinder(workspace)
    # A letter's row is never removed and its paper never changes: what is read of them stays so.
    read = [_read_page(signed, find) for signed in read_signed_pages(data, find)]
    with workspace.change(EventName.PAGE_TAKEN_IN) as change:
        _check_new(change.db, digest)
        original = change.keep_file(data)
        return tuple(_keep_page(change, page, original, digest) for page in read)


def _check_new(db: EncryptedDatabase, digest: str) -> None:
    known = page_with_digest(db, digest)
    if known is not None:
        raise Conflict("letter-file-known", page=known.id)


@dataclass(frozen=True)
class _ReadPage:
    """What was read of one page, before anything of it is kept."""

    number: int
    code: PageCode | None
    """Of a letter that the records know."""
    upright: bytes | None
    ticks: dict[str, TickState]
    signing: dict[str, Ink]
    notes: tuple[ReturnNote, ...]


def _read_page(signed: "SignedPage", find: MapFinder) -> _ReadPage:
    page_map = find(signed.code) if signed.code else None
    ticks, notes = _ticks(signed, page_map), list(_notes(signed, page_map))
    is_straight = signed.straightened is not None and not signed.is_rough
    if page_map is not None and is_straight and signed.code is not None and signed.code.letter is not None:
        notes += _doubts(page_map, ticks, has_kept=find.has_kept(signed.code.letter))
    return _ReadPage(
        number=signed.number,
        code=signed.code if page_map else None,
        upright=signed.jpeg(),
        ticks=ticks,
        signing=_signing(signed, page_map, ticks),
        notes=tuple(notes),
    )


def _doubts(page_map: PageMap, ticks: dict[str, TickState], *, has_kept: bool) -> Iterator[ReturnNote]:
    """Say why nothing is suggested for a page that lies straight."""
    if not has_kept:
        yield ReturnNote.NO_MAP
    elif page_map.tick_boxes and not ticks:
        yield ReturnNote.FRAMES_ELSEWHERE


def _keep_page(change: Change, read: _ReadPage, original: str, digest: str) -> ReturnedPage:
    page = ReturnedPage(
        id=new_code("R"),
        letter=read.code.letter if read.code else None,
        page=read.code.page if read.code else None,
        pages=read.code.pages if read.code else None,
        original=original,
        digest=digest,
        original_page=read.number,
        straightened=change.keep_file(read.upright) if read.upright else None,
        ticks=read.ticks,
        signing=read.signing,
        notes=read.notes,
        taken_in_on=change.today,
        taken_in_by=change.actor.handle,
    )
    returned_pages.insert(change.db, page)
    change.record(page.id, letter=page.letter, number=page.page, original=digest)
    return page


def _ticks(signed: "SignedPage", page_map: PageMap | None) -> dict[str, TickState]:
    from consentkit.imaging.paper.ticks import read_ticks

    if page_map is None or signed.straightened is None or signed.is_rough:
        return {}
    readings = read_ticks(signed.straightened, page_map)
    return {box: TickState(reading.state.value) for box, reading in readings.items()}


def _signing(signed: "SignedPage", page_map: PageMap | None, ticks: dict[str, TickState]) -> dict[str, Ink]:
    """Return what stands where people sign; nothing is told of a page whose boxes stand elsewhere."""
    from consentkit.imaging.paper.signing import read_signing

    if page_map is None or signed.straightened is None or signed.is_rough:
        return {}
    if page_map.tick_boxes and not ticks:
        return dict.fromkeys(page_map.signing, Ink.NOT_LOOKED)
    return dict(read_signing(signed.straightened, page_map))


def _notes(signed: "SignedPage", page_map: PageMap | None) -> Iterator[ReturnNote]:
    from consentkit.imaging.paper.signed_letters import PageNote, PageState

    if signed.state is PageState.DAMAGED:
        yield ReturnNote.DAMAGED
    elif signed.code is None:
        yield ReturnNote.NO_CODE
    elif signed.code.letter is None:
        yield ReturnNote.BLANK_FORM
    elif page_map is None:
        yield ReturnNote.LETTER_UNKNOWN
    elif signed.is_rough:
        yield ReturnNote.NOT_STRAIGHT
    if PageNote.CUT_OFF in signed.notes:
        yield ReturnNote.CUT_OFF
    if PageNote.LOW_RESOLUTION in signed.notes:
        yield ReturnNote.LOW_RESOLUTION


def count_pages(workspace: Workspace, letter: str) -> int:
    """Return how many pages a letter has: as kept, or as its printed codes say; else as it is set today."""
    made = open_letter(workspace, letter)
    if made.letter.page_maps is None:
        told = [page.pages for page in stored_pages(workspace.records.db, letter) if page.pages]
        if told:
            return max(told)
    return len(maps_of(workspace, made))
