"""Drives the application as a person does: keys in, visible text out (`from driving import press`)."""

from textual.widgets import Input

SMALL, LARGE, TINY = (80, 24), (140, 45), (60, 15)


async def settle(pilot):
    """Wait until nothing is under way: no thread works, no message waits, the screen is drawn.

    A worker that is no thread may wait for a person's answer to a dialog: nobody waits for that one.
    """
    for _round in range(5):
        await pilot.pause()
        if hasattr(pilot.app.screen, "_timer"):
            # Some screens wait a moment before they look.
            await pilot.pause(0.06)
        threads = [worker for worker in pilot.app.workers if worker._thread_worker]
        if not threads:
            return
        await pilot.app.workers.wait_for_complete(threads)
    await pilot.pause()


async def press(pilot, *keys):
    """Press keys as a person does, each after the last has done its work."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def write(pilot, text):
    """Type letters into what has the focus."""
    await pilot.press(*["space" if letter == " " else letter for letter in text])
    await settle(pilot)


async def fill(pilot, **fields):
    """Put text into the fields of a form, as a paste does."""
    for name, text in fields.items():
        pilot.app.screen.query_one(f"#field-{name}", Input).value = text
    await settle(pilot)


def text_of(app):
    """Return what a person sees now, line by line."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


async def unlock(pilot, passphrase):
    """Type the passphrase and wait for what opens."""
    await settle(pilot)
    pilot.app.screen.query_one("#passphrase", Input).value = passphrase
    await press(pilot, "enter")
