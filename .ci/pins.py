"""Keep the pins in pyproject.toml and requirements.lock in step with what uv resolved.

Usage: `python .ci/pins.py write` after `uv lock --upgrade` (takes uv.lock over into both files);
`python .ci/pins.py check` compares requirements.lock with the pins and fails on any difference.
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
PYPROJECT = PROJECT / "pyproject.toml"
LOCK = PROJECT / "requirements.lock"
EXPORT = [
    "uv", "export", "--quiet", "--no-default-groups", "--all-extras", "--no-emit-project",
    "--no-header", "--no-annotate", "--format", "requirements-txt",
]  # fmt: skip
# Overridden away: they would need a compiler, and other packages stand in for them.
NEVER_INSTALLED = {"dlib", "face-recognition-models"}
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)")


def main() -> int:
    """Run the mode that was asked for."""
    mode = sys.argv[1] if len(sys.argv) > 1 else ""
    if mode == "write":
        write_pins()
        write_lock()
        return 0
    if mode == "check":
        return check()
    print(__doc__)
    return 2


def write_pins() -> None:
    """Put every resolved version into `[tool.uv] constraint-dependencies`."""
    packages = [p for p in tomllib.loads((PROJECT / "uv.lock").read_text())["package"] if _is_pinned(p)]
    lines = sorted({f'  "{p["name"]}=={p["version"]}{_marker(p, packages)}",' for p in packages})
    text = PYPROJECT.read_text()
    block = "constraint-dependencies = [\n" + "\n".join(lines) + "\n]"
    text, count = re.subn(r"constraint-dependencies = \[.*?\n\]", lambda _: block, text, flags=re.DOTALL)
    if count != 1:
        raise SystemExit("pyproject.toml has no constraint-dependencies to replace")
    PYPROJECT.write_text(text)


def _is_pinned(package: dict[str, Any]) -> bool:
    return package["name"] not in NEVER_INSTALLED and "editable" not in package["source"]


def _marker(package: dict[str, Any], packages: list[dict[str, Any]]) -> str:
    """A package that has two versions has one below a Python version and one from it on."""
    twins = [p for p in packages if p["name"] == package["name"]]
    if len(twins) == 1:
        return ""
    if len(twins) > 2:
        raise SystemExit(f"more than two versions of {package['name']}: write its pins by hand")
    twins.sort(key=lambda p: [int(part) for part in re.findall(r"\d+", p["version"])])
    bound = re.findall(r"python_full_version < '([0-9.]+)'", " ".join(twins[0]["resolution-markers"]))[0]
    sign = "<" if package is twins[0] else ">="
    return f" ; python_full_version {sign} '{bound}'"


def write_lock() -> None:
    """Export what a user installs, with hashes and without addresses."""
    exported = subprocess.run(EXPORT, cwd=PROJECT, check=True, capture_output=True, text=True).stdout
    kept = [block for block in _blocks(exported) if _parsed(block)[0] not in NEVER_INSTALLED]
    LOCK.write_text("\n".join(kept) + "\n")


def _blocks(text: str) -> list[str]:
    return re.split(r"\n(?=[A-Za-z0-9])", text.strip())


def check() -> int:
    """Compare requirements.lock with the pins; every line must have a hash and no address."""
    pins = {
        _parsed(pin) for pin in tomllib.loads(PYPROJECT.read_text())["tool"]["uv"]["constraint-dependencies"]
    }
    text = LOCK.read_text()
    locked = {_parsed(line) for line in text.splitlines() if _PIN.match(line)}
    problems = [f"not pinned: {name}=={version}" for name, version in sorted(locked - pins)]
    problems += [f"no hash: {block.split()[0]}" for block in _blocks(text) if "--hash=sha256:" not in block]
    if "://" in text:
        problems.append("requirements.lock names an address")
    problems += [
        f"missing from requirements.lock: {name}" for name in sorted(_wanted() - {n for n, _ in locked})
    ]
    for problem in problems:
        print(problem)
    print(f"requirements.lock: {len(locked)} packages, {len(problems)} problems")
    return 1 if problems else 0


def _wanted() -> set[str]:
    """The project's own dependencies, by name; they at least must be locked."""
    project = tomllib.loads(PYPROJECT.read_text())["project"]
    own = [
        *project["dependencies"],
        *(d for extra in project["optional-dependencies"].values() for d in extra),
    ]
    return {re.split(r"[^A-Za-z0-9._-]", line)[0].lower() for line in own}


def _parsed(line: str) -> tuple[str, str]:
    found = _PIN.match(line)
    if found is None:
        raise SystemExit(f"not a pin: {line}")
    return found[1].lower(), found[2]


if __name__ == "__main__":
    sys.exit(main())
