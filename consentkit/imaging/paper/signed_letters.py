"""Read photographs and scans of signed letters: which page of which letter each is, laid straight."""

import io
import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

import numpy as np
from PIL import Image

from consentkit.domain.errors import InvalidInput
from consentkit.domain.letters.codes import PageCode, read_any_payload
from consentkit.domain.letters.page_maps import PageMap
from consentkit.domain.progress import Step, Watcher, unwatched
from consentkit.imaging.opening.pixels import Pixels
from consentkit.sandbox.client import Worker, WorkerDied, WorkerTooSlow, keep_until_exit
from consentkit.sandbox.limits import MAX_FILE_BYTES, MAX_PIXELS
from consentkit.sandbox.services import ServiceKind

MAX_PAGES = 500
"""A file of more is split first: it is read to its end before anything is stored."""

_MAX_SECONDS = 90
"""The hardest page takes some seconds on this year's machines; one that hangs must end all the same."""

_READER = keep_until_exit(Worker(ServiceKind.PAGE, seconds=_MAX_SECONDS))
_REFUSALS = {
    "picture-format-unknown": {},
    "picture-heic-needs-extra": {},
    "picture-too-many-pixels": {"limit_megapixels": MAX_PIXELS // 1_000_000},
    "document-damaged": {},
    "document-has-password": {},
}
# About 90 dpi: a printed frame is one px wide then.
_LEAST_PX_PER_MM = 3.5
# The straightened page is kept for eyes; ticks are read before it is written. Chosen by eye.
_JPEG_QUALITY = 88

FindMap = Callable[[PageCode], PageMap | None]
"""Where things stand on a page of ours; `None` for a page that the records do not know."""

Corners = tuple[tuple[float, float], ...]
"""Of the page in the picture: top left, top right, bottom right, bottom left as printed; x, y; px."""


class PageState(StrEnum):
    """What came of one page."""

    MATCHED = "matched"
    """It bears a code of ours, unharmed."""
    UNKNOWN = "unknown"
    """Its code is ours and unharmed, but the records know no such page."""
    UNMATCHED = "unmatched"
    """It bears a code that is not ours, or that was altered."""
    UNREADABLE = "unreadable"
    """No code could be read."""
    DAMAGED = "damaged"
    """This page of the file could not be opened."""


class PageNote(StrEnum):
    """What a person should know before they rely on a matched page."""

    FEW_MARKS = "few-marks"
    """Fewer than three marks were found, or they disagree: it is straightened roughly."""
    CUT_OFF = "cut-off"
    """A part of the page lies outside the picture."""
    LOW_RESOLUTION = "low-resolution"
    """Under 90 dots an inch: handwriting may not be legible."""


@dataclass(frozen=True, eq=False)
class SignedPage:
    """One letter's page in a file, or a page of the file that could not be matched.

    `number` is the file's page (or frame), from one. `straightened` holds the page at 150 dpi, `None` unless
    matched; suggest no ticks from one that `is_rough`.
    """

    number: int
    state: PageState
    code: PageCode | None = None
    corners: Corners = ()
    straightened: Pixels | None = None
    is_rough: bool = True
    notes: tuple[PageNote, ...] = ()
    is_blank: bool = False
    """Nothing stands on it; only looked for where no code of ours was read."""

    def jpeg(self) -> bytes | None:
        """Return the straightened page as a JPEG, for a person to look at."""
        if self.straightened is None:
            return None
        out = io.BytesIO()
        Image.fromarray(self.straightened).save(out, format="JPEG", quality=_JPEG_QUALITY, dpi=(150, 150))
        return out.getvalue()


def read_signed_pages(
    data: bytes, find_map: FindMap, *, watch: Watcher = unwatched, worker: Worker = _READER
) -> Iterator[SignedPage]:
    """Yield what stands on each page of a file (JPEG, PNG, HEIC, WebP, TIFF or PDF), in its order.

    A picture of two letters yields two pages with one number. Raises InvalidInput for a file that is not
    opened at all: picture-empty, picture-format-unknown, picture-heic-needs-extra, picture-damaged,
    picture-too-large (limit_mb), picture-too-many-pixels (limit_megapixels), picture-too-slow (seconds),
    document-damaged, document-has-password, document-too-many-pages (limit). Raises Unavailable
    (decoder-missing) when the reader does not start.
    """
    if not data:
        raise InvalidInput("picture-empty")
    if len(data) > MAX_FILE_BYTES:
        raise InvalidInput("picture-too-large", limit_mb=MAX_FILE_BYTES // 1_000_000)
    pages = _count_pages(data, worker)
    for number in range(1, pages + 1):
        watch(Step(number - 1, pages, str(number)))
        yield from _read_page(_PageRequest(data, number, worker), find_map)


class _Unopened(Exception):
    """The page, or the whole file, is not opened; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, eq=False)
class _PageRequest:
    """One page of a file, and whom to ask about it."""

    data: bytes
    number: int
    worker: Worker

    def ask(self, what: str, **more: object) -> tuple[dict[str, Any], bytes]:
        """Return what the reader tells and its pixels; raise _Unopened when it refuses, dies or lies."""
        request = json.dumps({"do": what, "page": self.number, **more}).encode()
        try:
            answer, pixels = self.worker.ask(request, self.data)
            told = json.loads(answer)
            refusal = told.get("refusal")
        except WorkerTooSlow:
            raise _Unopened("picture-too-slow") from None
        except (WorkerDied, ValueError, AttributeError, RecursionError):
            raise _Unopened("picture-damaged") from None
        if refusal is not None:
            raise _Unopened(str(refusal))
        return told, pixels


@dataclass(frozen=True, eq=False)
class _Seen:
    """A code as the reader told of it, believed only where it fits."""

    text: str
    corners: Corners
    modules: int


def _count_pages(data: bytes, worker: Worker) -> int:
    try:
        told, _ = _PageRequest(data, 0, worker).ask("count")
        pages = max(int(told["pages"]), 1)
    except _Unopened as unopened:
        code = unopened.code
    except (KeyError, TypeError, ValueError):
        code = "picture-damaged"
    else:
        if pages > MAX_PAGES:
            raise InvalidInput("document-too-many-pages", limit=MAX_PAGES)
        return pages
    if code == "picture-too-slow":
        raise InvalidInput(code, seconds=_MAX_SECONDS)
    raise InvalidInput(code if code in _REFUSALS else "picture-damaged", **_REFUSALS.get(code, {}))


def _read_page(page: _PageRequest, find_map: FindMap) -> Iterator[SignedPage]:
    try:
        told, _ = page.ask("look")
        seen = [_seen(code) for code in told["codes"]]
        is_blank = bool(told["is_blank"])
    except (_Unopened, KeyError, TypeError, ValueError):
        yield SignedPage(page.number, PageState.DAMAGED)
        return
    ours = _each_page_once(
        [(code, named) for code in seen if (named := read_any_payload(code.text)) is not None]
    )
    for code, named in ours:
        yield _matched(page, code, named, find_map(named))
    if not ours:
        state = PageState.UNMATCHED if seen else PageState.UNREADABLE
        yield SignedPage(page.number, state, is_blank=is_blank)


def _each_page_once(ours: "list[tuple[_Seen, PageCode]]") -> "list[tuple[_Seen, PageCode]]":
    """Leave the small mark of a page out where the page's own code was read."""
    named = {(code.letter, code.page) for _seen, code in ours if not code.is_of_second_mark}
    return [
        (seen, code)
        for seen, code in ours
        if not code.is_of_second_mark or (code.letter, code.page) not in named
    ]


def _matched(page: _PageRequest, code: _Seen, named: PageCode, page_map: PageMap | None) -> SignedPage:
    if page_map is None:
        return SignedPage(page.number, PageState.UNKNOWN, named)
    wanted = page_map.model_copy(update={"tick_boxes": {}, "signing": {}}).model_dump()
    try:
        told, pixels = page.ask(
            "straighten", text=code.text, corners=code.corners, modules=code.modules, map=wanted
        )
        shape = (int(told["height"]), int(told["width"]), 3)
        straight = cast("Pixels", np.frombuffer(pixels, dtype=np.uint8).reshape(shape))
        corners = _corners(told["corners"])
        notes = _notes(corners, [int(side) for side in told["picture"]], page_map, bool(told["is_rough"]))
    except (_Unopened, KeyError, TypeError, ValueError):
        return SignedPage(page.number, PageState.MATCHED, named, notes=(PageNote.FEW_MARKS,))
    return SignedPage(
        number=page.number,
        state=PageState.MATCHED,
        code=named,
        corners=corners,
        straightened=straight,
        is_rough=bool(told["is_rough"]),
        notes=notes,
    )


def _notes(corners: Corners, picture: list[int], page: PageMap, is_rough: bool) -> tuple[PageNote, ...]:
    slack_px = max(picture) * 0.01
    is_cut = any(
        not -slack_px <= place <= side + slack_px
        for corner in corners
        for place, side in zip(corner, picture, strict=True)
    )
    top_left, top_right, bottom_right, bottom_left = corners
    across = (math.dist(top_left, top_right) + math.dist(bottom_left, bottom_right)) / 2 / page.width_mm
    found = {
        PageNote.FEW_MARKS: is_rough,
        PageNote.CUT_OFF: is_cut,
        PageNote.LOW_RESOLUTION: across < _LEAST_PX_PER_MM,
    }
    return tuple(note for note, is_so in found.items() if is_so)


def _seen(code: dict[str, Any]) -> _Seen:
    return _Seen(str(code["text"]), _corners(code["corners"]), int(code["modules"]))


def _corners(points: list[list[float]]) -> Corners:
    corners = tuple((float(x), float(y)) for x, y in points)
    if len(corners) != 4 or not all(math.isfinite(place) for corner in corners for place in corner):  # noqa: PLR2004
        raise ValueError
    return corners
