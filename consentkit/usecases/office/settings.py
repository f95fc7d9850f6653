"""Settings, own policies, forms and words: their digests stand in the log, and a change is told."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from consentkit.catalogue.settings import load_settings
from consentkit.domain.errors import Conflict, InvalidInput, Refused
from consentkit.domain.events import EventName
from consentkit.domain.pictures.clusters import HERE, THIS_MACHINE, Engine
from consentkit.domain.settings import Settings
from consentkit.domain.settings_states import ChangedFile, FileChange, SettingsState
from consentkit.domain.values import digest_of
from consentkit.sandbox.given_files import MOST_TEXT_BYTES, read_given
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.disk.own_files import digests_of, spoken_name
from consentkit.store.log.acceptances import Acceptance, last_acceptance
from consentkit.usecases.pictures.clusters import engine_of
from consentkit.usecases.workspaces import Workspace, WorkspaceFolders

_DIGITS = 12
_TRUST_DIGITS = 16


def files_to_accept(folders: WorkspaceFolders, settings: Settings) -> Mapping[str, str]:
    """Return the digest of each file that decides what is asked, printed, cleared and sent, by its name."""
    named = settings.cluster
    trust = [one for one in (named.tls_ca, named.tls_cert, named.tls_key) if one]
    own = [folders.settings.name, folders.policies.name, folders.forms.name]
    return digests_of(folders.root, [*own, *(str(Path(one).expanduser()) for one in trust)])


def accepted_files(files: Mapping[str, str]) -> list[str]:
    """Return files and digests as an event holds them."""
    return sorted(f"{spoken_name(name)}:{digest}" for name, digest in files.items())


def look_at_settings(workspace: Workspace) -> SettingsState:
    """Return how settings and own files stand against what was accepted last. Raises BadDataFile."""
    return _state(workspace, workspace.records.db)[0]


def _state(workspace: Workspace, db: EncryptedDatabase) -> tuple[SettingsState, list[str], str]:
    settings = load_settings(workspace.folders.settings)
    files = files_to_accept(workspace.folders, settings)
    accepted = last_acceptance(db, workspace.records.keys.workspace)
    engine, token = _engine_of(settings, workspace.folders)
    state = SettingsState(
        digest=digest_of(accepted_files(files))[:_DIGITS],
        changes=tuple(_changes(files, accepted)),
        accepted_by=accepted.by,
        accepted_on=workspace.day_of(datetime.fromisoformat(accepted.at)) if accepted.at else None,
        engine=None if engine.address is None else str(engine.address),
        is_engine_accepted=token == HERE or token in accepted.engines,
    )
    return state, accepted_files(files), token


def _engine_of(settings: Settings, folders: WorkspaceFolders) -> tuple[Engine, str]:
    """Return the engine that settings name; what cannot be used sends nothing, and says so when it scans."""
    try:
        engine = engine_of(settings, folders.root)
        return engine, engine_token(engine)
    except InvalidInput:
        return THIS_MACHINE, HERE


def _changes(files: Mapping[str, str], accepted: Acceptance) -> list[ChangedFile]:
    spoken = {spoken_name(name): name for name in files}
    found = []
    for name in sorted(spoken.keys() | accepted.files.keys()):
        if name not in spoken:
            found.append(ChangedFile(name=name.replace(":", "/"), change=FileChange.REMOVED))
        elif name not in accepted.files:
            found.append(ChangedFile(name=spoken[name], change=FileChange.ADDED))
        elif accepted.files[name] != files[spoken[name]]:
            found.append(ChangedFile(name=spoken[name], change=FileChange.CHANGED))
    return found


def accept_settings(workspace: Workspace, digest: str) -> SettingsState:
    """Accept settings and own files as they are now, with the engine that they name.

    `digest` is that of the state that the manager looked at. Raises Refused, Conflict
    (settings-changed-again: digest) where it is another by now, Conflict (settings-accepted-already).
    """
    with workspace.change(EventName.SETTINGS_ACCEPTED) as change:
        state, files, token = _state(workspace, change.db)
        if state.digest != digest.lower()[:_DIGITS]:
            raise Conflict("settings-changed-again", digest=state.digest)
        if state.is_accepted:
            raise Conflict("settings-accepted-already")
        engine = None if token == HERE else token
        change.record(workspace.records.keys.workspace, files=files, engine=engine)
    return look_at_settings(workspace)


def accept_engine(workspace: Workspace, engine: Engine) -> None:
    """Accept that pictures are sent to an engine that somebody names when they scan. Raises Refused."""
    with workspace.change(EventName.ENGINE_ACCEPTED) as change:
        change.record(workspace.records.keys.workspace, engine=engine_token(engine))


def check_engine(workspace: Workspace, engine: Engine) -> None:
    """Raise Refused (engine-not-accepted: address) where no manager accepted that pictures go there."""
    if engine == THIS_MACHINE:
        return
    accepted = last_acceptance(workspace.records.db, workspace.records.keys.workspace)
    if engine_token(engine) not in accepted.engines:
        raise Refused("engine-not-accepted", address=str(engine.address))


def engine_token(engine: Engine) -> str:
    """Return an engine as an event holds it: where it is, and a digest of the files that it is trusted by."""
    if engine.address is None:
        return HERE
    place = f"dask:{engine.address.host}:{engine.address.port}"
    if engine.tls is None:
        return place
    trust = hashlib.sha256()
    for path in (engine.tls.ca, engine.tls.cert):
        trust.update(_bytes(path))
    return f"{place}:{trust.hexdigest()[:_TRUST_DIGITS]}"


def _bytes(path: Path) -> bytes:
    try:
        return read_given(path, MOST_TEXT_BYTES)
    except OSError:
        raise InvalidInput("file-not-found", file=path.name) from None
