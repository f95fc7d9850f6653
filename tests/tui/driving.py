"""Drives the application as a person does: keys in, visible text out (`from driving import press`)."""

import asyncio
import time
from weakref import WeakKeyDictionary, WeakSet

import pytest
from quick_cases import quick_among
from textual import events
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.keys import _character_to_key, key_to_character
from textual.widgets import Input

SMALL, LARGE, TINY = (80, 24), (140, 45), (60, 15)
# How all screens look in the others is compared by `test_screens.py`.
in_every_size = pytest.mark.parametrize("size", quick_among([SMALL, LARGE, TINY], [TINY]))

_TURNS = 3
"""As often as nothing must be found to do: what resumes a coroutine takes a turn of the loop."""
_PATIENCE = 120
"""Seconds after which something is wrong, on however busy a machine."""


async def settle(pilot):
    """Wait until nothing is under way: no thread works, no message waits, no timer of the screen runs.

    It looks at what waits, never at how busy the machine is. A worker that is no thread may wait for a
    person's answer to a dialog: nobody waits for that one.
    """
    app, quiet, ends = pilot.app, 0, time.monotonic() + _PATIENCE
    while quiet < _TURNS:
        assert time.monotonic() < ends, "the application never comes to rest"
        threads = [worker for worker in app.workers if worker._thread_worker]
        if threads:
            # One that was stopped for its successor is no failure; one that failed ends the application.
            await asyncio.gather(*(one.wait() for one in threads), return_exceptions=True)
        if _is_waiting(app.screen):
            await asyncio.sleep(0.01)
        # What scrolls or fades does so in its own time.
        await app.animator.wait_until_complete()
        if not quiet:
            # What is handled now is handled to its end.
            await pilot._wait_for_screen()
        app.screen._on_timer_update()
        quiet = 0 if threads or _is_waiting(app.screen) or _has_messages(app) else quiet + 1
        if quiet == _TURNS and _draw(app.screen._compositor):
            # To draw a list may scroll it, or have it say how long it is.
            quiet = 0
        await asyncio.sleep(0)


_drawn_once, _undrawn = WeakSet(), WeakKeyDictionary()
_render_update = Compositor.render_update


def draw_at_rest(patched):
    """Have the application put off its drawing until it comes to rest."""
    patched.setattr(Compositor, "render_update", _put_off)


def _put_off(compositor, **options):
    if "simplify" in options:
        # A picture of the screen asks so, and is given what is drawn.
        return _render_update(compositor, **options)
    if compositor in _drawn_once:
        _undrawn[compositor] = options
    else:
        # A list scrolls to what it points at when it is first drawn, before anybody presses a key.
        _drawn_once.add(compositor)
        _render_update(compositor, **options)
    return None


def _draw(compositor):
    """Draw what was put off; tell whether there was anything."""
    options = _undrawn.pop(compositor, None)
    if options is None:
        return False
    _render_update(compositor, **options)
    return True


def _is_waiting(screen):
    """Tell whether a screen waits a moment before it looks."""
    timer = getattr(screen, "_timer", None)
    return timer is not None and timer._task is not None and not timer._task.done()


def _has_messages(app):
    """Tell whether a message, a callback or a drawing has not had its turn."""
    screen = app.screen
    if screen._callbacks or screen._dirty_widgets or screen._layout_required or screen._recompose_required:
        return True
    pumps = [one for one in (app, *app._registry) if one.is_running and not one._closing]
    return any(one._next_callbacks or one.message_queue_size for one in pumps)


def until_file(path):
    """Wait until another program has written a file."""
    ends = time.monotonic() + _PATIENCE
    while not path.exists():
        assert time.monotonic() < ends, f"{path} never came"
        time.sleep(0.01)


async def until(pilot, holds):
    """Wait until something holds that comes beside the screen's own work, or while a thread is held up."""
    ends = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < ends, "it never comes to be"
        await pilot.pause(0.01)


async def press(pilot, *keys):
    """Press keys as a person does, each after the last has done its work."""
    for key in keys:
        _send(pilot.app, key)
        await settle(pilot)


def _send(app, key):
    """Hand a key to the application as a terminal does."""
    name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
    # Textual finds no character for some of its own names, such as slash.
    event = events.Key(name, key if len(key) == 1 else key_to_character(name))
    event.set_sender(app)
    app.post_message(event)


async def write(pilot, text):
    """Type letters into what has the focus."""
    for letter in text:
        _send(pilot.app, letter)
    await settle(pilot)


async def fill(pilot, **fields):
    """Put text into the fields of a form, as a paste does."""
    for name, text in fields.items():
        pilot.app.screen.query_one(f"#field-{name}", Input).value = text
    await settle(pilot)


def text_of(app):
    """Return what a person sees now, line by line."""
    return "\n".join(strip.text.rstrip() for strip in strips_of(app))


def strips_of(app):
    """Return the lines of the screen; a dialog that was not drawn since shows what lies below it, too."""
    visible_screen_stack.set(app._background_screens)
    return app.screen._compositor.render_strips()


async def unlock(pilot, passphrase):
    """Type the passphrase and wait for what opens."""
    await settle(pilot)
    pilot.app.screen.query_one("#passphrase", Input).value = passphrase
    await press(pilot, "enter")
