"""The kept look of each screen: compare with it, or write it again.

`CONSENTKIT_UPDATE_SNAPSHOTS=1 uv run pytest -m "" tests/tui/test_screens.py` writes them again, and a few
pictures for eyes; read the changes (`git diff tests/tui/snapshots`) before you keep them.
"""

import os
import re
from pathlib import Path

from cells import cells_of, differences, in_colours, in_text, read_cells

FOLDER = Path(__file__).parent / "snapshots"
FOR_EYES = {
    "home 80x24 dark",
    "story 140x45 light",
    "story 80x24 contrast",
    "checklist 80x24 dark",
    "picture 140x45 dark",
    "letter 80x24 light",
}
"""What is kept as a picture, too; pictures are looked at, never compared."""


class Looks:
    """The looks of one screen, at each size and in each theme."""

    def __init__(self, name):
        self.name, self._seen = name, {}

    def see(self, app, size, theme):
        """Keep what is on the screen now."""
        place = f"{self.name} {size[0]}x{size[1]} {theme}"
        self._seen[size, theme] = cells_of(app)
        if are_written() and place in FOR_EYES:
            picture = re.sub(r"terminal-\d+", "terminal-0", app.export_screenshot())
            (FOLDER / f"{place.replace(' ', '-')}.svg").write_text(picture, encoding="utf-8")

    def compare(self):
        """Fail where a look is not as it was or is no more, and tell what changed."""
        if are_written():
            self._path.write_text(self._written(), encoding="utf-8")
            return
        self._tell([f"{self.name} {look}: is no more" for look in self._kept().keys() - self._now().keys()])

    def compare_seen(self):
        """Fail where a look that was seen is not as it was, whatever others are kept."""
        self._tell([])

    def _tell(self, missing):
        kept = self._kept()
        told = [
            f"{self.name} {look}: {line}"
            for look, cells in self._now().items()
            for line in (differences(kept[look], cells) if look in kept else ["is new"])
        ]
        told += missing
        assert not told, "\n".join(["look at it, then update the snapshots:", *told[:40]])

    def _kept(self):
        return _read(self._path.read_text(encoding="utf-8"))

    def _now(self):
        return {f"{width}x{height} {theme}": cells for ((width, height), theme), cells in self._seen.items()}

    @property
    def _path(self):
        return FOLDER / f"{self.name}.txt"

    def _written(self):
        parts, last = [], None
        for (size, theme), cells in self._seen.items():
            if (size, cells.lines) != last:
                parts.append(f"== {size[0]}x{size[1]}\n{in_text(cells)}")
            last = size, cells.lines
            parts.append(f"-- {theme}\n{in_colours(cells)}")
        return "".join(parts)


def are_written():
    """Tell whether the looks are written again in this run."""
    return bool(os.environ.get("CONSENTKIT_UPDATE_SNAPSHOTS"))


def _read(written):
    """Return the cells of each look: the lines of a size stand before the colours of its themes."""
    looks = {}
    for part in re.split(r"^== ", written, flags=re.MULTILINE)[1:]:
        first, *themes = re.split(r"^-- ", part, flags=re.MULTILINE)
        size, _, text = first.partition("\n")
        for one in themes:
            theme, _, colours = one.partition("\n")
            looks[f"{size} {theme}"] = read_cells(text, colours)
    return looks
