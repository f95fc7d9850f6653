"""Each act on a machine whose disk fills up, fails, or whose power goes, at each of its writes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
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


def run_faulty(library, which, **chosen):
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n0", "-p", "no:cacheprovider", "-k", which]
    command.append("faulty_acts.py")
    environment = os.environ | {"LD_PRELOAD": str(library)} | chosen
    done = subprocess.run(command, cwd=HERE, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-6000:]


@pytest.mark.slow
def test_a_new_workspace_is_whole_or_made_again(faults):
    run_faulty(faults, "a_workspace", CONSENTKIT_FAULT_TRIALS="6")


@pytest.mark.slow
def test_a_backup_and_a_restore_are_whole_or_begun_again(faults):
    run_faulty(faults, "a_backup or a_restore", CONSENTKIT_FAULT_TRIALS="4")


@pytest.mark.slow
def test_replaced_keys_are_whole_or_go_on(faults):
    run_faulty(faults, "replacing_keys", CONSENTKIT_FAULT_TRIALS="6")


@pytest.mark.sweep
def test_replaced_keys_are_whole_or_go_on_after_every_write(faults):
    run_faulty(faults, "replacing_keys")


@pytest.mark.slow
def test_some_acts_of_each_kind_are_whole_or_not_at_all(faults):
    run_faulty(faults, "an_act", CONSENTKIT_FAULT_ACTS=SOME, CONSENTKIT_FAULT_TRIALS="3")


@pytest.mark.sweep
def test_every_act_is_whole_or_not_at_its_first_and_last_writes_and_between(faults):
    run_faulty(faults, "an_act", CONSENTKIT_FAULT_TRIALS="3")


@pytest.mark.sweep
def test_a_backup_and_a_restore_are_whole_or_begun_again_after_every_write(faults):
    run_faulty(faults, "a_backup or a_restore")


@pytest.mark.sweep
def test_a_new_workspace_is_whole_or_made_again_after_every_write(faults):
    run_faulty(faults, "a_workspace")


@pytest.mark.sweep
def test_every_act_is_whole_or_not_at_every_write(faults):
    run_faulty(faults, "an_act")
