"""Write letters as today's program prints them, so that they still read right when it prints otherwise.

    uv run python tests/usecases/data/make_letters.py

A file that is there is never written again: the point of it is that it stays old.
"""

from datetime import date
from pathlib import Path

from consentkit.catalogue.forms import load_forms
from consentkit.catalogue.local_dates import write_value
from consentkit.catalogue.shipped import assets_folder, forms_folder
from consentkit.domain.letters.composing import compose_letter
from consentkit.domain.letters.letters import LetterOrder
from consentkit.domain.letters.page_maps import PageMaps
from consentkit.domain.letters.records import LetterPaper
from consentkit.typesetting.letters.letters import make_letter, page_maps
from consentkit.typesetting.text.fonts import Fonts

FOLDER = Path(__file__).parent / "letters-printed"
LETTERS = (
    ("L-0000-0001", "renewal", "th", "รายงานประจำปีของเรา"),
    ("L-0000-0002", "adult", "km", "របាយការណ៍ប្រចាំឆ្នាំរបស់យើង"),
    ("L-0000-0003", "adult", "ar", "تقريرنا السنوي"),
)


def main() -> None:
    """Write what is missing: the paper, its maps and its pages."""
    catalogue, fonts = load_forms(forms_folder()), Fonts(assets_folder() / "fonts")
    for code, form_id, language, purpose in LETTERS:
        form = next(one for one in catalogue.forms if one.id == form_id)
        wording = next(one for one in catalogue.wordings if one.language == language)
        blanks = {"contact": "+66 2 555 0100", "purpose": purpose, "until": date(2027, 5, 3)}
        blanks |= {"takedown_days": 3, "request_days": 14, "reflection_days": 2}
        if "ends_on" in form.blanks:
            blanks["ends_on"] = date(2026, 12, 1)
        order = LetterOrder(id=code, organisation="River House", blanks=blanks)
        paper = LetterPaper(text=compose_letter(form, wording, order, write_value))
        _write(f"{code}.json", paper.model_dump_json().encode())
        _write(f"{code}-maps.json", PageMaps(pages=page_maps(paper, fonts)).model_dump_json().encode())
        _write(f"{code}.pdf", make_letter(paper, fonts))


def _write(name: str, data: bytes) -> None:
    path = FOLDER / name
    if not path.exists():
        path.write_bytes(data)


if __name__ == "__main__":
    main()
