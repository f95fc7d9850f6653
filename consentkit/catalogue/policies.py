"""Reads policies from folders; what cannot be read is told, never skipped."""

from dataclasses import dataclass
from pathlib import Path

from consentkit.catalogue.folders import broken_file, content_of, files_in
from consentkit.catalogue.toml_files import Fault, Faults, digest_of_file, read_value
from consentkit.domain.checklists import BrokenFile, Policy


@dataclass(frozen=True)
class Catalogue:
    """All policies in reading order, the faults of the files that are broken, and a digest per policy.

    `digests` maps a policy's id to its file's digest (`digest_of_file`).
    """

    policies: tuple[Policy, ...]
    broken: tuple[BrokenFile, ...]
    digests: dict[str, str]


def load_policies(*folders: Path) -> Catalogue:
    """Read every `.toml` of each folder: the shipped folder first, then the organisation's own.

    Within a folder the order is by name. A folder that does not exist holds nothing. A file with a
    fault gives one `BrokenFile` per fault and no policy; of two files with one id the first is kept.
    """
    policies: dict[str, Policy] = {}
    digests: dict[str, str] = {}
    broken: list[BrokenFile] = []
    for path in _policy_files(folders):
        content = content_of(path)
        policy = _policy_in(content, path, policies)
        if isinstance(content, bytes) and isinstance(policy, Policy):
            policies[policy.id] = policy
            digests[policy.id] = digest_of_file(content)
        elif isinstance(policy, tuple):
            broken.extend(broken_file(path.name, policy))
    return Catalogue(tuple(policies.values()), tuple(broken), digests)


def check_policy_file(path: Path) -> tuple[BrokenFile, ...]:
    """Return every fault of one policy file, `()` when it is sound; other files are not looked at."""
    policy = _policy_in(content_of(path), path, {})
    return () if isinstance(policy, Policy) else broken_file(path.name, policy)


def _policy_files(folders: tuple[Path, ...]) -> list[Path]:
    return [path for folder in folders for path in files_in(folder)]


def _policy_in(content: bytes | Faults, path: Path, known: dict[str, Policy]) -> Policy | Faults:
    if isinstance(content, tuple):
        return content
    policy = read_value(content, Policy)
    if isinstance(policy, tuple):
        return policy
    if policy.id != path.stem:
        return (Fault("id", f'The file is named "{path.stem}". Write the same id, or rename the file.'),)
    if policy.id in known:
        return (Fault("id", "Another file already has this id. Choose a new id and rename the file."),)
    return policy
