"""Read all that a picture's file tells beside its pixels. Runs only in a process of its own.

What the format's walker finds is told, block by block: with its values where they can be read, and else by
its name, its size and the words in it. So a file in which there is anything never tells nothing.
"""

import io
from collections.abc import Callable, Iterator

from PIL import Image

from consentkit.domain.pictures.disclosures import Disclosure, DisclosureKind
from consentkit.domain.pictures.images import Leak
from consentkit.imaging.metadata.exif_reading import exif_disclosures, exif_tags, tag_name
from consentkit.imaging.metadata.iptc_reading import iptc_disclosures
from consentkit.imaging.metadata.words_inside import words_in
from consentkit.imaging.metadata.xmp_reading import xmp_disclosures
from consentkit.imaging.opening.thumbnails import shows_more
from consentkit.imaging.walkers.blocks import Block
from consentkit.imaging.walkers.small_pictures import small_pictures
from consentkit.imaging.walkers.table import walk
from consentkit.imaging.walkers.transparency import hides_colours
from consentkit.sandbox.limits import FORMATS

# More would fill screens: enough to say that a file tells too much. Chosen by eye, as 200 letters each.
MOST = 300
_MOST_LETTERS = 200
# Who made it stands behind much that names the format.
_MOST_LETTERS_OF_BLOCK = 1000
_K = DisclosureKind
_Told = Iterator[tuple[DisclosureKind, str, str]]
_READERS: dict[Leak, Callable[[bytes], _Told]] = {
    Leak.EXIF: exif_disclosures,
    Leak.XMP: xmp_disclosures,
    Leak.IPTC: iptc_disclosures,
}
_KINDS = {
    Leak.GPS: _K.PLACE,
    Leak.COMMENT: _K.WORDS,
    Leak.THUMBNAIL: _K.SMALL_PICTURE,
    Leak.COLOUR_PROFILE: _K.COLOURS,
    Leak.OTHER_FRAMES: _K.OTHER_PICTURE,
    Leak.HIDDEN_COLOURS: _K.UNDER_TRANSPARENCY,
}
# A motion photo's film has `ftyp` near its beginning; in a HEIC its box has a name of its own.
_FILM, _FILM_WITHIN = b"ftyp", 4096
_FILM_BOXES = ("HEIF mpvd", "HEIF moov", "HEIF moof")
_CREDENTIALS = (b"c2pa", b"jumb")


def disclosures_in(data: bytes) -> tuple[Disclosure, ...]:
    """Return what the file tells. A part that cannot be read is told as hidden bytes, never left out."""
    formats = [kind for kind in (*FORMATS, "HEIF") if kind in Image.OPEN]
    with Image.open(io.BytesIO(data), formats=formats) as image:
        image.load()
        blocks = walk(data)
        found = _of_tags(image, blocks) if image.format == "TIFF" else []
        said = {one.where for one in found}
        found += [one for block in blocks if block.where not in said for one in _of_block(block)]
        for where, small in small_pictures(data, blocks):
            found.append(_said(_K.SMALL_PICTURE, where, f"{small.width} x {small.height}"))
            if shows_more(small, image):
                found.append(_said(_K.SHOWS_MORE, where, f"{small.width} x {small.height}"))
        if hides_colours(image):
            found.append(_said(_K.UNDER_TRANSPARENCY, image.format or "", image.mode))
    return tuple(dict.fromkeys(found))[:MOST]


def _of_tags(image: Image.Image, blocks: tuple[Block, ...]) -> list[Disclosure]:
    """Read the tags of a TIFF, which are its own; each is said to stand where the walker found it."""
    names = {
        f"EXIF {tag_name(int(number))}": block.where
        for block in blocks
        if (number := block.where.removeprefix("TIFF ")).isdigit()
    }
    try:
        return [
            _said(kind, names.get(where, where), value) for kind, where, value in exif_tags(image.getexif())
        ]
    except Exception:  # noqa: BLE001  as below; the blocks are told themselves
        return []


def _of_block(block: Block) -> list[Disclosure]:
    reader = _READERS.get(block.leak)
    try:
        read = [_said(kind, where, value) for kind, where, value in reader(block.content)] if reader else []
    except Exception:  # noqa: BLE001  hostile files raise anything; the part is there and not understood
        read = [_said(_K.HIDDEN_BYTES, block.where, "?")]
    return read or [_itself(block)]


def _itself(block: Block) -> Disclosure:
    """Say that a block is there, how large it is, and what words are in it."""
    kind, where = _kind(block), block.where
    if all(mark in block.content for mark in _CREDENTIALS):
        where = f"{where}, C2PA"
    if not block.content:
        return _said(kind, where, "1")
    if kind in {_K.VIDEO, _K.SMALL_PICTURE}:
        return _said(kind, where, f"{len(block.content)} bytes")
    if kind is _K.WORDS:
        key, zero, words = block.content.decode("utf-8", "replace").partition("\x00")
        return _said(kind, f"{where} {key}", words) if zero else _said(kind, where, key)
    words = words_in(block.content)
    said = f"{len(block.content)} bytes" + (f": {words}" if words else "")
    return Disclosure(kind=kind, where=where, value=said[:_MOST_LETTERS_OF_BLOCK])


def _kind(block: Block) -> DisclosureKind:
    if block.where in _FILM_BOXES or (block.where != "file" and _FILM in block.content[:_FILM_WITHIN]):
        return _K.VIDEO
    if block.leak is Leak.TRAILING_BYTES and b"\xff\xd8\xff" in block.content:
        return _K.OTHER_PICTURE
    return _KINDS.get(block.leak, _K.HIDDEN_BYTES)


def _said(kind: DisclosureKind, where: str, value: object) -> Disclosure:
    words = " ".join(str(value).split())
    return Disclosure(kind=kind, where=where, value=words[:_MOST_LETTERS])
