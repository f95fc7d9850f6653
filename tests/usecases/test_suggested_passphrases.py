"""Passphrases that are suggested, in each language of the interface."""

import math
import unicodedata

import pytest

from consentkit.catalogue.phrase_words import phrase_languages, phrase_words
from consentkit.domain.errors import InvalidInput
from consentkit.domain.passphrases.rules import Strength, check_new_passphrase, strength_of
from consentkit.usecases.office.passphrases import MIN_BITS, suggest_passphrase
from consentkit.wording.languages import LANGUAGES

pytestmark = pytest.mark.parametrize("language", list(LANGUAGES))


def test_sixty_bits_of_chance_are_in_words_of_the_language(language):
    drawn = suggest_passphrase(language)
    words = drawn.passphrase.split(" ")
    assert set(words) <= set(phrase_words(language))
    assert len(words) == drawn.words
    assert MIN_BITS <= drawn.bits == round(drawn.words * math.log2(len(phrase_words(language))), 1)


def test_each_one_is_taken_and_none_is_drawn_again(language):
    drawn = [suggest_passphrase(language).passphrase for _ in range(30)]
    assert len(set(drawn)) == len(drawn)
    assert all(check_new_passphrase(one) == one for one in drawn)
    assert {strength_of(one) for one in drawn} <= {Strength.FAIR, Strength.STRONG}


def test_words_are_short_and_none_is_another_without_its_marks(language):
    words = phrase_words(language)
    assert all(len(word) <= 20 and word.casefold() == word for word in words)
    assert words == tuple(unicodedata.normalize("NFC", word) for word in words)
    if language in {"en", "vi"}:
        assert len({_bare(word) for word in words}) == len(words)


def _bare(word):
    decomposed = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(one for one in decomposed if not unicodedata.combining(one))


def test_every_list_has_its_language_and_no_other_is_known(language):
    assert set(phrase_languages()) == set(LANGUAGES)
    with pytest.raises(InvalidInput, match="phrase-language-unknown"):
        suggest_passphrase(f"{language}-x")
