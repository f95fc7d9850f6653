"""What the desktop's programs are started with: a file, and an environment without secrets."""

import json
import os
import sys
from pathlib import Path

import pytest
from driving import LARGE, press, settle, until_file
from shown_screens import SCREENS, show

from consentkit.tui.widgets.viewers import open_in_viewer, open_paper, open_sound, open_video

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the desktop's opener is xdg-open")


@pytest.mark.parametrize("show", [open_in_viewer, open_paper, open_sound, open_video])
def test_a_viewer_gets_no_secret_and_nothing_that_it_does_not_need(show, tmp_path, monkeypatch):
    told = tmp_path / "environment"
    opener = tmp_path / "xdg-open"
    opener.write_text(f"#!{sys.executable} -ES\nimport json, os, pathlib\n"
                      f"pathlib.Path({str(told)!r} + '-').write_text(json.dumps(dict(os.environ)))\n"
                      f"os.rename({str(told)!r} + '-', {str(told)!r})\n")  # fmt: skip
    opener.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":7")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    secrets = {"CONSENTKIT_PASSPHRASE": "a long secret", "CONSENTKIT_KEY_FILE": "/k", "AWS_TOKEN": "a token",
               "SSH_AUTH_SOCK": "/s"}  # fmt: skip
    for name, value in secrets.items():
        monkeypatch.setenv(name, value)
    show(Path("1.png"))
    until_file(told)
    given = json.loads(told.read_text(encoding="utf-8"))
    assert not secrets.keys() & given.keys()
    assert {"PATH", "DISPLAY", "LC_ALL"} <= given.keys()
    assert os.environ["CONSENTKIT_PASSPHRASE"] not in repr(given)


@pytest.mark.parametrize("at", [("picture", "o"), ("letter", "p")], ids="-".join)
async def test_a_folder_for_files_to_show_that_cannot_be_made_is_told(
    at, app_as, made, monkeypatch, tmp_path
):
    name, key = at
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    async with app_as(SCREENS[name][0], size=LARGE) as pilot:
        await show(pilot, name, made)
        await settle(pilot)
        await press(pilot, key)
        await settle(pilot)
        told = [str(one.message) for one in pilot.app._notifications]
        assert [one.split(".")[0] for one in told] == ["The disk does not answer"]
