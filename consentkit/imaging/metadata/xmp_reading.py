"""Find names, places and the like in somebody else's XMP. Runs only in a process of its own."""

from collections.abc import Iterator

from defusedxml import ElementTree

from consentkit.domain.pictures.disclosures import DisclosureKind

_K = DisclosureKind
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_REGION_NAMES = frozenset({"PersonDisplayName", "PersonEmailDigest", "PersonLiveIdCID", "PersonSourceID"})
_REGION_SPACES = ("http://www.metadataworkinggroup.com/schemas/regions/", "http://ns.acdsee.com/regions/")
_PLACES = ("GPS", "City", "Country", "State", "Location", "Sublocation", "ProvinceName", "WorldRegion")
_KINDS: dict[str, DisclosureKind] = {
    "PersonInImage": _K.NAME, "creator": _K.OWNER, "CreatorTool": _K.DEVICE, "rights": _K.OWNER,
    "Owner": _K.OWNER, "OwnerName": _K.OWNER, "AuthorsPosition": _K.OWNER, "CaptionWriter": _K.OWNER,
    "CreatorContactInfo": _K.OWNER, "subject": _K.KEYWORD, "hierarchicalSubject": _K.KEYWORD,
    "LastKeywordXMP": _K.KEYWORD, "TagsList": _K.KEYWORD, "CatalogSets": _K.KEYWORD, "categories": _K.KEYWORD,
    "description": _K.WORDS, "title": _K.WORDS, "Headline": _K.WORDS, "Instructions": _K.WORDS,
    "SerialNumber": _K.SERIAL, "BodySerialNumber": _K.SERIAL, "LensSerialNumber": _K.SERIAL,
    "DocumentID": _K.SERIAL, "OriginalDocumentID": _K.SERIAL, "InstanceID": _K.SERIAL, "Make": _K.DEVICE,
    "Model": _K.DEVICE, "MotionPhoto": _K.VIDEO, "MicroVideo": _K.VIDEO, "Event": _K.WORDS,
    "image": _K.SMALL_PICTURE, "ModelReleaseID": _K.NAME, "ModelAge": _K.NAME, "caption": _K.WORDS,
}  # fmt: skip


def xmp_disclosures(packet: bytes | str) -> Iterator[tuple[DisclosureKind, str, str]]:
    """Yield (kind, property, value). Raises where the packet is not XML."""
    data = packet.encode() if isinstance(packet, str) else packet
    yield from _walk(ElementTree.fromstring(data.strip(b"\x00 \n\r\t")), "")


def _walk(element: object, above: str) -> Iterator[tuple[DisclosureKind, str, str]]:
    tag = str(element.tag)  # type: ignore[attr-defined]  # defusedxml has no types
    name = above if tag.startswith(_RDF) else tag
    told = [(name, element.text or "")]  # type: ignore[attr-defined]
    told += [(key, value) for key, value in element.attrib.items() if not key.startswith(_RDF)]  # type: ignore[attr-defined]
    for full, value in told:
        kind = _kind(full)
        if kind is not None and value.strip():
            is_data = kind is _K.SMALL_PICTURE
            yield kind, _local(full), f"{len(value)} letters" if is_data else value.strip()
    for child in element:  # type: ignore[attr-defined]
        yield from _walk(child, name)


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
