"""Our own small serializer of XMP: these few properties, these prefixes, and nothing that was read."""

import re
from collections.abc import Iterator
from datetime import date
from html import escape, unescape

from consentkit.domain.pictures.copy_metadata import (
    PLUS_VOCABULARY,
    SOURCE_TYPE_VOCABULARY,
    CopyMetadata,
    ModelRelease,
)

_NAMESPACES = {
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
}


def xmp_packet(metadata: CopyMetadata) -> bytes:
    """Return the packet; the same metadata give the same bytes."""
    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'<rdf:Description rdf:about=""{spaces}>\n'
        + "\n".join(_properties(metadata))
        + "\n</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n"
        '<?xpacket end="r"?>'
    ).encode()


def read_packet(packet: bytes) -> CopyMetadata | None:
    """Return the metadata of a packet that we wrote; `None` for one that is not ours letter by letter."""
    try:
        read = _read(packet.decode())
    except ValueError:
        return None
    return read if xmp_packet(read) == packet else None


def _read(text: str) -> CopyMetadata:
    ends = _between(text, "plus:LicenseEndDate")
    status = _between(text, "plus:ModelReleaseStatus").removeprefix(PLUS_VOCABULARY)
    words = _between(text, "xmpRights:UsageTerms")
    return CopyMetadata(
        usage_terms=_between(words, 'rdf:li xml:lang="x-default"', "rdf:li"),
        alteration=_between(text, "photoshop:Instructions"),
        model_release=ModelRelease(status),
        consents=tuple(re.findall(r"<rdf:li>([^<]+)</rdf:li>", _between(text, "plus:ModelReleaseID"))),
        licence_ends_on=date.fromisoformat(ends) if ends else None,
    )


def _between(text: str, opening: str, closing: str = "") -> str:
    inside = text.partition(f"<{opening}>")[2].partition(f"</{closing or opening}>")[0]
    return inside if "<" in inside else unescape(inside)


def _properties(metadata: CopyMetadata) -> Iterator[str]:
    yield _text("Iptc4xmpExt:DigitalSourceType", SOURCE_TYPE_VOCABULARY + metadata.source_type)
    yield _text("photoshop:Instructions", metadata.alteration)
    yield _text("plus:DataMining", PLUS_VOCABULARY + metadata.data_mining)
    if metadata.licence_ends_on is not None:
        yield _text("plus:LicenseEndDate", metadata.licence_ends_on.isoformat())
    if metadata.consents:
        items = "".join(f"<rdf:li>{escape(code)}</rdf:li>" for code in metadata.consents)
        yield f"<plus:ModelReleaseID><rdf:Bag>{items}</rdf:Bag></plus:ModelReleaseID>"
    yield _text("plus:ModelReleaseStatus", PLUS_VOCABULARY + metadata.model_release)
    words = f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(metadata.usage_terms)}</rdf:li></rdf:Alt>'
    yield f"<xmpRights:UsageTerms>{words}</xmpRights:UsageTerms>"


def _text(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>"
