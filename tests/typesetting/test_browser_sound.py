"""A letter's web page plays the recording that lies beside it, in a real browser."""

import re
import shutil
import subprocess

import pytest
from speaking import spoken

from consentkit.imaging.sound.opening import rebuilt_sound
from consentkit.typesetting.letters.pages import Player, letter_page
from tests.typesetting.letter_samples import FONTS, sample

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--virtual-time-budget=5000", "--dump-dom",
)  # fmt: skip
ASK = (
    "<script>const a=document.querySelector('audio');const say=w=>document.body.dataset.told=w;"
    "a.onloadedmetadata=()=>say('plays '+a.duration.toFixed(1));a.onerror=()=>say('fails')</script>"
)
"""Only the test asks the player; the page itself has no script."""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed"),
]


def told_by_browser(folder, page):
    file = folder / "asking.html"
    file.write_text(page.replace("</body>", ASK + "</body>"), encoding="utf-8")
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={folder / 'profile'}", file.as_uri()]
    seen = subprocess.run(command, capture_output=True, timeout=120, check=True, text=True).stdout
    return re.search(r'data-told="([^"]*)"', seen)[1]


@pytest.mark.parametrize("language", ["km", "ur"])
def test_the_file_beside_the_page_is_played(tmp_path, language):
    (tmp_path / "a page.mp3").write_bytes(rebuilt_sound(spoken(seconds=3.0)).data)
    page = letter_page(sample(language), FONTS, Player("a%20page.mp3", "…"))
    assert told_by_browser(tmp_path, page) == "plays 3.0"


def test_another_file_is_not(tmp_path):
    (tmp_path / "a page.mp3").write_bytes(b"no sound")
    page = letter_page(sample("en"), FONTS, Player("a%20page.mp3", ""))
    assert told_by_browser(tmp_path, page) == "fails"
