"""How letters are spread over pages: no gaps beside the code, no signature alone, no page for a few words."""

from collections import defaultdict
from functools import cache
from itertools import pairwise

import pytest
from quick_cases import quick_among

from consentkit.catalogue.forms import load_forms
from consentkit.catalogue.local_dates import write_value
from consentkit.catalogue.shipped import forms_folder
from consentkit.domain.codes import new_code
from consentkit.domain.letters.composing import compose_letter
from consentkit.domain.letters.letters import Choices, Facts, Rows, Sheet, Signature, WriteIn
from consentkit.domain.letters.samples import sample_order
from consentkit.typesetting.letters.blocks import groups_of, signed_together
from consentkit.typesetting.letters.cards import CARD_PT, _laid
from consentkit.typesetting.letters.layouts import PAPERS, lay_out
from consentkit.typesetting.letters.setters import plain
from consentkit.typesetting.letters.text_blocks import CELL_PAD_PT, column_widths
from consentkit.typesetting.text.line_breaks import line_breaks
from tests.typesetting.letter_samples import FONTS, QUICK_LANGUAGES, SCRIPTS, letter_named, letter_order

TOP_PT = 48.2
LANGUAGES = sorted(SCRIPTS)
EACH = quick_among(LANGUAGES, QUICK_LANGUAGES)


def _shipped(language, form):
    return letter_named(f"{form}-{language}")


@pytest.mark.parametrize("language", EACH)
@pytest.mark.parametrize("form", ["adult", "guardian", "pictures", "verbal", "assent-7-11"])
def test_words_begin_beside_the_code_on_every_page(language, form):
    laid = lay_out(_shipped(language, form), FONTS, PAPERS["a4"])
    for page in range(laid.pages):
        first = max(one.top for one in laid.placed if one.page == page)
        low_pt = PAPERS["a4"][1] - TOP_PT - first
        assert low_pt < 1, f"{form} in {language}: page {page + 1} begins {low_pt:.0f} pt too low"


@pytest.mark.parametrize("language", EACH)
def test_pieces_of_a_page_never_overlap_and_stay_on_it(language):
    for form in ("adult", "pictures", "group", "interpreter"):
        laid = lay_out(_shipped(language, form), FONTS, PAPERS["a4"])
        for page in range(laid.pages):
            placed = sorted((one for one in laid.placed if one.page == page), key=lambda one: -one.top)
            for above, below in pairwise(placed):
                assert above.top - above.piece.height >= below.top - 0.02
            assert placed[-1].top - placed[-1].piece.height > TOP_PT - 1


@pytest.mark.parametrize("language", EACH)
def test_signatures_stand_with_what_is_signed(language):
    text = _shipped(language, "adult")
    laid = lay_out(text, FONTS, PAPERS["a4"])
    last = groups_of(laid.setter, text)[-1](400)
    signing = [block for block in text.blocks if isinstance(block, Signature)]
    assert signing
    assert len(last) > -(-len(signing) // 2)


@pytest.mark.parametrize(
    "language", quick_among(sorted(set(LANGUAGES) - {"ur"}), set(QUICK_LANGUAGES) - {"ur"})
)
def test_the_list_of_a_card_stays_on_one_side(language):
    for form in ("rights-card", "before-you-photograph"):
        laid = _laid(_shipped(language, form), FONTS)
        assert len(laid.placed) == 1 + len(groups_of(laid.setter, _shipped(language, form)))
        assert all(one.top - one.piece.height > 0 and one.top < CARD_PT[1] for one in laid.placed)


def test_no_line_begins_with_what_is_left_of_a_loan_word():
    facebook = "ដូចជាហ្វេសប៊ុក"
    assert len(facebook) - 1 not in line_breaks(facebook, "km")
    assert line_breaks(facebook, "km")[-1] == len(facebook)


# Where the measured faults were: questions over two pages, and pages of signatures.
TORN_BEFORE = [
    ("adult", "my"), ("pictures", "ur"), ("verbal", "ta"), ("assent-12-17", "km"), ("guardian", "th"),
    ("group", "zh"), ("renewal", "si"),
]  # fmt: skip
WHO = {
    "alone": Facts(),
    "everybody": Facts(
        has_interpreter=True, has_witness=True, shows_face=True, names_fully=True, takes_thumbprint=True
    ),
}


def _composed(language, form_id, who):
    catalogue = _catalogue()
    form = next(one for one in catalogue.forms if one.id == form_id)
    wording = next(one for one in catalogue.wordings if one.language == language)
    return compose_letter(form, wording, sample_order(form, wording, facts=WHO[who]), write_value)


@cache
def _catalogue():
    return load_forms(forms_folder())


def _faults_of_pages(text, laid):
    """Say what a page does to a question, to those who sign, or to its own edge."""
    groups = [(), *signed_together(text.blocks)]
    by_page = defaultdict(list)
    for one in laid.placed:
        by_page[one.page].append(one)
    for number, blocks in enumerate(groups):
        pages = {one.page for one in laid.placed if one.group == number}
        if len(pages) > 1 and any(isinstance(block, Choices | WriteIn | Signature) for block in blocks):
            yield f"group {number} stands on {len(pages)} pages"
    for page, placed in by_page.items():
        if all(_is_signing(groups[one.group], one.piece) for one in placed):
            yield f"page {page + 1} has nothing but signatures"
        if min(one.top - one.piece.height for one in placed) < TOP_PT - 1:
            yield f"page {page + 1} runs over its foot"


def _is_signing(blocks, piece):
    others = [block for block in blocks if not isinstance(block, Signature)]
    return len(others) < len(blocks) and piece.block >= len(others)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize(("form", "language"), TORN_BEFORE)
def test_large_print_parts_no_question_from_its_boxes_and_leaves_no_signatures_alone(form, language, who):
    text = _composed(language, form, who)
    laid = lay_out(text, FONTS, PAPERS["a4"], large_print=True)
    assert list(_faults_of_pages(text, laid)) == []


@pytest.mark.slow
@pytest.mark.parametrize("paper", sorted(PAPERS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_parts_a_question_whatever_is_chosen(language, paper):
    found = []
    for form in _catalogue().forms:
        for who in WHO if form.sheet is Sheet.LETTER else ():
            text = _composed(language, form.id, who)
            for large_print in (False, True):
                laid = lay_out(text, FONTS, PAPERS[paper], large_print=large_print)
                found += [(form.id, who, large_print, one) for one in _faults_of_pages(text, laid)]
                # One page more is said before anybody prints; two would be refused.
                assert large_print or laid.pages <= text.most_pages + 1
    assert found == []


@pytest.mark.parametrize(("form", "language"), [("pictures", "en"), ("verbal", "ta")])
def test_large_print_with_a_second_language_stays_on_its_pages(form, language):
    text, beside = (_composed(one, form, "everybody") for one in (language, "en"))
    laid = lay_out(text, FONTS, PAPERS["a4"], large_print=True, beside=beside)
    assert min(one.top - one.piece.height for one in laid.placed) > TOP_PT - 1


def test_a_question_taller_than_a_page_still_goes_on_on_the_next():
    text = _composed("en", "pictures", "alone")
    question = next(block for block in text.blocks if isinstance(block, Choices))
    options = tuple(
        choice.model_copy(update={"id": f"L04.c{place}"})
        for place, choice in enumerate(question.options * 12)
    )
    long = text.model_copy(update={"blocks": (question.model_copy(update={"options": options}),)})
    laid = lay_out(long, FONTS, PAPERS["a4"], large_print=True)
    assert laid.pages > 1
    assert min(one.top - one.piece.height for one in laid.placed) > TOP_PT - 1


@pytest.mark.parametrize("language", EACH)
def test_no_code_in_a_row_is_broken_and_a_sheet_for_twenty_fits(language):
    catalogue = load_forms(forms_folder())
    form = next(one for one in catalogue.forms if one.id == "group")
    wording = next(one for one in catalogue.wordings if one.language == language)
    people, stops = ([new_code(kind) for _row in range(form.roster.rows)] for kind in ("C", "L"))
    order = letter_order(form).model_copy(update={"roster": tuple(people), "stop_codes": tuple(stops)})
    text = compose_letter(form, wording, order, write_value)
    laid = lay_out(text, FONTS, PAPERS["letter"])
    assert laid.pages <= form.most_pages
    block = next(one for one in text.blocks if isinstance(one, Rows))
    width = column_widths(laid.setter, block, 480)[0] - 2 * CELL_PAD_PT
    note = laid.setter.sizes.note
    assert all(len(laid.setter.fitted(plain(code), width, note)) == 1 for code in (*people, *stops))
