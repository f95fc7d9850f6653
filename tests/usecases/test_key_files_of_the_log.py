"""A key file that no act left: whoever changes keys refuses it, and whoever looks is told."""

import shutil

import pytest
from test_acts import ACTS, _actor_for, acted_upon, stage, workspace_folder  # noqa: F401 - fixtures

from consentkit.domain.errors import Refused
from consentkit.domain.events import EventName
from consentkit.domain.problems import ProblemKind
from consentkit.domain.roles import Actor, Role
from consentkit.usecases.log.audits import read_audit, verify_audit
from consentkit.usecases.office.actors import add_actor, remove_actor
from consentkit.usecases.workspaces import open_workspace

CHANGING_KEYS = (
    EventName.ACTOR_ADDED,
    EventName.ACTOR_REMOVED,
    EventName.ACTOR_ROLES_CHANGED,
    EventName.PASSPHRASE_CHANGED,
    EventName.ACTOR_RECOVERED,
    EventName.KEEPER_APPOINTED,
    EventName.KEYS_REPLACED,
)
GONE = "volunteer-1"


def older_file(stage):  # noqa: F811 - a fixture
    """Of before somebody was removed."""
    older = (stage.folder / "keyfile.json").read_bytes()
    remove_actor(stage.open_as("manager-1"), GONE)
    return older


def file_of_a_copy(stage):  # noqa: F811 - a fixture
    """Of a copy of the workspace, in which somebody let a stranger in."""
    copy = shutil.copytree(stage.folder, stage.tmp_path / "copy")
    with open_workspace(copy, "manager-1", stage.passphrase, clock=stage.clock) as workspace:
        stranger = Actor(handle="stranger-1", roles=frozenset({Role.KEEPER}))
        add_actor(workspace, stranger, "given for once only", cost=stage.cheap_cost)
    return (copy / "keyfile.json").read_bytes()


@pytest.mark.parametrize("other_file", [older_file, file_of_a_copy])
def test_no_change_of_keys_goes_on_from_a_key_file_that_the_log_does_not_name(other_file, stage):  # noqa: F811 - a fixture
    deeds = {name: ACTS[name](stage) for name in CHANGING_KEYS}
    forged, path = other_file(stage), stage.folder / "keyfile.json"
    manager = stage.open_as("manager-1")
    events, named = read_audit(manager), path.read_bytes()
    path.write_bytes(forged)
    for name, deed in deeds.items():
        with pytest.raises(Refused, match="keyfile-not-of-log"):
            deed(stage.open_as(_actor_for(name)))
    assert path.read_bytes() == forged
    assert read_audit(manager) == events
    assert [one.kind for one in verify_audit(manager).problems] == [ProblemKind.KEY_FILE_OTHER]
    path.write_bytes(named)
    assert verify_audit(manager).is_intact
    deeds[EventName.PASSPHRASE_CHANGED](stage.open_as(_actor_for(EventName.PASSPHRASE_CHANGED)))


def test_every_act_that_names_a_key_file_is_tried():
    """Whoever takes keys over does so on the way in, and leaves another key file as it is."""
    parts = ("KEY", "ACTOR_", "PASSPHRASE")
    written = {name for name in EventName if any(part in name.name for part in parts)}
    assert written - set(CHANGING_KEYS) == {
        EventName.ACTOR_VOUCHED_FOR,
        EventName.KEYS_TAKEN_OVER,
        EventName.REKEY_FINISHED,
    }
