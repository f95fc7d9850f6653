"""The disclosing process: read a file from stdin, answer with what it tells beside its pixels."""

import json
from typing import Any

from consentkit.imaging.metadata.reading import disclosures_in
from consentkit.imaging.opening.service import prepare
from consentkit.sandbox.limits import MAX_FILE_BYTES
from consentkit.sandbox.serving import Content, Service


def service() -> Service:
    """Return how this process answers."""
    return Service(_answer, (MAX_FILE_BYTES,), prepare=prepare)


def _answer(data: bytes) -> tuple[dict[str, Any], Content]:
    try:
        found = [one.model_dump(mode="json") for one in disclosures_in(data)]
    except Exception:  # noqa: BLE001  a file that cannot be opened has not said that it tells nothing
        return {}, b"null"
    return {}, json.dumps(found).encode()
