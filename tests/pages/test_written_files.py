"""What is given away is written to a new file, whole, and never over what somebody else wrote."""

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from consentkit.domain.errors import Conflict
from consentkit.pages.files import write_file

WRITERS = 8


def write_at_once(out):
    """Have several people write one new file at the same moment; return who of them did."""
    start = Barrier(WRITERS)

    def write(who):
        start.wait()
        try:
            write_file(out, bytes([who]) * 500_000)
        except Conflict:
            return None
        return who

    with ThreadPoolExecutor(WRITERS) as people:
        return [who for who in people.map(write, range(WRITERS)) if who is not None]


def test_of_several_who_write_one_new_file_one_does_and_the_others_are_told(tmp_path):
    out = tmp_path / "letters.pdf"
    [winner] = write_at_once(out)
    assert out.read_bytes() == bytes([winner]) * 500_000
    assert list(tmp_path.iterdir()) == [out]


def test_a_disk_that_knows_no_links_keeps_the_first_file_too(tmp_path, monkeypatch):
    def refuse(*_paths):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    out = tmp_path / "letters.pdf"
    [winner] = write_at_once(out)
    assert out.read_bytes() == bytes([winner]) * 500_000
    assert list(tmp_path.iterdir()) == [out]
