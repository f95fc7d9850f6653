"""Words in a picture, as the command line tells them."""

import pytest
from PIL import Image as PillowImage
from PIL import ImageDraw, ImageFont

from consentkit.catalogue.shipped import assets_folder


@pytest.fixture
def sign(tmp_path):
    """A wall with a sign, and nobody before it."""
    font = ImageFont.truetype(assets_folder() / "fonts" / "NotoSans.ttf", 36)
    picture = PillowImage.new("RGB", (480, 360), (120, 125, 118))
    ImageDraw.Draw(picture).text((75, 130), "Riverside Clinic", font=font, fill=(250, 250, 245))
    path = tmp_path / "sign.png"
    picture.save(path)
    return path


def test_words_are_told_beside_the_faces_and_settled_as_they_are(words_are_looked_for, run, run_json, sign):
    story = run_json("officer-1", "story", "add", "A year at the school")[1]["id"]
    (taken,) = run_json("officer-1", "image", "add", story, sign)[1]
    image = taken["image"]["id"]
    code, out, _ = run("officer-1", "image", "scan", image)
    assert code == 0
    assert "none found after these passes" in out
    assert f"but 1 place with words. Next: consentkit face list {image}" in out
    code, out, _ = run("officer-1", "face", "list", image)
    assert "(text). Reads: “Riverside" in out
    (face,) = run_json("officer-1", "face", "list", image)[1]
    assert (face["kind"], face["settlement"]) == ("text", "open")
    code, out, _ = run("officer-1", "face", "settle", face["id"], "--redact")
    assert code == 0
    assert "redacted (text)" in out
