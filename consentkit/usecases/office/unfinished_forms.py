"""Unfinished forms, kept sealed so that a lock or a crash loses no typing."""

import json

from consentkit.store.office.unfinished_forms import drop_sealed, get_sealed, put_sealed
from consentkit.usecases.workspaces import Workspace


def keep_unfinished_form(workspace: Workspace, form: str, fields: dict[str, str]) -> None:
    """Keep what was typed into a form so far, for this actor; no event, since nothing was recorded yet."""
    put_sealed(
        workspace.folders.unfinished_forms,
        workspace.records.keys,
        _name(workspace, form),
        json.dumps(fields).encode(),
    )


def get_unfinished_form(workspace: Workspace, form: str) -> dict[str, str]:
    """Return what was typed into a form, `{}` where nothing was."""
    data = get_sealed(workspace.folders.unfinished_forms, workspace.records.keys, _name(workspace, form))
    return dict(json.loads(data)) if data else {}


def drop_unfinished_form(workspace: Workspace, form: str) -> None:
    """Forget what was typed into a form."""
    drop_sealed(workspace.folders.unfinished_forms, workspace.records.keys, _name(workspace, form))


def _name(workspace: Workspace, form: str) -> str:
    return f"{workspace.actor.handle}/{form}"
