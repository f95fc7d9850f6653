"""Compile the interface's catalogues into the wheel; a checkout reads the .po files themselves."""

import importlib.util
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WORDING = Path("consentkit", "wording")


class CatalogueHook(BuildHookInterface[Any]):
    """Put a .mo beside where each .po would be."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile every catalogue, but for an editable install."""
        if version == "editable":
            return
        room = Path(mkdtemp())
        for po in sorted((Path(self.root) / WORDING / "locale").glob("*/LC_MESSAGES/*.po")):
            made = room / f"{po.parent.parent.name}.mo"
            made.write_bytes(_catalogues(Path(self.root)).compiled(po))
            build_data["force_include"][str(made)] = po.relative_to(self.root).with_suffix(".mo").as_posix()


def _catalogues(root: Path) -> Any:
    """The module that compiles, alone: consentkit itself needs more than a build has."""
    spec = importlib.util.spec_from_file_location("catalogues", root / WORDING / "catalogues.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
