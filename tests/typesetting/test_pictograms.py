"""Pictures for those who do not read: each is told from every other, and each choice shows its yes and no."""

from functools import cache
from itertools import combinations

import numpy as np
import pypdfium2
import pytest

from consentkit.catalogue.forms import load_forms
from consentkit.catalogue.local_dates import write_value
from consentkit.catalogue.shipped import forms_folder
from consentkit.domain.letters.composing import compose_letter
from consentkit.domain.letters.letters import WITH_ANSWERS, WITH_PICTURES, Choices, Layout
from consentkit.domain.letters.records import LetterPaper
from consentkit.domain.letters.samples import sample_order
from consentkit.typesetting.letters.letters import page_maps
from consentkit.typesetting.letters.pages import letter_page
from consentkit.typesetting.letters.pictograms import PICTOGRAMS, pdf_operators, pictogram_named
from consentkit.typesetting.pdf.documents import About, PdfDocument
from tests.typesetting.letter_samples import FONTS

NAMES = [*PICTOGRAMS, "thumb-down"]
# As they are printed over a tick box, and as a scanner sees them.
PRINTED_PT, RIM_PT, DPI = 46.0, 8.0, 150
# What a letter that is read in poor light leaves of an edge.
BLUR_MM = 0.5
# A bad copy (toner that spreads, 5 degrees askew, smaller, blurred) is at most this far from its original.
COPY_LIMIT = 0.13
# So a copy of one lies nearer to its own original than to any other, also where both are bad.
APART_LIMIT = 2 * COPY_LIMIT
PICTURED = ("pictures", "assent-7-11", "approval", "approval-child")


@cache
def _ink(name):
    side = PRINTED_PT + 2 * RIM_PT
    document = PdfDocument(About(title="A", author="B", language="en"), (side, side))
    with document.artifact():
        document.write(pdf_operators(name, RIM_PT, side - RIM_PT, PRINTED_PT))
    document.end_page()
    page = pypdfium2.PdfDocument(document.finish())[0]
    drawn = page.render(scale=DPI / 72, grayscale=True).to_numpy()
    return 1 - drawn.reshape(drawn.shape[:2]).astype(np.float32) / 255


def _seen(ink, blur_mm=BLUR_MM):
    import cv2

    return cv2.GaussianBlur(ink, (0, 0), blur_mm * DPI / 25.4)


def _apart(one, other):
    """How far two shapes are from each other: 0 the same, 1 nothing in common; a shift does not count."""
    import cv2

    inner = other[6:-6, 6:-6]
    return 1 - float(cv2.matchTemplate(one, inner, cv2.TM_CCOEFF_NORMED).max())


def _bad_copies(ink):
    import cv2

    spread = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
    height, width = ink.shape
    for degrees in (-5, 5):
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 0.97)
        yield _seen(cv2.warpAffine(cv2.dilate(ink, spread), turn, (width, height)), 0.6)
    yield cv2.erode(ink, spread)


def test_each_pictogram_differs_from_every_other_at_its_printed_size():
    seen = {name: _seen(_ink(name)) for name in NAMES}
    near = [(one, other, _apart(seen[one], seen[other])) for one, other in combinations(NAMES, 2)]
    assert [pair for pair in near if pair[2] <= APART_LIMIT] == []


def test_a_bad_copy_of_a_pictogram_is_nearer_to_it_than_the_limit():
    for name in NAMES:
        for copy in _bad_copies(_ink(name)):
            assert _apart(_seen(_ink(name)), _seen(copy)) <= COPY_LIMIT, name


def test_a_face_is_hidden_whole_and_never_by_a_bar_over_the_eyes():
    # A bar is dark from edge to edge; squares leave paper beside ink at every height of it.
    side = PRINTED_PT / 64 * DPI / 72
    left, top = (int((RIM_PT + at / 64 * PRINTED_PT) * DPI / 72) for at in (14, 4))
    face = _ink("face-hidden")[top : top + int(35 * side), left : left + int(35 * side)]
    bands = face[: len(face) // 5 * 5].reshape(-1, 5 * face.shape[1])
    dark = (bands > 0.5).mean(axis=1)
    assert dark.min() > 0.3
    assert dark.max() < 0.7


@cache
def _shipped():
    catalogue = load_forms(forms_folder())
    forms = {form.id: form for form in catalogue.forms}
    return forms, {one.language: one for one in catalogue.wordings if one.status != "empty"}


def _composed(form_id, language):
    forms, wordings = _shipped()
    form, wording = forms[form_id], wordings[language]
    return compose_letter(form, wording, sample_order(form, wording), write_value)


def _pictured(text):
    return [one for one in text.blocks if isinstance(one, Choices) and one.layout in WITH_PICTURES]


def test_each_choice_of_a_shipped_form_that_has_a_picture_has_a_yes_and_a_no():
    for form in _shipped()[0]:
        for question in _pictured(_composed(form, "en")):
            if question.layout not in WITH_ANSWERS:
                # The choices are the answers.
                names = {option.id.partition(".")[2] for option in question.options}
                assert names >= {"yes", "no"}, (form, question.options[0].id)


def test_the_choices_of_one_question_each_have_their_own_picture():
    for form in PICTURED:
        for question in _pictured(_composed(form, "en")):
            drawn = [pictogram_named(option.pictogram) for option in question.options]
            assert None not in drawn
            assert len(set(drawn)) == len(drawn)


@pytest.mark.parametrize("form", PICTURED)
def test_under_each_picture_stand_a_box_for_yes_and_one_for_no_on_paper_and_on_the_web(form):
    text = _composed(form, "en")
    boxes = {name for page in page_maps(LetterPaper(text=text), FONTS) for name in page.tick_boxes}
    page = letter_page(text, FONTS)
    for question in _pictured(text):
        for option in question.options if question.layout in WITH_ANSWERS else ():
            for name in (f"{option.id}.yes", f"{option.id}.no"):
                assert name in boxes
                assert f'name="{name}"' in page


def test_a_letter_that_speaks_of_thumbs_or_faces_shows_them():
    forms, wordings = _shipped()
    for form in forms.values():
        words = " ".join(
            sentence
            for part in form.parts
            for sentence in (
                wordings["en"].clauses[part.clause].text if part.clause in wordings["en"].clauses else ()
            )
        )
        layouts = {part.layout for part in form.parts}
        assert ("Thumb up" in words) == (Layout.PICTURES_YES_NO in layouts), form.id
        assert ("Point to a face" in words) == (Layout.FACES in layouts), form.id


def test_a_childs_yes_and_no_are_faces_and_no_thumbs():
    assert pictogram_named("C04.yes") == PICTOGRAMS["glad"]
    assert pictogram_named("C04.no") == PICTOGRAMS["unhappy"]
    assert pictogram_named("L05.none") == PICTOGRAMS["no-photo"]
