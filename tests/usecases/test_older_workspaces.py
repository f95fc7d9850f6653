"""A whole workspace of each release opens: its key file, records, sealed files and identities."""

import shutil
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from consentkit.domain.errors import NotFound
from consentkit.domain.sealed_identities import AcceptingReason
from consentkit.usecases.log.audits import verify_audit
from consentkit.usecases.people.contributors import list_contributors
from consentkit.usecases.people.identities import (
    OpeningReason,
    accept_identity,
    list_set_aside,
    open_identity,
)
from consentkit.usecases.stories.stories import add_story, list_stories
from consentkit.usecases.workspaces import open_workspace

DATA = Path(__file__).parent / "data"
sys.path.insert(0, str(DATA))
import make_workspace as made  # noqa: E402 - a script that stands beside its files, not a package

KEPT = sorted(DATA.glob("workspace-*"))


def test_a_workspace_of_this_release_is_kept():
    assert DATA / f"workspace-{version('consentkit')}" in KEPT


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.name)
def test_a_workspace_of_each_release_opens_and_goes_on(tmp_path, kept):
    folder = shutil.copytree(kept, tmp_path / "workspace")
    with open_workspace(folder, made.FOUNDER.handle, made.PASSPHRASE) as workspace:
        (person,) = list_contributors(workspace)
        (story,) = list_stories(workspace)
        assert (story.title, story.contributors) == ("Ban Nam", (person.code,))
        assert workspace.records.vault.get(story.draft) == made.WORDS.encode()
        # Its event names no file, as anybody's who puts one there: a keeper decides, and nothing is lost.
        with pytest.raises(NotFound, match="identity-set-aside"):
            open_identity(workspace, person.code, OpeningReason.CONTACT)
        (sealed,) = list_set_aside(workspace)
        accept_identity(workspace, sealed.digest, AcceptingReason.OLDER_VERSION)
        assert open_identity(workspace, person.code, OpeningReason.CONTACT).identity == made.IDENTITY
        add_story(workspace, "Another")
        assert verify_audit(workspace).is_intact
