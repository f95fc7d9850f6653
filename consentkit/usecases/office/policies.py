"""Policies, without a passphrase: they hold nothing about anyone."""

from pathlib import Path

from consentkit.catalogue.policies import Catalogue, check_policy_file, load_policies
from consentkit.catalogue.shipped import policies_folder
from consentkit.domain.checklists import BrokenFile
from consentkit.usecases.workspaces import WorkspaceFolders


def list_policies(folder: Path) -> Catalogue:
    """Return the shipped policies, and those of the workspace in this folder if there is one."""
    folders = WorkspaceFolders(folder)
    own = [folders.policies] if folders.key_file.exists() else []
    return load_policies(policies_folder(), *own)


def check_policy(path: Path) -> tuple[BrokenFile, ...]:
    """Return every fault of one policy file, `()` when it can be used."""
    return check_policy_file(path)
