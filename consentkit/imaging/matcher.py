"""The matching process: read an original and its copy from stdin, answer whether a face still matches."""

import json
import signal
import sys

import numpy as np

from consentkit.domain.errors import Unavailable
from consentkit.domain.images import Box
from consentkit.domain.public_copies import CheckResult
from consentkit.domain.redactions import Cover
from consentkit.imaging.decoder import private_stdout
from consentkit.imaging.limits import MAX_PIXELS
from consentkit.imaging.matching import still_matching
from consentkit.imaging.messages import read_message, write_message
from consentkit.imaging.pixels import Pixels
from consentkit.imaging.workers import READY

_MAX_REQUEST_BYTES = 1_000_000


def main() -> None:
    """Serve until stdin ends."""
    # Ctrl+C reaches the whole group; the parent decides what happens then.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, target = sys.stdin.buffer, private_stdout()
    write_message(target, READY)
    while True:
        try:
            request = read_message(source, limit=_MAX_REQUEST_BYTES)
            original = read_message(source, limit=MAX_PIXELS * 3)
            copy = read_message(source, limit=MAX_PIXELS * 3)
        except EOFError:
            return
        write_message(target, b"{}")
        write_message(target, _answer(request, original, copy))


def _answer(request: bytes, original: bytes, copy: bytes) -> bytes:
    told = json.loads(request)
    covers = [Cover.model_validate(one) for one in told["covers"]]
    others = [Box.model_validate(one) for one in told["others"]]
    try:
        matching = still_matching(
            _pixels(original, told["original"]), _pixels(copy, told["copy"]), covers, others
        )
    except Unavailable:
        return json.dumps({"result": CheckResult.UNSUPPORTED}).encode()
    return json.dumps({"result": CheckResult.FAILED if matching else CheckResult.DONE}).encode()


def _pixels(data: bytes, shape: list[int]) -> Pixels:
    return np.frombuffer(data, dtype=np.uint8).reshape(shape[0], shape[1], 3)


if __name__ == "__main__":
    main()
