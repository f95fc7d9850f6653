"""How letters are spread over pages: no gaps beside the code, no signature alone, no page for a few words."""

from itertools import pairwise

import pytest

from consentkit.domain.letters.letters import Signature
from consentkit.typesetting.letters.blocks import groups_of
from consentkit.typesetting.letters.cards import CARD_PT, _laid
from consentkit.typesetting.letters.layouts import PAPERS, lay_out
from consentkit.typesetting.text.line_breaks import line_breaks
from tests.typesetting.letter_samples import FONTS, SCRIPTS, shipped_letters

TOP_PT = 48.2
LANGUAGES = sorted(SCRIPTS)


def _shipped(language, form):
    return shipped_letters(language)[f"{form}-{language}"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["adult", "guardian", "pictures", "verbal", "assent-7-11"])
def test_words_begin_beside_the_code_on_every_page(language, form):
    laid = lay_out(_shipped(language, form), FONTS, PAPERS["a4"])
    for page in range(laid.pages):
        first = max(one.top for one in laid.placed if one.page == page)
        low_pt = PAPERS["a4"][1] - TOP_PT - first
        assert low_pt < 1, f"{form} in {language}: page {page + 1} begins {low_pt:.0f} pt too low"


@pytest.mark.parametrize("language", LANGUAGES)
def test_pieces_of_a_page_never_overlap_and_stay_on_it(language):
    for form in ("adult", "pictures", "group", "interpreter"):
        laid = lay_out(_shipped(language, form), FONTS, PAPERS["a4"])
        for page in range(laid.pages):
            placed = sorted((one for one in laid.placed if one.page == page), key=lambda one: -one.top)
            for above, below in pairwise(placed):
                assert above.top - above.piece.height >= below.top - 0.02
            assert placed[-1].top - placed[-1].piece.height > TOP_PT - 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_signatures_stand_with_what_is_signed(language):
    text = _shipped(language, "adult")
    laid = lay_out(text, FONTS, PAPERS["a4"])
    last = groups_of(laid.setter, text)[-1](400)
    signing = [block for block in text.blocks if isinstance(block, Signature)]
    assert signing
    assert len(last) > -(-len(signing) // 2)


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"ur"}))
def test_the_list_of_a_card_stays_on_one_side(language):
    for form in ("rights-card", "before-you-photograph"):
        laid = _laid(_shipped(language, form), FONTS)
        assert len(laid.placed) == 1 + len(groups_of(laid.setter, _shipped(language, form)))
        assert all(one.top - one.piece.height > 0 and one.top < CARD_PT[1] for one in laid.placed)


def test_no_line_begins_with_what_is_left_of_a_loan_word():
    facebook = "ដូចជាហ្វេសប៊ុក"
    assert len(facebook) - 1 not in line_breaks(facebook, "km")
    assert line_breaks(facebook, "km")[-1] == len(facebook)
