import threading

import pytest

from consentkit.domain.clearances import Reason, ReasonCode
from consentkit.wording import languages, sentence_of
from consentkit.wording.languages import LANGUAGES, UNTRANSLATED, _, is_draft, progress_of, use_language

DRAFTS = [code for code in LANGUAGES if code != "en"]


@pytest.fixture(autouse=True)
def _back_to_english():
    yield
    use_language("en")


@pytest.mark.parametrize("code", DRAFTS)
def test_a_reason_is_told_in_the_language_that_is_spoken(code):
    reason = Reason(code=ReasonCode.COPY_MISSING, subject="I-0000-0000")
    english = sentence_of(reason)
    use_language(code)
    told = sentence_of(reason)
    assert "I-0000-0000" in told
    assert told != english
    assert not told.startswith(UNTRANSLATED)


def test_what_is_not_translated_is_english_with_a_mark():
    use_language("km")
    assert _("A sentence that nobody wrote.") == "‹en› A sentence that nobody wrote."


def test_a_language_that_is_not_offered_is_english():
    use_language("xx")
    assert languages.language() == "en"


def test_threads_speak_as_the_screen_does():
    use_language("th")
    heard = []
    thread = threading.Thread(target=lambda: heard.append(_("Passphrase")))
    thread.start()
    thread.join()
    assert heard == [_("Passphrase")]
    assert heard != ["Passphrase"]


@pytest.mark.parametrize("code", DRAFTS)
def test_what_no_native_speaker_approved_is_a_draft(code):
    assert is_draft(code)


def test_english_is_the_source():
    assert not is_draft("en")
    done, total = progress_of("en")
    assert done == total > 200
