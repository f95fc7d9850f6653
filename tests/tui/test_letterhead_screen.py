"""The letterhead by keys alone, from the page of settings."""

import io

from driving import LARGE, fill, press
from PIL import Image
from seeing import seen

from consentkit.usecases.letters.letterheads import letterhead_of


async def test_a_manager_sets_the_letterhead(app_as, open_as, tmp_path):
    out, logo = io.BytesIO(), tmp_path / "logo.png"
    Image.new("RGB", (90, 30), (30, 90, 160)).save(out, "PNG")
    logo.write_bytes(out.getvalue())
    async with app_as("manager-1", size=LARGE) as pilot:
        await press(pilot, "f7", "s", "l")
        await fill(pilot, name="River House", logo=str(logo))
        await press(pilot, "ctrl+s")
        assert "With the logo." in " ".join(seen(pilot).split())
        assert "forms/letterhead/letterhead.toml" in seen(pilot)
    head = letterhead_of(open_as("officer-1"))
    assert (head.lines, bool(head.logo)) == (("River House",), True)
