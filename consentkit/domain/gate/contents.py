"""What a certificate rests on, by what it holds: not by where a file lies, nor by when somebody looked.

A certificate keeps by which rule its digests were taken. Those of the first rule (`Dossier.parts`) go on
being compared by it, with the vault names and times that it counted; none is issued by it any more.
"""

from collections.abc import Mapping

from pydantic import BaseModel

from consentkit.domain.gate.dossiers import Dossier, ImageRecord, VideoRecord
from consentkit.domain.pictures.images import Detection, Face, Scan
from consentkit.domain.pictures.public_copies import PublicCopy
from consentkit.domain.values import digest_of
from consentkit.domain.videos.videos import Track, VideoCopy
from consentkit.domain.words.drafts import Draft

RULE = "rule"
"""The name beside the parts under which the rule stands; certificates by the first rule have none."""

_CONTENT = "2"
_IN_THE_VAULT = frozenset({"original", "stored"})
"""Names of the vault, another each time that a file is sealed; beside them stands the digest of its bytes."""


def content_parts(dossier: Dossier) -> dict[str, str]:
    """Return what a certificate rests on: one digest for each part, and the rule by which they were taken."""
    return dossier.parts() | {
        RULE: _CONTENT,
        "files": digest_of(
            [
                [_image(record) for record in dossier.images],
                [_video(record) for record in dossier.videos],
                dossier.papers,
                _draft(dossier.draft),
            ]
        ),
        "faces": digest_of([_seen(one) for one in dossier.seen]),
    }


def changed_parts(
    kept: Mapping[str, str], now: Mapping[str, str], by_first_rule: Mapping[str, str]
) -> tuple[str, ...]:
    """Return which parts of a certificate are others now, by the rule of the certificate; sorted.

    One by a rule that this program does not know has changed in every part.
    """
    current = now if kept.get(RULE) == now.get(RULE) else {} if RULE in kept else by_first_rule
    names = (set(kept) | set(now)) - {RULE}
    return tuple(sorted(name for name in names if name not in current or kept.get(name) != current[name]))


def _image(record: ImageRecord) -> list[object]:
    image, copy = record.image, record.copy_made
    return [
        _fields(image, _IN_THE_VAULT | {"scan", "scanned_at"}),
        _scan(image.scan),
        _copy(copy),
        record.original_state,
        record.copy_state,
        None if record.near is None else [_fields(one) for one in record.near],
    ]


def _copy(copy: PublicCopy | None) -> list[object]:
    return [] if copy is None else [_fields(copy, _IN_THE_VAULT | {"rescan"}), _scan(copy.rescan)]


def _scan(scan: Scan | None) -> list[object]:
    if scan is None:
        return []
    return [_fields(scan, frozenset({"detections"})), [_detection(one) for one in scan.detections]]


def _detection(found: Detection) -> dict[str, object]:
    # How sure a detector was differs a little from machine to machine, and no rule asks.
    return _fields(found, frozenset({"score", "reads_score"}))


def _video(record: VideoRecord) -> list[object]:
    return [
        _fields(record.video, _IN_THE_VAULT | {"scanned_at"}),
        _video_copy(record.copy_made),
        record.original_state,
        record.copy_state,
    ]


def _video_copy(copy: VideoCopy | None) -> dict[str, object]:
    return {} if copy is None else _fields(copy, _IN_THE_VAULT)


def _draft(draft: Draft | None) -> list[object]:
    # The story's part has the draft's name: other words are another name.
    if draft is None:
        return []
    parts = [_fields(part, frozenset({"seen_at"})) for part in draft.parts]
    return [_fields(draft, frozenset({"opened_at", "parts"})), parts]


def _seen(one: Face | Track) -> dict[str, object]:
    # To whom it was linked before counts where it takes a second person, who is named beside.
    return _fields(one, frozenset({"settled_at", "linked_before"}))


def _fields(value: BaseModel, without: frozenset[str] = frozenset()) -> dict[str, object]:
    """Return the fields that say something: one that a later version adds counts once it is not the usual."""
    known = type(value).model_fields
    return {
        name: held
        for name, field in known.items()
        if name not in without and (held := getattr(value, name)) != field.default
    }
