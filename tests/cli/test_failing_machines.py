"""Every verb on a machine whose disks are full or write-protected, and whose reader has gone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FAULTS = HERE.parent / "usecases" / "faults.c"
# Even root asks then whether it may: without this, nothing is write-protected for it.
AS_ANYBODY = ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner", "--"]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="faults.c is loaded with LD_PRELOAD")


@pytest.mark.parametrize(
    "which",
    [
        pytest.param("consent or audit or story", marks=pytest.mark.slow),
        pytest.param("test", marks=pytest.mark.sweep, id="every verb"),
    ],
)
def test_verbs_say_so_leave_no_half_file_and_can_be_tried_again(which, tmp_path):
    library = tmp_path / "faults.so"
    compiling = ["gcc", "-shared", "-fPIC", "-O1", "-w", "-o", library, FAULTS, "-ldl"]
    subprocess.run(compiling, check=True)
    command = [*(AS_ANYBODY if os.geteuid() == 0 else ()), sys.executable, "-m", "pytest", "-q", "-n0"]
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider", "-k", which, "failing_verbs.py"],
        cwd=HERE, env=os.environ | {"LD_PRELOAD": str(library)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:]
