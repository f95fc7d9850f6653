"""Find names, places and the like in somebody else's XMP. Runs only in a process of its own."""

import re
from collections.abc import Iterator

from defusedxml import ElementTree

from consentkit.domain.pictures.disclosures import DisclosureKind

_K = DisclosureKind
_Told = Iterator[tuple[DisclosureKind, str, str]]
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_REGION_NAMES = frozenset({"PersonDisplayName", "PersonEmailDigest", "PersonLiveIdCID", "PersonSourceID"})
_REGION_SPACES = (
    "http://www.metadataworkinggroup.com/schemas/regions/",
    "http://ns.acdsee.com/regions/",
    "http://iptc.org/std/Iptc4xmpExt/",
)
_PLACES = ("GPS", "City", "Country", "State", "Location", "Sublocation", "ProvinceName", "WorldRegion")
_KINDS: dict[str, DisclosureKind] = {
    "PersonInImage": _K.NAME, "PersonInImageWDetails": _K.NAME, "PersonName": _K.NAME, "creator": _K.OWNER,
    "CreatorTool": _K.DEVICE, "rights": _K.OWNER, "Owner": _K.OWNER, "OwnerName": _K.OWNER,
    "AuthorsPosition": _K.OWNER, "CaptionWriter": _K.OWNER, "Credit": _K.OWNER, "Source": _K.OWNER,
    "CreatorContactInfo": _K.OWNER, "subject": _K.KEYWORD, "hierarchicalSubject": _K.KEYWORD,
    "LastKeywordXMP": _K.KEYWORD, "TagsList": _K.KEYWORD, "CatalogSets": _K.KEYWORD, "categories": _K.KEYWORD,
    "description": _K.WORDS, "title": _K.WORDS, "Headline": _K.WORDS, "Instructions": _K.WORDS,
    "SerialNumber": _K.SERIAL, "BodySerialNumber": _K.SERIAL, "LensSerialNumber": _K.SERIAL,
    "DocumentID": _K.SERIAL, "OriginalDocumentID": _K.SERIAL, "InstanceID": _K.SERIAL, "Make": _K.DEVICE,
    "Model": _K.DEVICE, "MotionPhoto": _K.VIDEO, "MicroVideo": _K.VIDEO, "Event": _K.WORDS,
    "image": _K.SMALL_PICTURE, "ModelReleaseID": _K.NAME, "ModelAge": _K.NAME, "caption": _K.WORDS,
}  # fmt: skip
# A number, or yes and no: how a picture was taken or developed. Longer ones may be telephone numbers.
_PLAIN_VALUE = re.compile(r"[-+]?[\d./, ]{1,7}|true|false", re.IGNORECASE)
_FIRST = re.compile(rb"<\x00[^\x00]\x00|\x00<\x00[^\x00]|<")
_PACKET_END = re.compile(rb"<\?xpacket end=[^>]*>")


def xmp_disclosures(packet: bytes | str) -> _Told:
    """Yield (kind, property, value). Raises where the packet is not XML."""
    data = packet.encode() if isinstance(packet, str) else packet
    yield from _walk(ElementTree.fromstring(_xml(data)), "", None)


def _xml(data: bytes) -> bytes:
    """Return the XML in a block, without what its format puts before and after it; it may be UTF-16."""
    start = _FIRST.search(data)
    if start is None:
        raise ValueError("no XML")
    data = data[start.start() :]
    if len(start.group()) == 1:
        ended = _PACKET_END.search(data)
        return data[: ended.end() if ended else data.rfind(b">") + 1]
    words = data.decode("utf-16-be" if data[0] == 0 else "utf-16-le", "ignore")
    return words[: words.rfind(">") + 1].encode()


def _walk(element: object, above: str, inherited: DisclosureKind | None) -> _Told:
    tag = str(element.tag)  # type: ignore[attr-defined]  # defusedxml has no types
    name = above if tag.startswith(_RDF) else tag
    told = [(name, element.text or "")]  # type: ignore[attr-defined]
    told += [
        (key, value)
        for key, value in element.attrib.items()  # type: ignore[attr-defined]
        if not key.startswith((_RDF, _XML))
    ]
    for full, value in told:
        kind = _kind(full) or inherited or _K.OTHER
        is_plain = kind is _K.OTHER and _PLAIN_VALUE.fullmatch(value.strip())
        if value.strip() and not is_plain and _local(full) != "xmptk":
            is_data = kind is _K.SMALL_PICTURE
            yield kind, f"XMP {_local(full)}", f"{len(value)} letters" if is_data else value.strip()
    below = _kind(name) or inherited
    for child in element:  # type: ignore[attr-defined]
        yield from _walk(child, name, below)


def _kind(full: str) -> DisclosureKind | None:
    name = _local(full)
    if name in _REGION_NAMES or (name == "Name" and full.lstrip("{").startswith(_REGION_SPACES)):
        return _K.REGION
    if name in _KINDS:
        return _KINDS[name]
    if name.startswith(_PLACES):
        return _K.PLACE
    return _K.DATE if "Date" in name else None


def _local(full: str) -> str:
    return full.rpartition("}")[2]
