"""The application, driven by keys on this test's own workspace; tests here are coroutines."""

import asyncio
import inspect
import random
import shutil
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from driving import SMALL, draw_at_rest, unlock
from pseudo_language import LOUD, Everything, Loud
from story_on_its_way import make_story
from textual.css.stylesheet import Stylesheet

from consentkit.tui.app import ConsentkitApp
from consentkit.tui.screens.office import machine
from consentkit.usecases.workspaces import open_workspace
from consentkit.wording import languages


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem):
    """Run a test that is a coroutine, to its end."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    wanted = inspect.signature(pyfuncitem.obj).parameters
    asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in wanted}))
    return True


@pytest.fixture(scope="session", autouse=True)
def _style_sheets_read_once():
    """Have an application take the rules that an earlier one parsed: it parses each of its parts anew.

    Rules say how a part looks and never change; their colours are the variables they were parsed with.
    """
    parsed, parse = {}, Stylesheet._parse_rules

    def known(sheet, css, read_from, *more, **options):
        variables = tuple(sheet._variables.items())
        asked = variables, css, read_from, more, tuple(options.items())
        if asked not in parsed:
            parsed[asked] = parse(sheet, css, read_from, *more, **options)
        return parsed[asked]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Stylesheet, "_parse_rules", known)
        yield


@pytest.fixture(scope="session", autouse=True)
def _drawn_at_rest():
    """Draw what a person sees when all is done, not each step on the way there: see `driving.settle`."""
    with pytest.MonkeyPatch.context() as patched:
        draw_at_rest(patched)
        yield


@pytest.fixture
def app_as(workspace_folder, passphrase, clock, monkeypatch):
    """`async with app_as("officer-1", size=SMALL) as pilot:` opens the application at Home.

    What it says stays until it is clicked away: a busy machine is no reason to read nothing.
    """
    monkeypatch.setattr(ConsentkitApp, "notify", _lasting(ConsentkitApp.notify))
    for name in ("CONSENTKIT_LANGUAGE", "CONSENTKIT_PASSPHRASE", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)

    @asynccontextmanager
    async def open_it(handle, *, size=SMALL, **options):
        app = ConsentkitApp(workspace_folder, handle, clock=clock, **options)
        async with app.run_test(size=size) as pilot:
            await unlock(pilot, passphrase)
            yield pilot

    return open_it


def _lasting(notify):
    return lambda app, words, **options: notify(app, words, **options | {"timeout": 3600})


@pytest.fixture(scope="session")
def _made_base(make_workspace, tmp_path_factory, passphrase):
    """A workspace with a story on its way, made once."""
    folder = make_workspace(tmp_path_factory.mktemp("made"))
    now = datetime(2026, 11, 21, 9, tzinfo=UTC)
    with pytest.MonkeyPatch.context() as patched:
        _number_codes(patched, 7)
        with open_workspace(folder, "officer-1", passphrase, clock=lambda: now) as officer:
            return folder, make_story(officer)


@pytest.fixture
def made(_made_base, workspace_folder, monkeypatch):
    """Have this test's workspace hold a story on its way; the codes of its records by name."""
    shutil.rmtree(workspace_folder)
    shutil.copytree(_made_base[0], workspace_folder)
    _number_codes(monkeypatch, 8)
    return _made_base[1]


def _number_codes(patched, seed):
    """Codes are random; a dialog that covers half of one would leave another half at each run."""
    patched.setattr("consentkit.domain.codes.secrets", random.Random(seed))


@pytest.fixture
def same_versions(monkeypatch):
    """The doctor names every library's version, and Python's."""
    examine = machine._examine

    def with_one_version(workspace, watch):
        found = examine(workspace, watch)
        for one in found:
            one.facts.update({"version": "1.2.3"} if "version" in one.facts else {})
            one.facts.update({"workspace": 1, "program": 1} if one.code == "schema" else {})
        return found

    monkeypatch.setattr(machine, "_examine", with_one_version)


@pytest.fixture
def loud(monkeypatch):
    """One language says everything in capitals."""
    catalogue, known = languages._catalogue, languages._known
    monkeypatch.setattr(languages, "_catalogue", lambda code: Loud() if code == LOUD else catalogue(code))
    monkeypatch.setattr(languages, "_known", lambda code: Everything() if code == LOUD else known(code))


@pytest.fixture(autouse=True)
def _back_to_english():
    yield
    languages.use_language("en")
