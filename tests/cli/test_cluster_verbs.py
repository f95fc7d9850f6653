"""`consentkit cluster`, and `image scan --engine`: one way that works, and each that is refused."""

import re
import subprocess
import sys
from contextlib import suppress

import pytest
from cluster_making import Machines, free_port

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.errors import BadDataFile
from consentkit.pages.files import incoming
from consentkit.usecases.office.settings import accept_settings, look_at_settings
from consentkit.usecases.pictures.images import add_images
from consentkit.usecases.stories.stories import add_story

OFFICER = "officer-1"


@pytest.fixture
def image(open_as):
    officer = open_as(OFFICER)
    (taken,) = add_images(
        officer, add_story(officer, "A").id, [incoming(assets_folder() / "demo" / "grace_hopper.jpg")]
    )
    return taken.image.id


@pytest.fixture
def in_settings(workspace_folder, open_as):
    """Write the settings' `[cluster]`, and have a manager accept it."""

    def write(**values):
        config, manager = workspace_folder / "config.toml", open_as("manager-1")
        for name, value in values.items():
            text = re.sub(f"(?m)^{name} = .*$", f'{name} = "{value}"', config.read_text())
            config.write_text(text)
        # What does not load is accepted by nobody.
        with suppress(BadDataFile):
            accept_settings(manager, look_at_settings(manager).digest)

    return write


@pytest.mark.slow
def test_a_story_is_scanned_by_a_scheduler_and_a_worker(run, run_json, image, in_settings):
    with Machines() as machines:
        machines.start("scheduler")
        machines.start("worker")
        assert run("manager-1", "cluster", "accept", machines.address)[0] == 0
        code, scanned = run_json(OFFICER, "image", "scan", image, "--engine", machines.address)
        assert code == 0
        assert scanned[0]["scan"]["outcome"] == "found"
        # What the settings say is used; what is typed goes before it.
        in_settings(address=machines.address)
        assert run(OFFICER, "image", "scan", image)[0] == 0
        in_settings(address=f"dask://127.0.0.1:{free_port()}")
        assert run(OFFICER, "image", "scan", image, "--engine", "local")[0] == 0
    code, _, err = run(OFFICER, "image", "scan", image)
    assert code == 7
    assert "does not answer" in err
    assert "Try: consentkit image scan STORY --engine local" in err


@pytest.mark.parametrize(
    "verb", [("cluster", "scheduler"), ("cluster", "worker"), ("image", "scan", "IMAGE", "--engine")]
)
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ftp://127.0.0.1:1"], "is not where a scan can run"),
        (["dask://192.0.2.7:8786"], "only encrypted"),
        (["dask://192.0.2.7:8786", "--tls-ca", "a.pem"], "three files"),
        (["dask://192.0.2.7:8786", "--tls-ca", "a", "--tls-cert", "b", "--tls-key", "c"], "cannot be read"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_before_anything_is_sent(run, image, verb, words, said):
    code, _, err = run(OFFICER, *(image if word == "IMAGE" else word for word in verb), *words)
    assert code == 2
    assert said in err


@pytest.mark.slow
def test_an_address_that_cannot_be_had_is_told():
    with Machines() as machines:
        machines.start("scheduler")
        second = [sys.executable, "-m", "consentkit", "cluster", "scheduler", machines.address]
        done = subprocess.run(second, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 7
    assert "cannot listen" in done.stderr
    assert "Traceback" not in done.stderr


def test_settings_with_half_of_tls_or_another_machine_without_it_scan_nothing(run, image, in_settings):
    in_settings(address="dask://192.0.2.7:8786")
    code, _, err = run(OFFICER, "image", "scan", image)
    assert (code, "only encrypted" in err) == (2, True)
    in_settings(address="dask://192.0.2.7:8786", tls_ca="ca.pem")
    code, _, err = run(OFFICER, "image", "scan", image)
    assert (code, "three files" in err) == (2, True)
    in_settings(address="192.0.2.7")
    code, _, err = run(OFFICER, "image", "scan", image)
    assert code == 6
    assert "cluster.address" in err
