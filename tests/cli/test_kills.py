"""`kill -9` in the middle of each verb that gives a file away: only what was asked for, and that whole."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filming import empty, film
from quick_cases import quick_among

from consentkit.catalogue.shipped import assets_folder
from consentkit.pages.files import incoming
from consentkit.usecases.letters.letters import make_letter
from consentkit.usecases.letters.orders import NewLetter
from consentkit.usecases.letters.returns import take_letters_in
from consentkit.usecases.pictures.images import add_images
from consentkit.usecases.stories.stories import add_story
from consentkit.usecases.videos.videos import add_video

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")

USUAL = {"contact": "+66 2 555 0100", "purpose": "our yearly report", "until": "2027-05-03"}
LETTER = (
    "letter",
    "make",
    "adult",
    "--language",
    "km",
    *(f"--blank={name}={v}" for name, v in USUAL.items()),
)
VERBS = {
    "picture": ("image", "view", "IMAGE", "--to", "OUT/look.png"),
    "sheet": ("image", "report", "STORY", "--out", "OUT/sheet.html"),
    "letter": ("letter", "print", "LETTER", "--out", "OUT/1.pdf", "--page", "OUT/1.html"),
    "new-letter": (*LETTER, "--out", "OUT/2.pdf"),
    "page": ("letter", "look", "PAGE", "--to", "OUT/page.jpg"),
    "video": ("video", "view", "VIDEO", "--to", "OUT/look.mp4"),
    "head": ("audit", "head", "OUT/head.json"),
}
_CHILD = """
import os, signal, sys
nth, nameless, sys.argv[1:] = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
if nameless == "no": del os.O_TMPFILE
flush = os.fsync
def die_in_time(descriptor):
    global nth
    nth -= 1
    if not nth: os.kill(os.getpid(), signal.SIGKILL)
    flush(descriptor)
os.fsync = die_in_time
from consentkit.__main__ import main
main()
"""
MOMENTS = range(1, 8)


@pytest.fixture
def codes(open_as, tmp_path):
    """What the verbs are about."""
    officer = open_as("officer-1")
    story = add_story(officer, "A year at the school").id
    portrait = incoming(assets_folder() / "demo" / "grace_hopper.jpg")
    (tmp_path / "visit.mp4").write_bytes(film(empty(3)))
    return {
        "STORY": story,
        "IMAGE": add_images(officer, story, [portrait])[0].image.id,
        "VIDEO": add_video(officer, story, incoming(tmp_path / "visit.mp4")).id,
        "LETTER": make_letter(officer, NewLetter(form="adult", language="km", blanks=USUAL)).letter.id,
        "PAGE": take_letters_in(officer, [portrait])[0].pages[0].id,
    }


class Machine:
    """A machine with folders of its own, on which verbs are killed."""

    def __init__(self, below, workspace_folder, passphrase):
        self.out, self.temporary = below / "out", below / "temporary"
        for folder in (self.out, self.temporary, below / "home"):
            folder.mkdir(mode=0o700)
        own = ("XDG_", "CONSENTKIT_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
        self._environment = kept | {
            "TMPDIR": str(self.temporary), "HOME": str(below / "home"), "CONSENTKIT_ACTOR": "officer-1",
            "CONSENTKIT_PASSPHRASE": passphrase, "CONSENTKIT_WORKSPACE": str(workspace_folder),
        }  # fmt: skip

    def run(self, *arguments, moment=0, nameless="yes"):
        """Run a verb in a process that is killed at the n-th file that it flushes; 0: at none."""
        command = [sys.executable, "-c", _CHILD, str(moment), nameless, *arguments]
        done = subprocess.run(command, env=self._environment, capture_output=True, check=False)
        return done.returncode

    def plaintext(self):
        """What lies among the temporary files."""
        files = [path for path in self.temporary.rglob("*") if path.is_file()]
        return [path for path in files if path.stat().st_size]

    def written(self):
        """Return the files that were given away, by name, and take them away."""
        found = {}
        for path in self.out.iterdir():
            found[path.name] = (path.stat().st_mode & 0o777, path.stat().st_size)
            path.unlink()
        return found


@pytest.fixture
def machine(tmp_path, workspace_folder, passphrase):
    return Machine(tmp_path, workspace_folder, passphrase)


@pytest.mark.parametrize("nameless", quick_among(["yes", "no"], ["no"]))
@pytest.mark.parametrize(
    "verb", [pytest.param(v, marks=() if v == "picture" else pytest.mark.slow) for v in VERBS]
)
def test_a_kill_leaves_only_whole_files_under_the_names_that_were_asked_for(
    verb, nameless, codes, machine, workspace_folder
):
    asked = [codes.get(one, one).replace("OUT", str(machine.out)) for one in VERBS[verb]]
    names = {Path(one).name for one in asked if one.startswith(str(machine.out))}
    kills = 0
    for moment in range(1, 4) if verb == "picture" else MOMENTS:
        kills += machine.run(*asked, moment=moment, nameless=nameless) == -9
        # The next start sweeps.
        assert machine.run("letter", "list") == 0
        found = machine.written()
        assert set(found) <= names
        assert all(mode == 0o600 and size > 100 for mode, size in found.values()), found
        assert machine.plaintext() == []
        assert not list(workspace_folder.rglob(".new-*"))
    assert kills, "no moment was met"
