"""Work beside the screen speaks what the screen speaks, and two applications speak two languages."""

import asyncio
import signal

import pytest
from driving import LARGE, settle, text_of
from seeing import seen
from textual.app import App
from textual.worker import get_current_worker

from consentkit.tui.app import ConsentkitApp
from consentkit.tui.widgets.dialogs import Confirm
from consentkit.wording.languages import _, language, use_language


async def _said_in_a_thread(app, begin_in):
    worker = begin_in.run_worker(lambda: (language(), _("Passphrase"), get_current_worker()), thread=True)
    await worker.wait()
    return worker.result[:2]


async def test_a_worker_thread_speaks_the_language_that_was_chosen_last(app_as):
    async with app_as("officer-1") as pilot:
        english = await _said_in_a_thread(pilot.app, pilot.app.screen)
        assert english == ("en", "Passphrase")
        for code in ("th", "km"):
            pilot.app.speak(code)
            await settle(pilot)
            said = await _said_in_a_thread(pilot.app, pilot.app.screen)
            assert said == (code, _("Passphrase"))
            assert said[1] != "Passphrase"


async def test_a_thread_that_was_busy_before_the_language_was_changed_follows(app_as):
    async with app_as("officer-1") as pilot:
        changed, loop = asyncio.Event(), asyncio.get_running_loop()

        def wait():
            asyncio.run_coroutine_threadsafe(changed.wait(), loop).result(timeout=30)
            return language()

        worker = pilot.app.screen.run_worker(wait, thread=True)
        pilot.app.speak("vi")
        changed.set()
        assert await worker.wait() == "vi"


async def test_textual_alone_would_forget_it():
    """The day on which this fails, `ContextThreads` is needed no more."""

    class Plain(App[None]):
        pass

    use_language("th")
    app = Plain()
    async with app.run_test():
        assert (await _said_in_a_thread(app, app))[0] == "en"


async def test_two_applications_in_one_process_speak_two_languages(workspace_folder, monkeypatch):
    async def open_in(code, other):
        monkeypatch.setenv("CONSENTKIT_LANGUAGE", code)
        app = ConsentkitApp(workspace_folder, "officer-1")
        async with app.run_test(size=LARGE) as pilot:
            await settle(pilot)
            await other.wait()
            return language(), seen(pilot), (await _said_in_a_thread(app, app.screen))[0]

    both = asyncio.Barrier(2)
    thai, khmer = await asyncio.gather(
        asyncio.create_task(open_in("th", both)), asyncio.create_task(open_in("km", both))
    )
    assert (thai[0], thai[2]) == ("th", "th")
    assert (khmer[0], khmer[2]) == ("km", "km")
    assert "ไทย" in thai[1]
    assert "ខ្មែរ" in khmer[1]


@pytest.fixture
def _as_from_a_terminal():
    """Whoever starts the tests in the background may have them hear no Ctrl+C, nor what they start."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_as_from_a_terminal")
async def test_an_application_that_was_left_answers_no_signal_any_more(app_as):
    def answering():
        return [signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)]

    before = answering()
    async with app_as("officer-1"):
        assert not set(before) & set(answering())
    assert answering() == before


async def test_what_lies_below_a_dialog_is_seen_before_the_dialog_is_drawn_again(app_as):
    async with app_as("officer-1") as pilot:
        pilot.app.push_screen(Confirm("Sure?", "It cannot be undone."))
        await settle(pilot)
        before = text_of(pilot.app)
        assert "Home" in before
        for _again in range(2):
            pilot.app.screen.refresh()
            assert text_of(pilot.app) == before
