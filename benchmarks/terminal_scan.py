"""Measure how long a key waits while the terminal application scans pictures.

Usage: `uv run python benchmarks/terminal_scan.py [PICTURES]` (60 unless told). It makes an invented
workspace, puts pictures of 0.3 to 12 megapixels into a story, most of them small so that 1,000 take
minutes and not hours, starts the scan on the pictures' screen, and presses arrow keys until the scan is
over. A key's wait is from its press until the row it moves to is drawn.
"""

import asyncio
import io
import itertools
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.people import Age, AgeBasis
from consentkit.domain.roles import Actor, Role
from consentkit.pages.files import incoming
from consentkit.store.key_files import KdfCost
from consentkit.tui.app import ConsentkitApp
from consentkit.tui.desk import Desk
from consentkit.tui.screens.pictures.pictures import PicturesScreen
from consentkit.tui.widgets.long_work import LongWork
from consentkit.tui.widgets.virtual_table import VirtualTable
from consentkit.usecases.new_workspaces import create_workspace
from consentkit.usecases.office.actors import add_actor
from consentkit.usecases.people.contributors import NewContributor, add_contributor
from consentkit.usecases.pictures.images import add_images
from consentkit.usecases.stories.stories import add_story, put_contributor
from consentkit.usecases.workspaces import open_workspace, unlock_keys

_PASSPHRASE = "invented words only"  # noqa: S105 - of an invented workspace
_CHEAP = KdfCost(memory_kib=8, passes=1, lanes=1)
_WIDTHS_PX = (*((640, 800, 640, 1000) * 12), 1600, 4000)
_PRESS_SECONDS = 0.05


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    with tempfile.TemporaryDirectory() as folder:
        workspace, story = _prepare(Path(folder), count)
        asyncio.run(_measure(workspace, story, count))


def _prepare(folder: Path, count: int) -> tuple[Path, str]:
    workspace = folder / "workspace"
    founder = Actor(handle="manager-1", roles=frozenset({Role.MANAGER, Role.KEEPER}))
    create_workspace(workspace, founder, _PASSPHRASE, cost=_CHEAP)
    with open_workspace(workspace, "manager-1", _PASSPHRASE) as opened:
        officer = Actor(handle="officer-1", roles=frozenset({Role.OFFICER}))
        add_actor(opened, officer, _PASSPHRASE, cost=_CHEAP)
    with open_workspace(workspace, "officer-1", _PASSPHRASE) as opened:
        story = add_story(opened, "Benchmark").id
        # Nobody here needs the thorough passes: 1,000 pictures take minutes and not half an hour.
        adult = NewContributor(language="en", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT, is_survivor=False)
        put_contributor(opened, story, add_contributor(opened, adult).code)
        add_images(opened, story, [incoming(one) for one in _pictures(folder, count)])
    return workspace, story


def _pictures(folder: Path, count: int) -> list[Path]:
    shipped = [Image.open(path).convert("RGB") for path in sorted((assets_folder() / "demo").glob("*.*g"))]
    files = []
    for number, picture, width_px in zip(
        range(count), itertools.cycle(shipped), itertools.cycle(_WIDTHS_PX), strict=False
    ):
        # Each differs by a pixel: the same picture is taken into a story once only.
        made = picture.resize((width_px, width_px * 3 // 4))
        made.putpixel((0, 0), (number % 256, number // 256, 0))
        data = io.BytesIO()
        made.save(data, "JPEG", quality=90)
        path = folder / f"{number}.jpg"
        path.write_bytes(data.getvalue())
        files.append(path)
    return files


async def _measure(workspace: Path, story: str, count: int) -> None:
    app = ConsentkitApp(workspace, "officer-1")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.open_desk(Desk(workspace, *unlock_keys(workspace, "officer-1", _PASSPHRASE)))
        await pilot.pause()
        screen = PicturesScreen(story)
        app.push_screen(screen)
        await pilot.pause()
        table, work = screen.query_one(VirtualTable), screen.query_one(LongWork)
        idle = [await _press(app, table, key) for key in _keys(100)]
        await pilot.press("s")
        begun = time.perf_counter()
        waits = []
        for key in _keys(1_000_000):
            if not work.is_busy:
                break
            waits.append(await _press(app, table, key))
            await asyncio.sleep(_PRESS_SECONDS)
        seconds = time.perf_counter() - begun
    print(f"{count} pictures scanned in {seconds:.1f} s ({seconds / count:.2f} s each)")
    _tell("idle", idle)
    _tell("while scanning", waits)


def _keys(count: int) -> list[str]:
    # Down and up in turns always move the cursor, wherever it is.
    return ["down", "up"] * (min(count, 40_000) // 2)


async def _press(app: ConsentkitApp, table: VirtualTable, key: str) -> float:
    before = table.cursor
    drawn = asyncio.Event()
    begun = time.perf_counter()
    app.simulate_key(key)
    while table.cursor == before:
        await asyncio.sleep(0)
    app.screen.call_after_refresh(drawn.set)
    await drawn.wait()
    return time.perf_counter() - begun


def _tell(name: str, waits: list[float]) -> None:
    waits = sorted(waits)
    p95 = waits[int(len(waits) * 0.95)] * 1000
    print(f"{name}: {len(waits)} keys, p95 {p95:.1f} ms, worst {waits[-1] * 1000:.1f} ms")


if __name__ == "__main__":
    main()
