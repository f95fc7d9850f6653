"""What is missing on this machine or in this workspace, and what that costs."""

import os
import stat
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from consentkit.catalogue.policies import load_policies, words_of_policies
from consentkit.catalogue.shipped import assets_folder, policies_folder
from consentkit.domain.checkups import CheckupFinding, Level
from consentkit.domain.errors import Stopped, Unavailable
from consentkit.domain.pictures.images import Profile
from consentkit.domain.problems import ABOUT_CLOCKS, ABOUT_FILES, SAID_WHY, ProblemKind
from consentkit.domain.progress import Cancelled, Step, Watcher, unwatched
from consentkit.domain.settings import FACE_DETECTORS, TEXT_DETECTORS
from consentkit.domain.values import Fact
from consentkit.store.database.migrations import records_migrations
from consentkit.store.database.schema import versions_of
from consentkit.store.disk.leftovers import leftovers_so_far, sweep_leftovers
from consentkit.store.files_named import named_files
from consentkit.store.key_changes import other_than_named
from consentkit.store.office.actors import list_accounts
from consentkit.store.people.identities import prepare_identities
from consentkit.usecases.log.audits import verify_audit
from consentkit.usecases.office.backups import backup_age
from consentkit.usecases.office.outsiders import look_outside
from consentkit.usecases.office.rekeys import look_at_keys
from consentkit.usecases.workspaces import Workspace, WorkspaceFolders

_SYNCED = (
    *("dropbox", "onedrive", "google drive", "googledrive", "icloud", "mobile documents", "cloudstorage"),
    *("nextcloud", "syncthing"),
)


def examine_machine() -> tuple[CheckupFinding, ...]:
    """Look at what consentkit needs from this machine. Needs no workspace."""
    return (*_program(), *_detectors(), *_pictures())


def examine_workspace(workspace: Workspace, *, watch: Watcher = unwatched) -> tuple[CheckupFinding, ...]:
    """Look at an open workspace: folder, database, detectors, policies, vault and audit chain.

    Every file of the vault is read again. Raises Stopped when `watch` cancels.
    """
    database = _database(workspace)
    found = (
        *_folder(workspace.folders),
        database,
        *_chosen_detectors(workspace),
        *_policies(workspace),
    )
    if database.level is Level.BROKEN:
        # What a damaged database says about the vault and the log is worth nothing.
        return found
    return (
        *found,
        _schema(workspace),
        *_identities(workspace),
        *_accounts(workspace),
        *_vault(workspace, watch),
        *_audit(workspace, watch),
        *look_outside(workspace),
        *_heads(workspace),
        *_key_file(workspace),
        *_rekey(workspace),
        _backups(workspace),
        *_leftovers(workspace),
    )


def newer_workspace(error: Unavailable) -> CheckupFinding:
    """Return the finding for a workspace that this program may not open. Raises any other error again."""
    if error.code != "workspace-newer":
        raise error
    return _broken(error.code, **error.facts)


def _good(code: str, **facts: Fact) -> CheckupFinding:
    return CheckupFinding(level=Level.GOOD, code=code, facts=facts)


def _costs(code: str, **facts: Fact) -> CheckupFinding:
    return CheckupFinding(level=Level.COSTS, code=code, facts=facts)


def _broken(code: str, **facts: Fact) -> CheckupFinding:
    return CheckupFinding(level=Level.BROKEN, code=code, facts=facts)


def _program() -> Iterator[CheckupFinding]:
    yield _good("python", version=".".join(str(part) for part in sys.version_info[:3]))
    found = load_policies(policies_folder())
    if found.broken or not found.policies:
        yield _broken("policies-shipped-broken", count=len(found.broken))
    else:
        yield _good("policies-shipped", count=len(found.policies))


def _detectors() -> Iterator[CheckupFinding]:
    """Asked of the scanner's process: what they load, a hundred megabytes and more, stays out of this one."""
    yield from _asked(FACE_DETECTORS, "detector")
    yield from _asked(TEXT_DETECTORS, "text-detector")


def _asked(names: tuple[str, ...], code: str) -> Iterator[CheckupFinding]:
    from consentkit.imaging.detectors import REQUIRED
    from consentkit.imaging.scanning.client import plan_in_child

    plan = plan_in_child(assets_folder() / "models", names, Profile.THOROUGH)
    for name in names:
        if plan is not None and name in plan.detectors:
            yield _good(code, detector=name, version=plan.detectors[name])
            continue
        cause = (plan.missing.get(name) if plan is not None else None) or "detector-failed"
        if name == REQUIRED:
            yield _broken("detector-needed-missing", detector=name, cause=cause)
        else:
            yield _costs(f"{code}-missing", detector=name, cause=cause)


def _chosen_detectors(workspace: Workspace) -> Iterator[CheckupFinding]:
    from consentkit.imaging.detectors import DETECTORS, REQUIRED

    chosen = workspace.settings.detectors
    for name in chosen:
        if name not in DETECTORS:
            yield _broken("detector-unknown", detector=name, known=tuple(DETECTORS))
    for name in TEXT_DETECTORS:
        if name not in chosen:
            yield _costs("text-detector-not-chosen", detector=name)
    if REQUIRED not in chosen:
        yield _broken("detector-needed-not-chosen", detector=REQUIRED)


def _pictures() -> Iterator[CheckupFinding]:
    if find_spec("pillow_heif") is None:
        yield _costs("heic-missing")
    else:
        yield _good("heic")
    if find_spec("av") is None:
        yield _costs("video-missing")
    else:
        yield _good("video")


def _folder(folders: WorkspaceFolders) -> Iterator[CheckupFinding]:
    parts = [part.lower() for part in folders.root.resolve().parts]
    if any(name in part for part in parts for name in _SYNCED):
        yield _broken("folder-synced")
    if os.name == "posix" and _is_open_to_others(folders.root, folders.key_file):
        yield _costs("folder-open-to-others")
    else:
        yield _good("folder-closed")
    if not folders.identities.exists():
        yield _broken("identities-missing")


def _is_open_to_others(*paths: Path) -> bool:
    return any(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO) for path in paths)


def _database(workspace: Workspace) -> CheckupFinding:
    is_whole = workspace.records.db.is_whole()
    return _good("database") if is_whole else _broken("database-damaged")


def _schema(workspace: Workspace) -> CheckupFinding:
    versions = versions_of(workspace.records.db, records_migrations)
    return _good("schema", workspace=versions.workspace, program=versions.program)


def _identities(workspace: Workspace) -> Iterator[CheckupFinding]:
    """Look at the identities' schema, as far as a keeper's keys are at hand."""
    keys, database = workspace.records.keys, workspace.folders.identities
    if keys.identities is None or not database.exists():
        return
    try:
        prepare_identities(database, keys)
    except Unavailable as error:
        yield newer_workspace(error)


def _accounts(workspace: Workspace) -> Iterator[CheckupFinding]:
    """Who still has a passphrase that somebody else gave."""
    known = [one for one in list_accounts(workspace.records.db) if not one.is_removed]
    before = [one.handle for one in known if one.own_since is None and one.is_from_before]
    waiting = [one.handle for one in known if not one.may_act]
    if before:
        yield _costs("accounts-from-before", actors=tuple(before))
    if waiting:
        yield _costs("accounts-not-begun", actors=tuple(waiting))
    if not before and not waiting:
        yield _good("accounts", count=len(known))


def _vault(workspace: Workspace, watch: Watcher) -> Iterator[CheckupFinding]:
    vault, named = workspace.records.vault, sorted(named_files(workspace.records.db))
    missing = []
    for done, name in enumerate(named):
        _look_on(Step(done, len(named), name[:8]), watch)
        if vault.state(name).value != "intact":
            missing.append(name)
    if missing:
        yield _broken("vault-files-missing", count=len(missing), first=missing[0])
    else:
        yield _good("vault", count=len(named))


def _look_on(step: Step, watch: Watcher) -> None:
    try:
        watch(step)
    except Cancelled:
        raise Stopped("stopped", done=step.done, total=step.total) from None


def _policies(workspace: Workspace) -> Iterator[CheckupFinding]:
    for broken in workspace.catalogue.broken:
        yield _broken("policy-broken", file=broken.file, field=broken.field, problem=broken.problem)
    _, faults = words_of_policies(policies_folder(), workspace.folders.policies)
    for one in faults:
        yield _costs("policy-words-broken", file=one.file, field=one.field, problem=one.problem)


def _audit(workspace: Workspace, watch: Watcher) -> Iterator[CheckupFinding]:
    found = verify_audit(workspace, watch=watch)
    others = [
        problem for problem in found.problems if problem.kind not in ABOUT_CLOCKS | ABOUT_FILES | SAID_WHY
    ]
    if others:
        yield _broken("audit-broken", count=len(others))
    else:
        yield _good("audit", events=found.events)
    for problem in found.problems:
        if problem.kind is ProblemKind.CLOCK_BEHIND:
            yield _broken("clock-behind", event=problem.seq)
    if back := [problem.seq for problem in found.problems if problem.kind is ProblemKind.TIME_BACK]:
        named = ", ".join(map(str, back[:_MOST_NAMED]))
        yield _costs("times-back", count=len(back), events=named)


_MOST_NAMED = 10


def _leftovers(workspace: Workspace) -> Iterator[CheckupFinding]:
    """Sweep once more, the vault too, and say what was found since the program began."""
    sweep_leftovers((workspace.folders.vault,))
    found = leftovers_so_far()
    if found.plaintext:
        yield _costs("plaintext-was-left", count=found.plaintext)
    if found.staged:
        yield _costs("half-written-was-left", count=found.staged)
    if not found.plaintext and not found.staged:
        yield _good("nothing-left")


def _key_file(workspace: Workspace) -> Iterator[CheckupFinding]:
    """Hold the key file against the log: an older one that was put back opens for who was removed since."""
    if other_than_named(workspace.records.db, workspace.folders.key_file):
        yield _broken("keyfile-not-of-log")


def _rekey(workspace: Workspace) -> Iterator[CheckupFinding]:
    """Files that the keys before still open, where replacing them was stopped."""
    found = look_at_keys(workspace)
    if not found.is_finished:
        yield _costs("rekey-unfinished", count=found.waiting)


def _backups(workspace: Workspace) -> CheckupFinding:
    age = backup_age(workspace)
    if age.days is None:
        return _costs("backup-none")
    return (_costs if age.is_due else _good)("backup-old" if age.is_due else "backup", days=age.days)


def _heads(workspace: Workspace) -> Iterator[CheckupFinding]:
    for folder in workspace.records.heads:
        if not (folder / "latest.json").is_file():
            yield _broken("heads-missing", folder=folder.name)
    if not workspace.settings.heads_folder:
        yield _costs("heads-in-one-place")
