"""What stands in documents that are ZIP archives: DOCX, PPTX, EPUB, ODT, ODP. Runs only in the document
reader's process.
"""

import html
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from functools import partial

from consentkit.documents.hidden_words import hidden_in_member
from consentkit.documents.kinds import holds_of
from consentkit.documents.members.unshown import Pages
from consentkit.documents.names.known import says_nothing
from consentkit.documents.names.shapes import is_usual_name
from consentkit.documents.names.shown import shown_words
from consentkit.documents.names.told import Names, Told, as_name
from consentkit.documents.orders import Order, order_of, reached_in
from consentkit.documents.texts import in_text, is_text, without_bom
from consentkit.documents.values import Found, Opened, Take
from consentkit.documents.zip_bytes import has_more
from consentkit.domain.words.drafts import SEEN_BY_PROGRAM, DraftFormat, Holds, Location
from consentkit.imaging.opening.decoding import Refusal
from consentkit.sandbox.limits import MAX_FILE_BYTES

# As for PDF: ten times the largest file that is opened, unpacked in all, and 30 MB for one part's XML.
MAX_UNPACKED_BYTES = 500 * 1000 * 1000
_MAX_MEMBERS = 5000
_MAX_TEXT_BYTES = 30 * 1000 * 1000
_FAIR_COMPRESSION = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
# Bit 0 of the general purpose flags (APPNOTE 4.4.4).
_IS_ENCRYPTED = 0x1
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_PREVIEWS = ("docProps/thumbnail.", "Thumbnails/")
_CHARTS = ("word/charts/chart", "ppt/charts/chart")
_SCRAMBLED_FONTS = (b"http://www.idpf.org/2008/embedding", b"http://ns.adobe.com/pdf/enc#RC")
_CACHE, _LETTERS = "layout-cache", re.compile(rb"[A-Za-z\x80-\xfe]{4}")
"""Where LibreOffice broke lines: numbers."""

_NOTES = {"word/footnotes.xml": b"footnote", "word/endnotes.xml": b"endnote"}
_READ_BY_THEMSELVES = ("[Content_Types].xml", "docProps/", "customXml/")
_SHOWN_MEMBERS = {
    DraftFormat.DOCX: re.compile(r"word/(?:document\w*|header\w*|footer\w*|footnotes|endnotes)\.xml"),
    DraftFormat.PPTX: re.compile(r"ppt/slides/[^/]+\.xml"),
    DraftFormat.OPEN_DOCUMENT: re.compile(r"content\.xml"),
}
_WORDS_ALONE = frozenset({Holds.COMMENTS, Holds.NOTES, Holds.HIDDEN_WORDS, Holds.PROPERTIES, Holds.LEFT_OVER})
_WITH_RELATIONS = frozenset({DraftFormat.DOCX, DraftFormat.PPTX})


class Archive:
    """A ZIP archive that is what it says: no name twice, nothing locked, no more than was declared."""

    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        infos = [info for info in self._zip.infolist() if not info.is_dir()]
        if any(info.flag_bits & _IS_ENCRYPTED for info in infos):
            raise Refusal("draft-has-password")
        self.names = tuple(info.filename for info in infos)
        self.all_names = tuple(dict.fromkeys(info.orig_filename for info in self._zip.infolist()))
        """Those of folders, too, as they are written."""

        is_odd = any(info.compress_type not in _FAIR_COMPRESSION for info in infos)
        if is_odd or len(set(self.names)) < len(infos) or len(infos) > _MAX_MEMBERS:
            raise Refusal("draft-damaged")
        if sum(info.file_size for info in infos) > MAX_UNPACKED_BYTES:
            raise Refusal("draft-unpacks-too-large")
        self.has_more = has_more(data, self._zip.infolist(), self._zip)
        self._sizes = {info.filename: info.file_size for info in infos}

    def read(self, name: str) -> bytes:
        """Return a member whole; its checksum is checked."""
        size = self._sizes[name]
        if size > MAX_FILE_BYTES:
            raise Refusal("draft-unpacks-too-large")
        data = self._zip.read(name)
        if len(data) != size:
            raise Refusal("draft-damaged")
        return data

    def text(self, name: str) -> bytes:
        """Return a member that is text; empty where there is none of that name."""
        if name not in self._sizes:
            return b""
        if self._sizes[name] > _MAX_TEXT_BYTES:
            raise Refusal("draft-unpacks-too-large")
        return without_bom(self.read(name))


def open_zip(data: bytes) -> Opened:
    """Return what stands in a ZIP document; raises Refusal, or what zipfile and expat raise."""
    archive = Archive(data)
    kind = format_of(archive)
    _check_locks(archive, kind)
    order = order_of(kind, archive.text, archive.names)
    beside = [Found(Location.FILE, 1, Holds.UNKNOWN)] if archive.has_more else []
    names = Names(shown_words(_shown_texts(archive, kind, order)))
    list(names.apart(_names_of_members(archive)))
    found = [*_found(archive, kind, order, names), *beside, *names.parts()]
    return Opened(kind, order.pages, tuple(_once(found)), _has_words(archive, kind))


def _once(found: Iterable[Found]) -> Iterator[Found]:
    """Yield everything; words of one kind that lie loose in the file once, as one act looks at them."""
    seen: set[Holds] = set()
    for one in found:
        is_loose = one.location is Location.FILE and one.holds in _WORDS_ALONE
        if not (is_loose and one.holds in seen):
            yield one
        seen |= {one.holds} if is_loose else set()


def _shown_texts(archive: Archive, kind: DraftFormat, order: Order) -> Iterator[bytes]:
    is_shown = _SHOWN_MEMBERS.get(kind)
    for name in archive.names:
        if name in order.chapters or (is_shown is not None and is_shown.fullmatch(name)):
            yield archive.text(name)


def _names_of_members(archive: Archive) -> Iterator[Told]:
    for name in archive.all_names:
        said = "/".join(one for one in name.split("/") if one and not is_usual_name(one))
        if not says_nothing(said):
            yield as_name(name)
    kind = archive.text("mimetype").decode("utf-8", "replace")
    if not says_nothing(kind):
        yield as_name(kind)


_WRITTEN = re.compile(
    r"word/(?:document\w*|header\w*|footer\w*|footnotes|endnotes)\.xml|(?:content|styles)\.xml"
)
_MARKUP = re.compile(r"<!--.*?-->|<\?.*?\?>|<[^>]*>", re.DOTALL)


def _has_words(archive: Archive, kind: DraftFormat) -> bool:
    """Tell whether a letter or digit stands in a written document; of other kinds it is thought so."""
    if kind not in {DraftFormat.DOCX, DraftFormat.OPEN_DOCUMENT}:
        return True
    texts = (archive.text(name) for name in archive.names if _WRITTEN.fullmatch(name))
    shown = (_MARKUP.sub(" ", text.decode("utf-8", "replace")) for text in texts)
    return any(character.isalnum() for text in shown for character in html.unescape(text))


def format_of(archive: Archive) -> DraftFormat:
    """Return which kind of document an archive is; raises Refusal for any other."""
    types = archive.text("[Content_Types].xml")
    if b"wordprocessingml.document.main" in types or b"ms-word.document.macroEnabled.main" in types:
        return DraftFormat.DOCX
    if any(word in types for word in (b"presentationml.presentation.main", b"presentationml.slideshow.main")):
        return DraftFormat.PPTX
    if b"ms-powerpoint.presentation.macroEnabled.main" in types:
        return DraftFormat.PPTX
    media_type = archive.text("mimetype").strip()
    if media_type == b"application/epub+zip":
        return DraftFormat.EPUB
    if media_type.startswith((_OPEN_DOCUMENT + b"text", _OPEN_DOCUMENT + b"presentation")):
        return DraftFormat.OPEN_DOCUMENT
    raise Refusal("draft-format-unknown")


def _check_locks(archive: Archive, kind: DraftFormat) -> None:
    """Refuse content that is encrypted inside the archive; scrambled fonts hide no picture."""
    if kind is DraftFormat.OPEN_DOCUMENT and b"encryption-data" in archive.text("META-INF/manifest.xml"):
        raise Refusal("draft-has-password")
    locks = archive.text("META-INF/encryption.xml")
    methods = re.findall(rb"EncryptionMethod[^>]*", locks)
    is_scrambled = all(any(plain in method for plain in _SCRAMBLED_FONTS) for method in methods)
    if b"EncryptedData" in locks and not (methods and is_scrambled):
        raise Refusal("draft-has-password")


def _found(archive: Archive, kind: DraftFormat, order: Order, names: Names) -> Iterator[Found]:
    """Yield what the members hold: those that stand on a page in its order, then all that is left."""
    left = 0
    shown = (frozenset(order.locations) | order.chapters) - order.aside
    reached = reached_in(archive.text) if kind in _WITH_RELATIONS else frozenset(archive.names)
    pages = Pages(kind, archive.text, archive.names, shown) if kind in _WITH_RELATIONS else None
    for name in dict.fromkeys((*order.locations, *archive.names)):
        if name not in archive.names:
            continue
        found = list(_in_member(archive, kind, name, shown, names))
        # A member of which a person looks at everything is not asked about twice.
        is_asked = any(holds not in SEEN_BY_PROGRAM for holds, _ in found)
        if (kind_of_note := _NOTES.get(name)) and _has_unused_note(archive, name, kind_of_note):
            found.append((Holds.HIDDEN_WORDS, None))
        if name not in reached and not is_asked and _is_left_over(archive, name):
            found.append((Holds.LEFT_OVER, None))
        if pages is not None:
            found += [(holds, None) for holds in pages.hidden_in(name, is_asked=is_asked)]
        found = list(dict.fromkeys(found))
        if not found:
            continue
        location = order.locations.get(name)
        if location is None and name.startswith(_PREVIEWS):
            location = (Location.PREVIEW, 1)
        for holds, take in found:
            if location is None:
                left += 1
            at = location or (Location.FILE, left)
            yield Found(at[0], at[1], holds, take)


def _has_unused_note(archive: Archive, name: str, kind: bytes) -> bool:
    """Tell whether a note stands in the file to which no place in the words leads."""
    notes = re.findall(rb"<(?:\w+:)?" + kind + rb"\b([^>]*)>", archive.text(name))
    main = b"".join(archive.text(one) for one in archive.names if re.fullmatch(r"word/document\w*\.xml", one))
    places = re.findall(rb"<(?:\w+:)?" + kind + rb"Reference\b[^>]*?\bid=[\"'](-?\d+)", main)
    # Lines between words and notes are notes with a type.
    own = [note for note in notes if b"type=" not in note]
    return any(not set(re.findall(rb"\bid=[\"'](-?\d+)", note)) & set(places) for note in own)


def _is_left_over(archive: Archive, name: str) -> bool:
    """Tell whether a member to which nothing leads has words: nobody reads them. Pictures are looked at."""
    is_known = name.endswith(".rels") or name.startswith(_READ_BY_THEMSELVES)
    if is_known or not is_text(archive.read(name)):
        return False
    return any(letter.isalnum() for letter in _MARKUP.sub(" ", archive.text(name).decode("utf-8", "replace")))


def _in_member(
    archive: Archive, kind: DraftFormat, name: str, shown: frozenset[str], names: Names
) -> Iterator[tuple[Holds, Take | None]]:
    data = archive.read(name)
    if not data:
        return
    if is_text(data):
        if name.startswith(_CHARTS):
            yield Holds.CHART, None
        text = archive.text(name)
        found = list(in_text(text, name))
        yield from found
        # A member of which a person looks at everything is not asked about twice.
        is_asked = any(holds not in SEEN_BY_PROGRAM for holds, _ in found)
        known = shown | {name} if is_asked else shown
        yield from ((holds, None) for holds in names.apart(hidden_in_member(kind, name, text, known)))
        return
    holds = holds_of(data, name)
    if name == _CACHE and not _LETTERS.search(data):
        return
    if holds is not None:
        yield holds, partial(archive.read, name) if holds is Holds.PICTURE else None
