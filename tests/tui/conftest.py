"""The application, driven by keys on this test's own workspace; tests here are coroutines."""

import asyncio
import inspect
from contextlib import asynccontextmanager

import pytest
from driving import SMALL, unlock

from consentkit.tui.app import ConsentkitApp


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem):
    """Run a test that is a coroutine, to its end."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    wanted = inspect.signature(pyfuncitem.obj).parameters
    asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in wanted}))
    return True


@pytest.fixture
def app_as(workspace_folder, passphrase, clock, monkeypatch):
    """`async with app_as("officer-1", size=SMALL) as pilot:` opens the application at Home."""
    for name in ("CONSENTKIT_LANGUAGE", "CONSENTKIT_PASSPHRASE", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)

    @asynccontextmanager
    async def open_it(handle, *, size=SMALL, **options):
        app = ConsentkitApp(workspace_folder, handle, clock=clock, **options)
        async with app.run_test(size=size) as pilot:
            await unlock(pilot, passphrase)
            yield pilot

    return open_it
