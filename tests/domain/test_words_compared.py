"""What was decided of words holds in their sentences, and an edit re-opens exactly what it touches."""

from hypothesis import given, settings
from hypothesis import strategies as st

from consentkit.domain.words.comparing import compared, read_words
from consentkit.domain.words.languages import Readable
from consentkit.domain.words.looking import WordRules
from consentkit.domain.words.settlements import WordSettlement

RULES = WordRules()
STORY = "S-0000-0000"
SENTENCES = [f"Call +855 12 345 6{number:02} in the rain number {number}." for number in range(12)]
PLAIN = [f"The rice was green in year {number}." for number in range(6)]


def look(text, before=()):
    read = read_words("The rice", text, RULES)
    codes = iter(f"N-7K3Q-X{number:03}" for number in range(100, 999))
    return compared(STORY, before, read.said, lambda: next(codes))


def settle(found):
    said = {"settlement": WordSettlement.PUBLIC, "why": "On our website.", "settled_by": "officer-1"}
    return tuple(one.model_copy(update=said) for one in found)


def open_wordings(found):
    return {one.wording for one in found if one.is_open}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES + PLAIN), min_size=2, max_size=9), st.data())
def test_changing_one_sentence_reopens_exactly_the_findings_it_touches(sentences, data):
    settled = settle(look(" ".join(sentences)))
    at = data.draw(st.integers(0, len(sentences) - 1))
    edited = [*sentences]
    others = [sentences[at].replace("rain", "sun"), "Nothing is here.", SENTENCES[0]]
    edited[at] = data.draw(st.sampled_from(others))
    now = look(" ".join(edited), settled)
    new_here = {one.wording for one in look(edited[at])} if edited[at] not in sentences else set()
    assert open_wordings(now) == new_here
    assert {one.id for one in settled} <= {one.id for one in now}


def test_what_is_gone_was_changed_and_what_comes_back_in_its_sentence_stays_as_it_was_decided():
    found = look(SENTENCES[1])
    (gone,) = look("Nothing is here.", found)
    assert (gone.settlement, gone.times, gone.is_open) == (WordSettlement.CHANGED, 0, False)
    (again,) = look(SENTENCES[1], (gone,))
    assert again.is_open, "nobody decided of it"
    (settled,) = settle(found)
    (kept,) = look(SENTENCES[1], look("Nothing is here.", (settled,)))
    assert kept.settlement is WordSettlement.PUBLIC


def test_the_same_words_in_another_sentence_are_open_again():
    settled = settle(look(SENTENCES[1]))
    (now,) = look(f"{SENTENCES[1]} She hides there. {SENTENCES[1].replace('Call', 'Ask')}", settled)
    assert now.is_open
    assert (now.times, now.why) == (2, "")


def test_what_could_not_be_read_or_searched_says_so():
    assert read_words("The rice", None, RULES).readable is Readable.NOT_TAKEN_OUT
    assert read_words("The rice", "", RULES, may_be_drawn=True).readable is Readable.NO_WORDS
    assert read_words("The rice", "", RULES).readable is Readable.YES
    assert read_words("The rice", "Дети деревни ходят в школу.", RULES).readable is Readable.OTHER_LANGUAGE
