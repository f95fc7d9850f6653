"""The page reader's process: read a file of signed paper from stdin, answer what stands on a page of it,
again and again. It holds no keys, and may not write a file.
"""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image, ImageFilter

from consentkit.domain.letters.codes import read_any_payload
from consentkit.domain.letters.page_maps import PageMap
from consentkit.imaging.opening import decoding
from consentkit.imaging.opening.pixels import Pixels
from consentkit.imaging.opening.service import prepare
from consentkit.imaging.paper.page_codes import FoundCode, Grey, find_codes
from consentkit.imaging.paper.page_marks import straighten
from consentkit.imaging.paper.signed_sources import Source, open_source
from consentkit.sandbox.limits import MAX_FILE_BYTES
from consentkit.sandbox.serving import Content, Service

_MAX_REQUEST_BYTES = 100_000


def service() -> Service:
    """Answer a request and the file, answered by JSON and pixels."""
    return Service(_Reader().answer, (_MAX_REQUEST_BYTES, MAX_FILE_BYTES), prepare=prepare)


@dataclass(frozen=True, eq=False)
class _Opened:
    data: bytes
    source: Source


@dataclass(frozen=True, eq=False)
class _Page:
    number: int
    pixels: Pixels
    grey: Grey


class _Reader:
    """Answers requests, and keeps the last file and the last page: the next request is mostly for them."""

    def __init__(self) -> None:
        self._opened: _Opened | None = None
        self._page: _Page | None = None

    def answer(self, request: bytes, data: bytes) -> tuple[dict[str, Any], Content]:
        """Return what is told, and the pixels of a straightened page."""
        told, pixels = self._answer(json.loads(request), data)
        return told, b"" if pixels is None else pixels.data.cast("B")

    def _answer(self, request: dict[str, Any], data: bytes) -> tuple[dict[str, Any], Pixels | None]:
        try:
            source = self._source(data)
            if request["do"] == "count":
                return {"pages": source.pages}, None
            page = self._page_of(source, int(request["page"]))
            if request["do"] == "look":
                return _codes_on(page) | {"is_blank": _is_blank(page.grey)}, None
            return _straightened(page, request)
        except decoding.Refusal as refusal:
            return {"refusal": refusal.code}, None

    def _source(self, data: bytes) -> Source:
        if self._opened is None or self._opened.data != data:
            self._opened = self._page = None
            self._opened = _Opened(data, open_source(data))
        return self._opened.source

    def _page_of(self, source: Source, number: int) -> _Page:
        if self._page is None or self._page.number != number:
            self._page = None
            pixels = source.page(number)
            self._page = _Page(number, pixels, np.asarray(Image.fromarray(pixels).convert("L")))
        return self._page


_LOOKED_AT_PX = 800
_GROUND_PX = 25
_DARKER = 25
_LEAST_INK = 0.0005
"""A letter covers some hundredths of its page; dust and the grain of a photograph less than this."""


def _is_blank(grey: Grey) -> bool:
    """Tell whether nothing stands on a page: hardly anything is darker than the paper around it."""
    small = Image.fromarray(grey)
    small.thumbnail((_LOOKED_AT_PX, _LOOKED_AT_PX), Image.Resampling.BOX)
    ground = np.asarray(small.filter(ImageFilter.BoxBlur(_GROUND_PX)), dtype=np.int16)
    ink = ground - np.asarray(small, dtype=np.int16) > _DARKER
    return float(ink.mean()) < _LEAST_INK


def _codes_on(page: _Page) -> dict[str, Any]:
    codes = find_codes(page.grey, lambda text: read_any_payload(text) is not None)
    listed = [
        {"text": code.text[:200], "corners": code.corners.tolist(), "modules": code.modules}
        for code in codes[:50]
    ]
    return {"codes": listed}


def _straightened(page: _Page, request: dict[str, Any]) -> tuple[dict[str, Any], Pixels | None]:
    corners = np.array(request["corners"], dtype=float)
    code = FoundCode(str(request["text"]), corners, int(request["modules"]))
    try:
        found = straighten(page.pixels, page.grey, code, PageMap.model_validate(request["map"]))
    except np.linalg.LinAlgError:
        return {"refusal": "page-not-straight"}, None
    height, width = found.pixels.shape[:2]
    told = {
        "height": height,
        "width": width,
        "corners": found.corners.tolist(),
        "marks": found.marks_found,
        "is_rough": found.is_rough,
        "picture": [page.grey.shape[1], page.grey.shape[0]],
    }
    return told, found.pixels
