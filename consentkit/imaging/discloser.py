"""The disclosing process: read a file from stdin, answer with what it tells beside its pixels."""

import json
import signal
import sys

from consentkit.imaging import decoding
from consentkit.imaging.decoder import limit_resources, private_stdout
from consentkit.imaging.disclosing import disclosures_in
from consentkit.imaging.limits import MAX_FILE_BYTES
from consentkit.imaging.messages import read_message, write_message
from consentkit.imaging.workers import READY


def main() -> None:
    """Serve until stdin ends."""
    # Ctrl+C reaches the whole group; the parent decides what happens then.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, target = sys.stdin.buffer, private_stdout()
    limit_resources()
    decoding.prepare()
    write_message(target, READY)
    while True:
        try:
            data = read_message(source, limit=MAX_FILE_BYTES)
        except EOFError:
            return
        write_message(target, b"{}")
        write_message(target, _answer(data))


def _answer(data: bytes) -> bytes:
    try:
        found = [one.model_dump(mode="json") for one in disclosures_in(data)]
    except Exception:  # noqa: BLE001  a file that cannot be opened has not said that it tells nothing
        return b"null"
    return json.dumps(found).encode()


if __name__ == "__main__":
    main()
