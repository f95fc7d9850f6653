"""Words for a translator by keys alone: written, taken in with every fault told, and printed as a proof."""

from driving import LARGE, fill, press, settle, text_of
from seeing import seen
from textual.widgets import Select

from consentkit.usecases.letters.forms import forms_of


async def _choose_form(pilot):
    pilot.app.screen.query_one("#field-form", Select).value = "withdrawal-received"
    await settle(pilot)


async def test_a_manager_writes_words_for_a_translator_and_takes_them_in(app_as, open_as, tmp_path):
    manager = open_as("manager-1")
    sheet, proof = tmp_path / "my.csv", tmp_path / "my.pdf"
    codes = [one.language for one in forms_of(manager).wordings]
    async with app_as("manager-1", size=LARGE) as pilot:
        await press(pilot, "f8", "l", *["down"] * codes.index("my"))
        for key, file in (("w", sheet), ("p", proof)):
            await press(pilot, key)
            await _choose_form(pilot)
            await fill(pilot, file=str(file))
            await press(pilot, "ctrl+s")
            assert file.exists()
        words = sheet.read_text(encoding="utf-8-sig")
        sheet.write_text(words.replace("titles.withdrawal-received.title", "titles.x", 1), encoding="utf-8")
        await press(pilot, "i")
        await _choose_form(pilot)
        await fill(pilot, file=str(sheet))
        await press(pilot, "ctrl+s")
        assert "titles.x" in text_of(pilot.app)
        sheet.write_text(words, encoding="utf-8")
        await fill(pilot, file=str(sheet))
        await press(pilot, "ctrl+s")
        assert "Nothing was written." in seen(pilot)
