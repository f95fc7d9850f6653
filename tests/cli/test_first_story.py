"""README's first story, typed line by line as it stands there, from an empty folder to a publication."""

import glob
import io
import re
import shlex
import shutil
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from signed_letters_made import photographed, signed

from consentkit.catalogue.shipped import assets_folder
from consentkit.cli import main
from consentkit.sandbox.privacy import forget_secrets, give_secret
from consentkit.usecases.letters.prints import open_letter
from consentkit.usecases.workspaces import open_workspace

README = Path(__file__).parents[2] / "README.md"
WRITTEN_ON = date(2026, 11, 21)
"""The day on which the story in README plays; ours plays today."""
PASSPHRASE = "correct horse battery {}"
_DAY = re.compile(r"\b20\d\d-\d\d-\d\d\b")
_CODE = re.compile(r"\b[A-Z]-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
_TICKS = ("L04.photo", "L04.words", "L05.face-hidden", "L06.none", "L08.website", "L24.yes")

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _leaves_no_passphrase():
    yield
    forget_secrets()


def _typed():
    """Each command of the story with the line that it is said to print first, `""` where none is shown."""
    text = README.read_text("utf-8").partition("## The first story")[2].partition("\n## ")[0]
    for block in re.findall(r"^```console\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        for part in re.split(r"^\$ ", block.replace("\\\n", " "), flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            yield command, shown.strip().partition("\n")[0]


class _Walked(io.StringIO):
    """Says yes to each question of a walk, and gives what then is asked for: whatever was printed last."""

    def __init__(self, capsys, today):
        super().__init__()
        Path("terms.txt").write_text("Made up for a test: these terms are signed by nobody.")
        self._capsys = capsys
        self._given = {
            "yes, no, unknown, skip": "yes",
            "One sentence that shows it": "The second line of the caption says so.",
            "The day that shows it": str(today),
            "Who, by handle": "officer-1",
            "The file that shows it": "terms.txt",
        }

    def readline(self, *_size):
        asked = self._capsys.readouterr().out.rpartition("\n")[2].strip()
        (given,) = (given for words, given in self._given.items() if asked.startswith(words))
        return f"{given}\n"


class _Reader:
    """Somebody who does what README says: types, answers what is asked, has paper and a telephone."""

    def __init__(self, folder, monkeypatch, capsys):
        self.folder, self.patch, self.capsys = folder, monkeypatch, capsys
        self.codes, self.printed = {}, {}
        # The day where README's organisation works, which is another one than here for some hours.
        self.days = datetime.now(ZoneInfo("Asia/Bangkok")).date() - WRITTEN_ON
        self.passphrases = {}

    def type(self, command, shown):
        words = shlex.split(self._ours(command), comments=True)
        if words[0] == "cd":
            self.patch.chdir(words[1])
        elif words[0] == "export":
            name, _, value = words[1].partition("=")
            self.patch.setenv(name, value)
        else:
            self._run([file for word in words[1:] for file in self._spread(word)], command, shown)

    def _ours(self, line):
        line = _DAY.sub(lambda day: str(date.fromisoformat(day[0]) + self.days), line)
        return _CODE.sub(lambda code: self.codes[code[0]], line)

    def _spread(self, word):
        """What a shell makes of `photos/*.jpg`."""
        if "*" not in word:
            return [word]
        self._have(word)
        return sorted(glob.glob(word))  # noqa: PTH207 - the shell's own

    def _have(self, word):
        Path(word).parent.mkdir()
        if word.startswith("photos/"):
            shutil.copy(assets_folder() / "demo" / "grace_hopper.jpg", Path(word).parent)
            return
        letter = self.codes["L-7K3Q-X9MN"]
        with open_workspace(Path(), "officer-1", self.passphrases["officer-1"]) as workspace:
            for number, page in enumerate(signed(workspace, open_letter(workspace, letter), _TICKS)):
                Path(word).with_name(f"{number}.jpg").write_bytes(photographed(page))

    def _run(self, words, command, shown):
        self._give_secrets(words)
        walked = _Walked(self.capsys, WRITTEN_ON + self.days) if "walk" in words else None
        self.patch.setattr("sys.stdin", walked or io.StringIO(self._answers(words)))
        with pytest.raises(SystemExit) as stopped:
            main(words)
        out, err = self.capsys.readouterr()
        expected = 3 if shown.startswith("REFUSED") else 0
        assert stopped.value.code == expected, f"{command}: {out[-2000:]} {err}"
        self._read(out, shown)
        if code := re.search(r"Recovery code:  (\S+)", out):
            self.printed["code"] = code[1]

    def _read(self, out, shown):
        """Take the code where README shows one; hold what else it shows against what came."""
        if _CODE.fullmatch(shown):
            self.codes[shown] = _CODE.match(out)[0]
        elif shown:
            known = re.sub(r"\d+ [A-Z][a-z]+ \d{4}|\d+$", "#", _CODE.sub(lambda c: self.codes[c[0]], shown))
            assert re.sub(r"\d+ [A-Z][a-z]+ \d{4}|\d+$", "#", out.partition("\n")[0]) == known

    def _give_secrets(self, words):
        who = words[words.index("--as") + 1] if "--as" in words else None
        handle = who or ("officer-1" if "contributor" in self.printed else "manager-1")
        new = None
        if words[0] == "init":
            new = self.passphrases["manager-1"] = PASSPHRASE.format("of the manager")
        elif "add" in words and "actor" in words:
            new = self.passphrases[words[words.index("add") + 1]] = PASSPHRASE.format("for once")
        elif "passphrase" in words:
            new = PASSPHRASE.format(f"of {handle}")
        elif "recover" in words:
            new = self.passphrases["keeper-2"] = PASSPHRASE.format("of the keeper")
        if words[0] == "contributor":
            handle, self.printed["contributor"] = "officer-1", ""
        give_secret("CONSENTKIT_PASSPHRASE", self.passphrases.get(handle, ""))
        give_secret("CONSENTKIT_NEW_PASSPHRASE", new or "")
        if "passphrase" in words:
            self.passphrases[handle] = new

    def _answers(self, words):
        if "recover" in words:
            return self.printed["code"] + "\n"
        if "seal" in words:
            return "Sokha Invented\n+855 00 000 000\n"
        return ""


def test_the_first_story_works_as_it_is_written_and_goes_on_to_published(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CONSENTKIT_ACTOR", raising=False)
    reader = _Reader(tmp_path, monkeypatch, capsys)
    for command, shown in _typed():
        reader.type(command, shown)
    away = {file.suffix for file in (tmp_path / "for-the-website").iterdir()}
    assert away == {".jpg", ".pdf", ".txt", ".json"}
    assert reader.codes["P-7K3Q-X9MN"].startswith("P-")
