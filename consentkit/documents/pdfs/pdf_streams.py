"""Words in the streams of a PDF that are no page: maps of letters, profiles of colours, lists of properties.

Runs only in the document reader's process.
"""

import re
from collections.abc import Iterator, Sequence
from xml.parsers import expat

from consentkit.documents.names.known import says_nothing
from consentkit.documents.names.told import Name, Told, as_name
from consentkit.documents.pdfs.pdf_names import is_plain_name
from consentkit.documents.pdfs.pdf_tokens import as_words, text_of, tokens
from consentkit.documents.xml_words import hidden_in_xml
from consentkit.domain.words.drafts import DraftFormat, Holds

# Adobe technical note 5014: what a map of letters is written in.
_OF_MAPS = frozenset(
    b"CMapName findresource begin end dict def dup pop currentdict defineresource begincmap endcmap usecmap"
    b" begincodespacerange endcodespacerange beginbfchar endbfchar beginbfrange endbfrange begincidchar"
    b" endcidchar begincidrange endcidrange beginnotdefrange endnotdefrange cidchar exch readonly true"
    b" false".split()
)
_NUMBER = re.compile(rb"[-+]?[\d.]{1,24}")
_NOTE = re.compile(
    r"[!%]?(?:PS-Adobe-\d\.\d Resource-CMap"
    r"|(?:Begin|End|Document\w{6,16}|Include|Version|Title)[\w:]*.*|EOF)?"
)
_RANGES = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_CODES = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_LEAST_SPELLED, _LONGEST_CLUSTER, _LONGEST_LIGATURE = 4, 8, 3

_PROFILE_MARK = slice(36, 40)
_MEASURES = frozenset(
    {b"curv", b"para", b"mft1", b"mft2", b"XYZ ", b"sf32", b"mAB ", b"mBA ", b"view", b"meas", b"sig ",
     b"chrm", b"dtim", b"ui08", b"ui16", b"ui32", b"uf32", b"vcgt", b"ndin", b"cicp"}
)  # fmt: skip
_TAGS = frozenset(
    b"A2B0 A2B1 A2B2 A2B3 B2A0 B2A1 B2A2 B2A3 B2D0 B2D1 B2D2 B2D3 D2B0 D2B1 D2B2 D2B3 bXYZ rXYZ gXYZ"
    b" bTRC rTRC gTRC kTRC bkpt wtpt lumi meas tech chad chrm clro clrt clot ciis cprt desc dmnd dmdd"
    b" gamt pre0 pre1 pre2 pseq psid rig0 targ calt vued view cicp meta mmod dscm vcgt ndin bfd ps2s"
    b" ps2i ps2c crdi devs K007 psd0 psd1 psd2 psd3 ncl2 ncol resp scrn scrd ucmI ucrb aarg aagg aabg"
    b" arts AM10 AM11 crd0 crd1 crd2 crd3".split()
) | {b"bfd "}
_MAKERS = frozenset(
    b"appl APPL MSFT lcms ADBE Adbe adbe IEC sRGB HP none GOOG SGI SUNW argl KODA scrn Lino LINO UCCM"
    b" artf ART art CCMS CCC EPSO CANO Cano NKON FUJI FB lcmS KCMS UCMS TAGS HCMM MS Wnd1 VIVO XRIT"
    b" DELL Leno APPS *nix nixC ECI IN00 saws CEIS SAMS SONY Goog RIMM DOCU ZCMS HDM GMG basI Lcms".split()
) | {b""}
"""Who makes profiles, as the ICC lists them, and programs that are common."""

_LONG_RUN = re.compile(rb"[A-Za-z][A-Za-z0-9 ,.'-]{9,}")
_LONG_NUMBER = 7
_LETTERS = re.compile(rb"[ -~]{3,}")
_WIDE_LETTERS = re.compile(rb"(?:\0[ -~]){3,}")
_MOST_TAGS = 100


def told_in_map(said: bytes, used: frozenset[bytes]) -> Iterator[Told]:
    """Yield what a map of letters says beside them, and what it spells for codes that nothing draws."""
    for key, value in tokens(said):
        if (
            (key == "note" and not (_NOTE.fullmatch(text_of(value)) and says_nothing(text_of(value))))
            or (key == "name" and not (is_plain_name(value, "", among_glyphs=False) or _says_nothing(value)))
            or (key == "word" and not (value in _OF_MAPS or _NUMBER.fullmatch(value)))
            or (key == "string" and not _says_nothing(value))
        ):
            yield as_words(value)
    spelled = ""
    for code, letters in _mapped(said):
        most = _LONGEST_LIGATURE if letters.isascii() else _LONGEST_CLUSTER
        if len(letters) > most:
            yield as_name(letters)
        elif code not in used:
            spelled += letters
    in_order = [one for one in spelled if one.isalpha()]
    if len(in_order) >= _LEAST_SPELLED and in_order != sorted(in_order):
        yield as_name(spelled)


def _says_nothing(value: bytes) -> bool:
    return says_nothing(text_of(value))


def _mapped(said: bytes) -> Iterator[tuple[bytes, str]]:
    """Yield each code of a map and the letters that stand for it."""
    for kind, body in _RANGES.findall(said):
        codes = [found.group(1) for found in _CODES.finditer(body)]
        bare = [bytes.fromhex(one.translate(None, b" \r\n\t").decode()) for one in codes if one is not None]
        if kind == b"bfchar":
            yield from ((code, _letters(to)) for code, to in zip(bare[::2], bare[1::2], strict=False))
        elif b"[" in body:
            yield from _listed(body)
        else:
            for first, last, to in zip(bare[::3], bare[1::3], bare[2::3], strict=False):
                yield from _counted(first, last, to)


def _listed(body: bytes) -> Iterator[tuple[bytes, str]]:
    for first, inside in re.findall(rb"<([0-9A-Fa-f]+)>\s*<[0-9A-Fa-f]+>\s*\[([^\]]*)\]", body):
        start = bytes.fromhex(first.decode())
        for number, to in enumerate(re.findall(rb"<([0-9A-Fa-f]+)>", inside)):
            code = (int.from_bytes(start, "big") + number).to_bytes(len(start) + 1, "big")[1:]
            yield code, _letters(bytes.fromhex(to.decode()))


def _counted(first: bytes, last: bytes, to: bytes) -> Iterator[tuple[bytes, str]]:
    start, end = int.from_bytes(first, "big"), int.from_bytes(last, "big")
    for number in range(min(end - start + 1, 256)):
        reached = (int.from_bytes(to, "big") + number).to_bytes(len(to) + 1, "big")[1:]
        yield (start + number).to_bytes(len(first) + 1, "big")[1:], _letters(reached)


def _letters(to: bytes) -> str:
    return to.decode("utf-16-be", "ignore").replace("\x00", "")


def is_profile(said: bytes) -> bool:
    """Tell whether a stream is a profile of colours (ICC.1:2022, 7.2.9)."""
    return said[_PROFILE_MARK] == b"acsp"


def told_in_profile(said: bytes) -> Iterator[Told]:
    """Yield the texts of a profile of colours that no program writes by itself."""
    count = int.from_bytes(said[128:132], "big")
    if count > _MOST_TAGS:
        yield Holds.UNKNOWN
        return
    known = [(0, 132 + 12 * count)]
    if not _is_plain_head(said):
        yield Holds.UNKNOWN
    for at in range(132, 132 + 12 * count, 12):
        start, length = (int.from_bytes(said[place : place + 4], "big") for place in (at + 4, at + 8))
        known.append((start, start + length))
        if said[at : at + 4] not in _TAGS:
            yield from _readable(said[at : at + 4])
        if said[start : start + 4] in _MEASURES:
            yield from _readable(b"\n".join(_LONG_RUN.findall(said[start + 8 : start + length])))
        else:
            yield from _readable(said[start + 4 : start + length])
    yield from (told for gap in _gaps(said, known) for told in _readable(gap))


def _is_plain_head(said: bytes) -> bool:
    """Tell whether a profile's head names makers that are known, and is empty where it has to be."""
    makers = (said[at : at + 4] for at in (4, 40, 48, 52, 80))
    return not any(said[100:128]) and all(one.strip(b"\0 ") in _MAKERS for one in makers)


def _gaps(said: bytes, known: Sequence[tuple[int, int]]) -> Iterator[bytes]:
    at = 0
    for start, end in sorted(known):
        yield said[at:start]
        at = max(at, end)
    yield said[at:]


def _readable(said: bytes) -> Iterator[Told]:
    """Yield runs of letters, in one byte each or in two."""
    runs = [*_LETTERS.findall(said), *(one.replace(b"\0", b"") for one in _WIDE_LETTERS.findall(said))]
    for text in (found.decode() for found in runs):
        if (
            any(one.isalpha() for one in text) or sum(map(str.isdigit, text)) >= _LONG_NUMBER
        ) and not says_nothing(text):
            yield as_name(text)


def told_in_properties(said: bytes) -> Iterator[Told]:
    """Yield what a list of properties (XMP) says; one that is no XML is told whole."""
    try:
        found = list(hidden_in_xml(DraftFormat.EPUB, said))
    except expat.ExpatError:
        yield Holds.PROPERTIES
        return
    for one in found:
        yield Name(one.word, Holds.PROPERTIES, one.is_typed) if isinstance(one, Name) else Holds.PROPERTIES
