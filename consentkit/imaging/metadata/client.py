"""Ask the disclosing process what a file tells; it has no keys, little time and limited memory."""

from pydantic import TypeAdapter, ValidationError

from consentkit.domain.errors import InvalidInput
from consentkit.domain.pictures.disclosures import Disclosure
from consentkit.sandbox.client import Worker, WorkerDied, WorkerTooSlow, keep_until_exit
from consentkit.sandbox.services import ServiceKind

_DISCLOSER = keep_until_exit(Worker(ServiceKind.DISCLOSURES))
_ANSWER = TypeAdapter(tuple[Disclosure, ...])


def find_disclosures(data: bytes, *, worker: Worker = _DISCLOSER) -> tuple[Disclosure, ...]:
    """Return what a file tells beside its pixels. Raises InvalidInput: picture-damaged."""
    try:
        _, answer = worker.ask(data)
        return _ANSWER.validate_json(answer)
    except (WorkerDied, WorkerTooSlow, ValidationError):
        raise InvalidInput("picture-damaged") from None
