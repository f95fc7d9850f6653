"""What is written into a public copy: who may use it, until when, and that it was changed.

Vocabularies: PLUS License Data Format 2.0.1 (ldf/vocab, codes as in exiftool's PLUS.pm 12.57) and IPTC
NewsCodes digitalsourcetype (2024-Q3); read 2026-11-22.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from consentkit.domain.codes import Code
from consentkit.domain.values import Channel, Value

PLUS_VOCABULARY = "http://ns.useplus.org/ldf/vocab/"
SOURCE_TYPE_VOCABULARY = "http://cv.iptc.org/newscodes/digitalsourcetype/"


class ModelRelease(StrEnum):
    """PLUS model release status. `MR-UMR`, unlimited, is left out: no consent here is without an end."""

    NONE = "MR-NON"
    LIMITED = "MR-LMR"


class DataMining(StrEnum):
    """PLUS data mining."""

    PROHIBITED = "DMI-PROHIBITED"


class DigitalSourceType(StrEnum):
    """IPTC digital source type: media changed by people with tools that generate nothing."""

    HUMAN_EDITS = "humanEdits"


class CopyMetadata(Value):
    """All that a public copy says about itself. No name, place or date of the picture has a field here."""

    usage_terms: str
    alteration: str
    model_release: ModelRelease
    consents: tuple[Code, ...]
    """Random codes; nobody outside can tell whose they are."""
    licence_ends_on: date | None
    data_mining: DataMining = DataMining.PROHIBITED
    source_type: DigitalSourceType = DigitalSourceType.HUMAN_EDITS


_AGREED = (
    "Agreed with the people in it for one story only{channel}. Not for any other use, change or training."
)
_TERMS = "For one story only{channel}. Not for any other use, change or training."
_COVERED = "Faces were covered and the picture was saved anew. Covers are part of the consent: keep them."
_SAVED = "The picture was saved anew and may be smaller than it was."


def metadata_for(
    consents: Sequence[str], *, channel: Channel | None, until: date | None, is_covered: bool, terms: str = ""
) -> CopyMetadata:
    """Return the metadata of a copy that rests on these consents; `terms` replace the usual English words."""
    usual = (_AGREED if consents else _TERMS).format(
        channel=f" ({channel.value.replace('-', ' ')})" if channel else ""
    )
    return CopyMetadata(
        usage_terms=terms or usual,
        alteration=_COVERED if is_covered else _SAVED,
        model_release=ModelRelease.LIMITED if consents else ModelRelease.NONE,
        consents=tuple(sorted(set(consents))),
        licence_ends_on=until,
    )
