"""Fail on a licence that may not be shipped, and on one that nobody has read.

Usage: `python .ci/licences.py check`, also part of `.ci/run`. It reads the metadata of every installed
package, and the names of the shared libraries in the wheels' own folders; what no metadata tells stands in
`.ci/licences.toml`, which `docs/licences.md` explains. It does not see what was linked into a library.
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Mapping
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
DOCUMENT = PROJECT / "docs" / "licences.md"
# No AGPL, nothing for non-commercial use only, and no licence that asks for more than the code's own source.
REFUSED = re.compile(
    r"AGPL|Affero|SSPL|Server Side|Non-?Commercial|\bNC\b|-NC-|Commons Clause|BUSL|Elastic", re.I
)
_COPYLEFT = re.compile(r"GPL|General Public|MPL|Mozilla|EUPL|CDDL|EPL", re.I)
_PERMISSIVE = re.compile(
    r"\b(MIT|MIT-0|MIT-CMU|HPND|0?BSD|Apache|ISC|Zlib|PSF(L|-2\.0)?|Python Software Foundation|CC0|Boost"
    r"|Public Domain|Unlicense)\b",
    re.I,
)
NOT_OURS = frozenset({"consentkit"})


def main() -> int:
    """Run the mode that was asked for."""
    if sys.argv[1:] != ["check"]:
        print(__doc__)
        return 2
    known = tomllib.loads((PROJECT / ".ci" / "licences.toml").read_text(encoding="utf-8"))
    installed = [one for one in distributions() if one.metadata["Name"].lower() not in NOT_OURS]
    problems = [*package_problems(installed, known), *library_problems(_folders(), known)]
    problems += document_problems(installed, known, DOCUMENT.read_text(encoding="utf-8"))
    for problem in problems:
        print(problem)
    print(f"licences: {len(installed)} packages, {len(problems)} problems")
    return 1 if problems else 0


def package_problems(installed: Iterable[Distribution], known: Mapping[str, Any]) -> Iterable[str]:
    """Yield each package whose licence is refused, not named as copyleft, or unknown."""
    for one in installed:
        problem = judge(licence_of(one, known), name_of(one) in known["copyleft"])
        if problem:
            yield f"{name_of(one)} {one.version}: {problem}"


def judge(licence: str, is_named_copyleft: bool) -> str:
    """Say what is wrong with a licence; `""` where nothing is."""
    if REFUSED.search(licence):
        return f"refused: {licence}"
    if _COPYLEFT.search(licence):
        return "" if is_named_copyleft else f"copyleft that nobody has read: {licence}"
    return "" if _PERMISSIVE.search(licence) else f"unknown licence: {licence or 'none in its metadata'}"


def licence_of(one: Distribution, known: Mapping[str, Any]) -> str:
    """Return what is said of a package's licence: what we read, its expression, or field and classifiers."""
    stated = known["stated"].get(name_of(one)) or one.metadata.get("License-Expression")
    if stated:
        return str(stated)
    classifiers = [c for c in one.metadata.get_all("Classifier") or () if c.startswith("License ::")]
    # Some put the whole text there: its first line names it.
    field = (one.metadata.get("License") or "").strip().partition("\n")[0]
    return "; ".join([*filter(None, [field]), *(c.rpartition(":: ")[2] for c in classifiers)])


def name_of(one: Distribution) -> str:
    """Return a package's name as indexes write it."""
    return re.sub(r"[-_.]+", "-", one.metadata["Name"]).lower()


def library_problems(folders: Mapping[str, Iterable[str]], known: Mapping[str, Any]) -> Iterable[str]:
    """Yield each bundled library that nobody has read the licence of; by the wheel's name, file names."""
    for wheel, files in folders.items():
        listed = known["bundled"].get(wheel, {})
        for stem in sorted({file.split(".")[0].split("-")[0] for file in files}):
            problem = "not in .ci/licences.toml" if stem not in listed else ""
            if stem in listed and REFUSED.search(listed[stem]):
                problem = f"refused: {listed[stem]}"
            if problem:
                yield f"{wheel} bundles {stem}: {problem}"


def _folders() -> dict[str, list[str]]:
    import numpy

    packages = Path(numpy.__file__).parent.parent
    return {
        folder.name.removesuffix(".libs"): [file.name for file in folder.iterdir()]
        for folder in packages.glob("*.libs")
    }


def document_problems(
    installed: Iterable[Distribution], known: Mapping[str, Any], text: str
) -> Iterable[str]:
    """Yield each package with copyleft in it that the document does not name in this version."""
    copyleft = {
        wheel.replace("_", "-") for wheel, listed in known["bundled"].items() if _has_copyleft(listed)
    }
    wanted = copyleft | {"textual-image"}
    for one in installed:
        if name_of(one) in wanted and f"{name_of(one)} {one.version}" not in text:
            yield f"{name_of(one)} {one.version}: read its licences again and name it in docs/licences.md"


def _has_copyleft(listed: Mapping[str, str]) -> bool:
    return any(_COPYLEFT.search(licence) for licence in listed.values())


if __name__ == "__main__":
    sys.exit(main())
