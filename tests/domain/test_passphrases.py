"""Which new passphrases are taken, and what is said of their strength."""

import unicodedata

import pytest
from drawn_text import any_text
from hypothesis import given

from consentkit.domain.errors import InvalidInput
from consentkit.domain.passphrases.known import COMMON_PHRASES
from consentkit.domain.passphrases.rules import (
    MIN_LENGTH,
    Strength,
    check_new_passphrase,
    normal,
    strength_of,
)

NAMES = ("officer-10", "River House")


@pytest.mark.parametrize(("typed", "is_taken"), [("seven owls ate", False), ("seven owls ate!", True)])
def test_fifteen_characters_are_the_least(typed, is_taken):
    assert (len(typed) >= MIN_LENGTH) is is_taken
    if is_taken:
        assert check_new_passphrase(typed) == typed
        return
    with pytest.raises(InvalidInput) as short:
        check_new_passphrase(typed)
    assert (short.value.code, short.value.facts) == ("passphrase-too-short", {"minimum": 15})


@pytest.mark.parametrize(
    "typed",
    [
        "1234567890123456", "0987654321098765", "                    ", "\t" * 20, "a" * 40, "abc" * 9,
        "111122223333444", "abcdefghijklmnopq", "zyxwvutsrqponml", "qwertyuiopasdfgh",
        "asdf asdf asdf asdf", "1qaz2wsx3edc4rfv", "20262026202620262026", "Password1234567",
        "P@ssw0rdP@ssw0rd", "passphrase passphrase", "password passphrase", "ConsentKit ConsentKit",
        "consentkit 2026", "Welcome-Welcome-1", "letmein letmein 1", "officer-10 officer-10",
        "OFFICER-10-officer", "River House 2026", "riverhouseriverhouse", "River-House!!!!",
        "demo passphrase", "Demo  Passphrase", "correct horse battery staple", "iloveyou iloveyou",
        "กกกกกกกกกกกกกกกกก", "monday tuesday wednesday", "!!!!!!!!!!!!!!!!", "รหัสผ่าน รหัสผ่าน",
        "我爱你我爱你我爱你我爱你我爱你", "x" * 1_000_000,
    ],
)  # fmt: skip
def test_what_everybody_would_try_is_not_taken(typed):
    with pytest.raises(InvalidInput, match="passphrase-common"):
        check_new_passphrase(typed, NAMES)
    assert strength_of(typed, NAMES) is Strength.REFUSED


@pytest.mark.parametrize("phrase", COMMON_PHRASES)
def test_a_listed_passphrase_is_not_taken_in_any_writing(phrase):
    if len(phrase) < MIN_LENGTH:
        phrase = " ".join(phrase)
    for written in (phrase, phrase.upper(), phrase.replace(" ", ""), phrase.replace(" ", "  ")):
        if len(written) >= MIN_LENGTH:
            with pytest.raises(InvalidInput, match="passphrase-common"):
                check_new_passphrase(written)


@pytest.mark.parametrize(
    "typed",
    [
        "correct horse battery", "test passphrase one", "a brand new passphrase", "river stones and mint",
        "officer Sokha's blue kite", "ทุ่งนา เมฆ ช้าง กล้วย", "竹子 小猫 彩虹 老师 月饼 台灯", "xK9#vQ2!mZ7&pL4",
    ],
)  # fmt: skip
def test_words_of_ones_own_are_taken(typed):
    assert check_new_passphrase(typed, NAMES) == unicodedata.normalize("NFC", typed)


@pytest.mark.parametrize(
    ("typed", "strength"),
    [
        ("test passphrase one", Strength.WEAK),
        ("kite kite kite kite mango", Strength.WEAK),
        ("correct horse battery", Strength.FAIR),
        ("lamp mango cloud spoon tiger window", Strength.STRONG),
        ("xK9#vQ2!mZ7&pL4", Strength.STRONG),
        ("竹子 小猫 彩虹 老师 月饼 台灯 白云", Strength.STRONG),
    ],
)
def test_more_words_that_were_not_said_yet_are_stronger(typed, strength):
    assert strength_of(typed) is strength


@given(any_text(min_size=1, max_size=60))
def test_whatever_is_typed_is_taken_or_told(typed):
    try:
        taken = check_new_passphrase(typed, NAMES)
    except InvalidInput:
        return
    assert normal(taken) == taken
    assert strength_of(typed, NAMES) is not Strength.REFUSED


def test_what_is_no_text_is_told():
    with pytest.raises(InvalidInput, match="passphrase-not-text"):
        check_new_passphrase("\udcff of bytes that are no UTF-8")
