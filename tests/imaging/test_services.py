"""Child processes: one table, one way in, and nothing within reach that opens the records."""

import subprocess
import sys

import pytest
from quick_cases import quick_first

from consentkit.sandbox.client import Worker
from consentkit.sandbox.host import SERVICES, load_service
from consentkit.sandbox.services import ServiceKind


def test_every_kind_has_its_service():
    assert set(SERVICES) == set(ServiceKind)
    for kind in ServiceKind:
        assert load_service(kind).limits, kind


def test_no_child_loads_what_opens_the_records():
    script = (
        "import sys\n"
        "from consentkit.sandbox.host import SERVICES, load_service\n"
        "for kind in SERVICES: load_service(kind)\n"
        "near = ('consentkit.store', 'consentkit.usecases', 'sqlcipher3', 'pyrage')\n"
        "print(*sorted(name for name in sys.modules if name.startswith(near)))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert done.stdout.split() == []


@pytest.mark.parametrize(
    "kind", quick_first([ServiceKind.PICTURE, ServiceKind.DOCUMENT, ServiceKind.SCAN], 1)
)
def test_a_child_answers_after_the_one_before_it_died(kind):
    worker = Worker(kind)
    asked = {
        ServiceKind.PICTURE: (b"no picture",),
        ServiceKind.DOCUMENT: (b'{"do": "open"}', b"\x00no document"),
        ServiceKind.SCAN: (
            b'{"do": "plan", "profile": "fast", "threads": 1, "detectors": [],'
            b' "height": 1, "width": 1, "media_type": "", "models": "."}',
            bytes(3),
        ),
    }[kind]
    try:
        first, pid = worker.ask(*asked), worker.pid
        worker.kill()
        assert worker.ask(*asked) == first
        assert worker.pid != pid
    finally:
        worker.close()
