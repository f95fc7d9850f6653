"""Acts hold when two people act: read from the syntax of the use-cases, so that no act forgets the lock."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

import consentkit.usecases

FOLDER = Path(consentkit.usecases.__file__).parent
ROOT = "consentkit.usecases."

LONG_WORK = {
    "consents.rosters.confirm_rows": "counts the pages of a paper, which never changes",
    "consents.rosters.correct_rows": "reads a sheet's paper, which never changes",
    "letters.letters._make": "sets pages; looked for and composed again under the lock, and compared",
    "letters.word_sheets.import_words": "sets pages; the file it replaces is compared under the lock",
    "letters.recordings.attach_recording": "opens a sound; the words are compared under the lock",
    "letters.returns._take_in": "reads pages; a letter's row and paper never change",
    "letters.releases.confirm_release": "counts the pages of a paper, which never changes",
    "letters.releases.correct_release": "reads a letter's paper, which never changes",
    "letters.returns.match_page": "counts the pages of a paper, which never changes",
    "office.actors.set_own_passphrase": "opens the workspace; whose account it is is read under the lock",
    "office.backups.check_backup": "reads a backup; only asks with which keys it was signed",
    "office.rekeys.rekey": "goes on with what has begun; whether it has is asked again under the lock",
    "office.rekeys._seal_files": "seals files, which never change; what is left is asked again at the end",
    "office.recoveries.appoint_keeper": "wraps keys; who it is for is read again under the lock",
    "office.recoveries.recover_actor": "wraps keys; who it is for is read again under the lock, and compared",
    "people.identities.seal_identity": "makes slow digests; with which secret is read again under the lock",
    "pictures.images.add_images": "decodes pictures; only asks first whether the story is there",
    "words.checks.check_words": "reads a document, which never changes; which one is compared under the lock",
    "log.damaged_rows.accept_row": "who asked says which act it is; each looks again",
    "pictures.contact_sheets.report_images": "sets a sheet; recorded before anybody has it",
    "pictures.images.mark_picture": "draws an original, which never changes; recorded before it is seen",
    "pictures.leaks.list_leaks": "reads an original, which never changes; recorded before it is seen",
    "pictures.states.preview_image": "draws an original, which never changes; recorded before it is seen",
    "pictures.states.preview_public_copy": "draws a sealed copy; recorded before it is seen",
    "pictures.public_copies.show_public_copy": "opens a sealed copy; recorded before it is seen",
    "videos.copies.show_video_copy": "opens a sealed copy; recorded before it is seen",
    "publications.exports.export_story": "writes and proves files; all of it is decided again under the lock",
    "videos.states.preview_track": "draws an original, which never changes; recorded before it is seen",
    "videos.videos.mark_video": "draws an original, which never changes; recorded before it is seen",
    "pictures.near_copies.find_near_copies": "takes hashes of originals, which never change",
    "pictures.near_copies.settle_near_copy": "opens pictures; asked once more under the lock",
    "pictures.public_copies.make_public_copy": "makes a copy; what it rests on is compared under the lock",
    "pictures.scans.scan_images": "scans originals, which never change; what came meanwhile stays",
    "publications.clearances.ask_gate": "answers; what it counts is asked again under the lock",
    "publications.clearances._certified": "looks at sealed files, which never change",
    "publications.publications._published": "looks at sealed files, which never change",
    "publications.refusals.count_first_refusals": "only asks first whether it was counted before",
    "videos.copies.make_video_copy": "makes a copy; what it rests on is compared under the lock",
    "videos.videos.add_video": "opens a video; only asks first whether the story is there",
    "videos.videos.scan_video": "scans an original, which never changes; what came meanwhile stays",
    "words.drafts.put_draft": "opens a document; only asks first whether the story is there",
}
"""What reads the records before it takes the lock, and why what it read may not be out of date."""

PLAYS = {"office.demos"}
"""Plays several people one after the other; each of their acts is a use-case of its own."""

KNOW_FOLDERS = {
    "new_workspaces": "makes a workspace",
    "workspaces": "opens a workspace",
    "office.actors": "opens a workspace for who sets a passphrase",
    "office.backups": "copies the workspace's own folder, and brings it back",
    "office.recoveries": "opens a workspace for who recovers",
    "office.checkups": "looks at the workspace's own folder",
    "office.demos": "makes a workspace and a folder beside it",
    "office.settings": "reads the organisation's own files beside the records",
    "office.policies": "reads the workspace's own policies before it is open",
    "letters.forms": "reads the workspace's own forms before it is open",
    "pictures.clusters": "reads the certificates beside the workspace",
}

_THE_WAY_ITSELF = {
    "workspaces.Workspace",
    "workspaces._renew",
    "publications.refusals.refusals_counted",
}
"""Opening a workspace, after which who opens it may have wrapped new keys under their own passphrase; and
what stands around an act and records, after it, that the gate stopped it."""

_SQL = re.compile(
    r"\b(SELECT|FROM|UPDATE|DELETE|INSERT|WHERE|EXISTS|PRAGMA) |\bIS (NOT )?NULL\b"
    r"| (=|IN|LIKE|>|<|>=|<=) \(?\?"
)


@dataclass
class Module:
    """One module of the use-cases: its functions and classes, and what its names mean."""

    name: str
    tree: ast.Module
    names: dict[str, str] = field(default_factory=dict)

    @property
    def definitions(self) -> Iterator[tuple[str, ast.AST]]:
        for node in self.tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                yield f"{self.name}.{node.name}", node


def paths() -> dict[str, Path]:
    """Return the files of the use-cases by the names of their modules."""
    files = sorted(FOLDER.rglob("*.py"))
    return {".".join(path.relative_to(FOLDER).with_suffix("").parts): path for path in files}


@cache
def modules() -> dict[str, Module]:
    found = {}
    for name, path in paths().items():
        module = Module(name, ast.parse(path.read_text(encoding="utf-8")))
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("consentkit.usecases"):
                inside = (node.module or "").removeprefix("consentkit.usecases").lstrip(".")
                for one in node.names:
                    module.names[one.asname or one.name] = f"{inside}.{one.name}".lstrip(".")
        module.names |= {full.rpartition(".")[2]: full for full, _ in module.definitions}
        found[name] = module
    return found


def meant(module: Module, node: ast.AST) -> str:
    """Return the full name of the function or class of the use-cases that an expression names, or ''."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        return module.names.get(node.id, "")
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        inside = module.names.get(node.value.id, "")
        return f"{inside}.{node.attr}" if inside in modules() else ""
    return ""


def reads_here(node: ast.AST) -> bool:
    """Tell whether an expression is the records as somebody reads them without the lock."""
    if not isinstance(node, ast.Attribute):
        return False
    is_records = isinstance(node.value, ast.Attribute) and node.value.attr == "records"
    return node.attr == "reading" or (node.attr == "db" and is_records)


def changes_here(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "change"
    )  # fmt: skip


def spread(starts: set[str]) -> set[str]:
    """Return these definitions and all that name one of them, directly or through others."""
    known = set(starts)
    while True:
        more = {
            full
            for module in modules().values()
            for full, definition in module.definitions
            if full not in known and any(meant(module, node) in known for node in ast.walk(definition))
        }
        if not more:
            return known
        known |= more


def those_where(is_so) -> set[str]:
    return {
        full
        for module in modules().values()
        for full, definition in module.definitions
        if any(is_so(node) for node in ast.walk(definition))
    }


@cache
def readers() -> set[str]:
    return spread(those_where(reads_here) - _THE_WAY_ITSELF)


@cache
def actors() -> set[str]:
    return spread(those_where(changes_here) - _THE_WAY_ITSELF)


def reads_before_it_acts(module: Module, definition: ast.AST) -> bool:
    """Tell whether a definition reads at a place above the first at which the lock is taken."""
    nodes = [node for node in ast.walk(definition) if hasattr(node, "lineno") and node is not definition]
    nodes = [node for node in nodes if not isinstance(node, ast.FunctionDef)]

    def place(node: ast.AST) -> tuple[int, int]:
        return node.lineno, node.col_offset

    acts = [place(n) for n in nodes if changes_here(n) or meant(module, n) in actors()]
    reads = [place(n) for n in nodes if reads_here(n) or meant(module, n) in readers() - actors()]
    return bool(acts) and any(read < min(acts) for read in reads)


def too_early() -> set[str]:
    return {
        full
        for module in modules().values()
        if module.name not in PLAYS | {"workspaces"}
        for full, definition in module.definitions
        if full in actors() and isinstance(definition, ast.FunctionDef)
        if reads_before_it_acts(module, definition)
    }


def test_every_act_takes_the_lock_before_it_reads_but_long_work_that_looks_again():
    assert too_early() == set(LONG_WORK)


def test_the_acts_are_found():
    assert {"stories.stories.put_contributor", "letters.letters.make_letter"} <= actors()
    assert {"stories.stories.list_stories", "letters.returns.MapFinder"} <= readers()


@pytest.mark.parametrize("name", sorted(paths()))
def test_a_use_case_opens_no_transaction_and_writes_no_sql(name):
    tree = modules()[name].tree
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node)
    }
    texts = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    assert [n.value for n in texts if id(n) not in docstrings and _SQL.search(n.value)] == []
    called = {n.func.attr for n in ast.walk(tree) if isinstance(n, ast.Call) and hasattr(n.func, "attr")}
    opens = {"transaction"} if name in {"new_workspaces", "changes"} else set()
    assert called & {"transaction", "where", "rows", "execute", "query", "table"} <= opens


@pytest.mark.parametrize("name", sorted(paths()))
def test_a_use_case_takes_and_gives_bytes_and_knows_no_path(name):
    imported = {node.module for node in ast.walk(modules()[name].tree) if isinstance(node, ast.ImportFrom)}
    if "pathlib" in imported:
        assert name in KNOW_FOLDERS


_WRITERS = {"write_atomically", "write_new", "write_bytes", "write_text", "touch", "rename", "symlink_to"}

WRITE_BY_THEMSELVES = {
    "usecases.new_workspaces": "makes a workspace, before it has records",
    "usecases.office.demos": "writes into the folder beside the workspace of a demonstration",
    "pages.files": "writes new files where a person says, and replaces none",
    "store.backups.restoring": "brings a workspace back where there was none",
    "store.backups.stores": "writes backups, which lie elsewhere",
    "store.key_changes": "stages the key file; a change puts it in its place",
    "store.office.own_file_changes": "stages an own file; a change puts it in its place",
    "store.key_files": "writes the key file of a new workspace",
    "store.log.audits": "writes signed heads once the records are committed",
    "store.office.unfinished_forms": "seals what somebody typed and did not save, each their own",
    "store.people.identities": "seals the identities anew while keys are replaced",
    "store.people.inboxes": "seals an identity under a name of its own",
    "store.vault": "seals files under names of their own, for a change",
    "store.disk.private_folders": "writes what is shown, into the private folder",
    "store.disk.whole_folders": "makes a folder elsewhere, whole or not at all",
    "store.disk.new_folders": "marks a workspace that is not made yet",
    "store.disk.files": "the way itself",
    "store.disk.locks": "opens the file that a lock is held on",
    "imaging.sound.opening": "opens a container in memory, in a confined process",
    "imaging.video.writing": "opens a container in memory, in a confined process",
    "store.database.encrypted": "makes the empty file of a new database",
}
"""Every module that writes files other than inside a change, and why nobody's writing is lost by it."""


def writes_here(node: ast.AST) -> bool:
    """Tell whether a node is a call that writes, or a writer that is handed on."""
    if isinstance(node, ast.ImportFrom):
        return bool(_WRITERS & {one.name for one in node.names})
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in _WRITERS or (node.func.attr == "open" and opens_to_write(node))
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _WRITERS


def opens_to_write(call: ast.Call) -> bool:
    modes = [one.value for one in call.args if isinstance(one, ast.Constant)]
    return any(isinstance(mode, str) and re.fullmatch(r"[rwaxbt+]*[wax+][rwaxbt+]*", mode) for mode in modes)


def test_no_file_of_the_workspace_is_written_but_inside_a_change():
    program = FOLDER.parent
    found = {
        ".".join(path.relative_to(program).with_suffix("").parts)
        for path in program.rglob("*.py")
        if any(writes_here(node) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert found == set(WRITE_BY_THEMSELVES)
