"""Licences of what is installed: what the check lets through, and that GPL codecs stay extras."""

import importlib.util
import re
import sys
import tomllib
from email.message import Message
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent


def _script(name):
    spec = importlib.util.spec_from_file_location(f"ci_{name}", PROJECT / ".ci" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


licences, audit = _script("licences"), _script("audit")
KNOWN = tomllib.loads((PROJECT / ".ci" / "licences.toml").read_text("utf-8"))


class _Package:
    """A package as the metadata of an installed one tells of it."""

    def __init__(self, name, version="1.0", **fields):
        self.version = version
        self.metadata = Message()
        for field, value in ({"Name": name} | fields).items():
            self.metadata[field.replace("_", "-")] = value


@pytest.mark.parametrize(
    "licence",
    [
        "AGPL-3.0-only",
        "GNU Affero General Public License v3",
        "CC-BY-NC-4.0",
        "SSPL-1.0",
        "Free for non-commercial use",
    ],
)
def test_a_licence_that_may_not_be_shipped_is_refused(licence):
    problems = [*licences.package_problems([_Package("new", License_Expression=licence)], KNOWN)]
    assert problems == [f"new 1.0: refused: {licence}"]
    named = KNOWN | {"copyleft": {"new": licence}, "stated": {"new": licence}}
    assert [*licences.package_problems([_Package("new")], named)], "naming it does not help"


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({}, "unknown licence: none in its metadata"),
        ({"License": "Proprietary"}, "unknown licence: Proprietary"),
        ({"License_Expression": "GPL-3.0-or-later"}, "copyleft that nobody has read: GPL-3.0-or-later"),
        ({"Classifier": "License :: OSI Approved :: MIT License"}, None),
        ({"License": "BSD-3-Clause\n\nRedistribution and use …"}, None),
        ({"License_Expression": "Apache-2.0 OR BSD-2-Clause"}, None),
    ],
)
def test_an_unknown_licence_and_an_unread_copyleft_fail(fields, problem):
    found = [*licences.package_problems([_Package("new", **fields)], KNOWN)]
    assert found == ([] if problem is None else [f"new 1.0: {problem}"])


def test_a_bundled_library_that_nobody_has_read_fails():
    known = ["libx264-d6533a8d.so.165", "libopencore-amrnb-d72c52e2.so.0.0.5"]
    assert [*licences.library_problems({"av": known}, KNOWN)] == []
    (problem,) = licences.library_problems({"av": [*known, "libnew-0123.so.1"]}, KNOWN)
    assert problem == "av bundles libnew: not in .ci/licences.toml"
    (other,) = licences.library_problems({"another": ["libnew.so"]}, KNOWN)
    assert other.startswith("another bundles libnew")


def test_another_version_of_a_wheel_with_copyleft_is_read_again():
    text = (PROJECT / "docs" / "licences.md").read_text("utf-8")
    assert [*licences.document_problems([_Package("av", "18.1.0")], KNOWN, text)] == []
    (problem,) = licences.document_problems([_Package("av", "99.0")], KNOWN, text)
    assert "read its licences again" in problem


def test_what_is_installed_here_passes(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["licences.py", "check"])
    assert licences.main() == 0, capsys.readouterr().out


def test_the_wheels_with_gpl_codecs_are_extras():
    with_gpl = {
        wheel.replace("_", "-")
        for wheel, libraries in KNOWN["bundled"].items()
        if any(re.match("GPL(?!.*(WITH| OR ))", licence) for licence in libraries.values())
    }
    assert with_gpl == {"av", "pillow-heif"}
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    base = {re.split(r"[^A-Za-z0-9._-]", one)[0].lower() for one in project["dependencies"]}
    extras = {
        re.split(r"[^A-Za-z0-9._-]", one)[0].lower()
        for listed in project["optional-dependencies"].values()
        for one in listed
    }
    assert not with_gpl & base
    assert with_gpl <= extras


def test_the_audit_never_calls_what_it_skipped_checked():
    skipped = {"name": "av", "skip_reason": "Dependency not found on PyPI"}
    whole = {"name": "click", "version": "8.5.1", "vulns": []}
    weak = {"name": "old", "version": "1.0", "vulns": [{"id": "CVE-2020-0001"}]}
    for nothing in ([], [skipped]):
        lines, code = audit.told(nothing)
        assert "NOT CHECKED" in lines[0]
        assert code == 0
    lines, code = audit.told([whole, skipped])
    assert code == 0
    assert lines == ["pip-audit: 1 packages checked, 0 with known weaknesses", "  NOT checked: av"]
    lines, code = audit.told([whole, weak])
    assert code == 1
    assert "old 1.0: CVE-2020-0001" in "\n".join(lines)


def test_both_are_part_of_what_must_pass():
    run = (PROJECT / ".ci" / "run").read_text("utf-8")
    assert "python .ci/licences.py check" in run
    assert "python .ci/audit.py" in run
