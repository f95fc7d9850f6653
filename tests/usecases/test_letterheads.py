"""A letterhead: set once by a manager, on each letter from then on, but where it would tell whose it is."""

import io

import numpy as np
import pypdfium2
import pytest
from PIL import Image, PngImagePlugin

from consentkit.domain.errors import BadDataFile, InvalidInput, Refused
from consentkit.domain.letters.letterheads import Letterhead
from consentkit.usecases.incoming import Incoming
from consentkit.usecases.letters.compositions import compose
from consentkit.usecases.letters.letterheads import NewLetterhead, letterhead_of, set_letterhead
from consentkit.usecases.letters.letters import make_letter
from consentkit.usecases.letters.orders import NewLetter
from consentkit.usecases.letters.prints import letter_page, letter_pdf, open_letter
from consentkit.usecases.office.settings import look_at_settings

HEAD = NewLetterhead(name="River House", address="12/3 ถนนน้ำปิง, Chiang Mai", telephone="+66 2 555 0100")
BLANKS = {"purpose": "our yearly report", "until": "2027-05-03", "contact": "+66 2 555 0100"}
PICTURE = 3
"""What pdfium calls a picture on a page."""


@pytest.fixture
def manager(open_as):
    return open_as("manager-1")


def _logo(kind="PNG", author="by a person"):
    pixels = np.zeros((300, 900, 3), np.uint8)
    pixels[:, 300:] = (30, 90, 160)
    known, out = PngImagePlugin.PngInfo(), io.BytesIO()
    known.add_text("Author", author)
    exif = Image.Exif()
    exif[0x013B] = author
    more = {"PNG": {"pnginfo": known}, "JPEG": {"exif": exif}}.get(kind, {})
    Image.fromarray(pixels).save(out, kind, **more)
    return Incoming(f"logo.{kind}", out.getvalue)


def _new(**changed):
    return NewLetter(**({"form": "adult", "language": "th", "blanks": BLANKS} | changed))


@pytest.mark.parametrize("printing", [{}, {"large_print": True, "paper": "letter"}, {"beside": "en"}])
def test_a_letter_begins_with_the_lines_and_the_logo_and_only_on_its_first_page(manager, printing):
    set_letterhead(manager, HEAD, _logo())
    pdf = pypdfium2.PdfDocument(letter_pdf(manager, compose(manager, _new(printing=printing))))
    told = ["Chiang Mai" in page.get_textpage().get_text_bounded() for page in pdf]
    pictures = [sum(one.type == PICTURE for one in page.get_objects(max_depth=1)) for page in pdf]
    assert told == [True, *[False] * (len(pdf) - 1)]
    assert pictures == [1, *[0] * (len(pdf) - 1)]


def test_an_address_in_latin_letters_keeps_its_order_in_a_letter_from_right_to_left(manager):
    set_letterhead(manager, NewLetterhead(address="12/3 Ping Road 50100"), None)
    page = pypdfium2.PdfDocument(letter_pdf(manager, compose(manager, _new(language="ar"))))[0]
    words = page.get_textpage()
    text = words.get_text_range()
    first, last = text.index("12/3"), text.index("50100")
    assert words.get_charbox(first)[0] < words.get_charbox(last)[0]


def test_the_web_page_of_a_letter_holds_the_letterhead_in_itself(manager):
    set_letterhead(manager, HEAD, _logo())
    page = letter_page(manager, compose(manager, _new()))
    assert "data:image/png;base64," in page
    assert "Chiang Mai" in page


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_nothing_but_the_pixels_of_a_logo_is_kept(manager, kind):
    found = set_letterhead(manager, HEAD, _logo(kind, "Author Name"))
    image = Image.open(io.BytesIO(found.logo_png))
    assert (image.format, image.size, image.info) == ("PNG", (530, 177), {})
    assert b"Author" not in found.logo_png


def test_a_letter_keeps_the_letterhead_that_it_was_made_with(manager, open_as):
    officer = open_as("officer-1")
    bare = make_letter(officer, _new())
    before = letter_pdf(officer, bare.paper)
    set_letterhead(manager, HEAD, _logo())
    assert letter_pdf(officer, open_letter(officer, bare.letter.id).paper) == before
    headed = make_letter(officer, _new())
    set_letterhead(manager, NewLetterhead(), None)
    again = open_letter(officer, headed.letter.id).paper
    assert again.text.letterhead is not None
    assert again.text.letterhead.lines == (HEAD.name, HEAD.address, HEAD.telephone)
    assert compose(manager, _new()).text.letterhead is None


@pytest.mark.parametrize("changed", [{"organisation": "The Weavers"}, {"wants_neutral_title": True}])
def test_a_letter_that_must_not_tell_whose_it_is_has_no_letterhead(manager, changed):
    set_letterhead(manager, HEAD, None)
    assert compose(manager, _new()).text.letterhead is not None
    assert compose(manager, _new(**changed)).text.letterhead is None


def test_a_letterhead_is_told_until_a_manager_accepts_it(manager):
    set_letterhead(manager, HEAD, None)
    assert [one.name for one in look_at_settings(manager).changes][-1] == "forms/letterhead/letterhead.toml"


def test_only_a_manager_sets_it(open_as):
    with pytest.raises(Refused):
        set_letterhead(open_as("officer-1"), HEAD, None)
    assert letterhead_of(open_as("officer-1")) == Letterhead()


@pytest.mark.parametrize(
    ("changed", "logo", "code"),
    [
        ({"name": "x" * 121}, None, "letterhead-not-usable"),
        ({"address": "one\ntwo"}, None, "letterhead-not-usable"),
        ({"name": "Rescue from human trafficking"}, None, "letter-tells"),
        ({"name": "\U0001f9ff"}, None, "glyph-missing"),
        ({}, _logo("GIF"), "letterhead-logo-format"),
        ({}, Incoming("logo.png", lambda: _logo().read()[:200]), "picture-damaged"),
        ({}, Incoming("logo.svg", lambda: b"<svg/>"), "picture-format-named"),
    ],
)
def test_what_cannot_stand_on_a_letter_is_refused_and_the_old_one_stays(manager, changed, logo, code):
    kept = set_letterhead(manager, HEAD, None)
    with pytest.raises(InvalidInput) as refused:
        set_letterhead(manager, HEAD.model_copy(update=changed), logo)
    assert refused.value.code == code
    assert letterhead_of(manager) == kept


def test_a_file_that_was_spoilt_is_told_and_no_letter_is_made_without_it(manager):
    set_letterhead(manager, HEAD, None)
    path = manager.folders.forms / "letterhead" / "letterhead.toml"
    path.write_text('logo = "AAAA"\n', encoding="utf-8")
    with pytest.raises(BadDataFile) as refused:
        compose(manager, _new())
    assert refused.value.facts["field"] == "logo"
