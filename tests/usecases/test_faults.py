"""Each act on a machine whose disk fills up, fails, or whose power goes, at each of its writes."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

HERE = Path(__file__).parent
_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - where there is one: no disk waits for each flush
SOME = (
    "actor-added,actor-removed,passphrase-changed,actor-recovered,identity-sealed,story-added,"
    "consent-recorded,consent-withdrawn,takedown-opened"
)
"""People, keys, names, stories and noes; each of all acts takes a quarter of an hour."""

# No quick one is among them: they need a C compiler.
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="faults.c is loaded with LD_PRELOAD")


@pytest.fixture(scope="session")
def faults(tmp_path_factory):
    """The library that lets calls fail, compiled."""
    library = tmp_path_factory.mktemp("faults") / "faults.so"
    command = ["gcc", "-shared", "-fPIC", "-O1", "-w", "-o", library, HERE / "faults.c", "-ldl"]
    subprocess.run(command, check=True)
    return library


@pytest.fixture
def run_faulty(faults, tmp_path):
    """`run_faulty(which, **chosen)` runs these of `faulty_acts.py`; what they say goes to a file."""

    def run(which, **chosen):
        environment = os.environ | {"LD_PRELOAD": str(faults)} | chosen
        said = tmp_path / "said.txt"
        with TemporaryDirectory(dir=_IN_MEMORY if _IN_MEMORY.is_dir() else None) as below:
            command = [sys.executable, "-m", "pytest", "-v", "-n0", "-p", "no:cacheprovider", "-k", which]
            command += [f"--basetemp={below}/cases", "faulty_acts.py"]
            with said.open("w") as told:
                done = subprocess.run(command, cwd=HERE, env=environment, stdout=told, check=False)
        assert done.returncode == 0, said.read_text()[-6000:]

    return run


@pytest.mark.slow
def test_a_new_workspace_is_whole_or_made_again(run_faulty):
    run_faulty("a_workspace", CONSENTKIT_FAULT_TRIALS="6")


@pytest.mark.slow
def test_a_backup_and_a_restore_are_whole_or_begun_again(run_faulty):
    run_faulty("a_backup or a_restore", CONSENTKIT_FAULT_TRIALS="4")


@pytest.mark.slow
def test_replaced_keys_are_whole_or_go_on(run_faulty):
    run_faulty("replacing_keys", CONSENTKIT_FAULT_TRIALS="6")


@pytest.mark.slow
def test_some_acts_of_each_kind_are_whole_or_not_at_all(run_faulty):
    run_faulty("an_act", CONSENTKIT_FAULT_ACTS=SOME, CONSENTKIT_FAULT_TRIALS="3")


@pytest.mark.sweep
def test_every_act_is_whole_or_not_at_every_write(run_faulty):
    run_faulty("an_act")


@pytest.mark.sweep
def test_a_backup_and_a_restore_are_whole_or_begun_again_after_every_write(run_faulty):
    run_faulty("a_backup or a_restore")


@pytest.mark.sweep
def test_a_new_workspace_is_whole_or_made_again_after_every_write(run_faulty):
    run_faulty("a_workspace")


@pytest.mark.sweep
def test_replaced_keys_are_whole_or_go_on_after_every_write(run_faulty):
    run_faulty("replacing_keys")
