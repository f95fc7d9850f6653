import asyncio
import threading

import pytest

from consentkit.domain.gate.clearances import Reason, ReasonCode
from consentkit.wording import languages, sentence_of
from consentkit.wording.languages import (
    LANGUAGES,
    UNTRANSLATED,
    Speaker,
    _,
    is_unreviewed,
    language,
    progress_of,
    use_language,
    use_speaker,
)

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


def test_threads_that_speak_two_languages_at_once_do_not_mix():
    together = threading.Barrier(len(DRAFTS))
    heard = {}

    def speak(code):
        use_language(code)
        for _round in range(50):
            together.wait()
            heard.setdefault(code, set()).add(_("Passphrase"))

    threads = [threading.Thread(target=speak, args=(code,)) for code in DRAFTS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert _("Passphrase") == "Passphrase"
    assert {len(said) for said in heard.values()} == {1}
    assert len(set.union(*heard.values())) == len(DRAFTS)


def test_tasks_that_speak_two_languages_at_once_do_not_mix():
    async def speak(code, others):
        use_language(code)
        said = set()
        await others.wait()
        for _round in range(50):
            await asyncio.sleep(0)
            said.add((language(), _("Passphrase")))
        return said

    async def all_at_once():
        others = asyncio.Event()
        tasks = [asyncio.create_task(speak(code, others)) for code in DRAFTS]
        others.set()
        return await asyncio.gather(*tasks)

    use_language("th")
    heard = asyncio.run(all_at_once())
    assert [{code for code, _said in said} for said in heard] == [{code} for code in DRAFTS]
    assert [len(said) for said in heard] == [1] * len(DRAFTS)
    assert language() == "th"


def test_what_was_begun_in_a_context_follows_when_its_speaker_changes():
    async def first_and_later():
        speaker, changed = Speaker("th"), asyncio.Event()
        use_speaker(speaker)

        async def listen():
            before = language()
            await changed.wait()
            return before, language(), await asyncio.to_thread(language)

        listening = asyncio.create_task(listen())
        await asyncio.sleep(0)
        speaker.speak("km")
        changed.set()
        return await listening

    assert asyncio.run(first_and_later()) == ("th", "km", "km")
    assert language() == "en"


@pytest.mark.parametrize("code", DRAFTS)
def test_what_no_native_speaker_approved_is_a_draft(code):
    assert is_unreviewed(code)


def test_english_is_the_source():
    assert not is_unreviewed("en")
    done, total = progress_of("en")
    assert done == total > 200
