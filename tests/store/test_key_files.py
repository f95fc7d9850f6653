"""Who can open which key, and that the key file cannot be edited."""

import hashlib
import json
import unicodedata

import pytest

from consentkit.domain.errors import BadDataFile, InvalidInput, NotFound, Refused
from consentkit.domain.roles import Actor, Role
from consentkit.store.key_files import KdfCost, KeyFile, read_key_file, without_actor, write_key_file
from consentkit.store.keys import new_key_file, unlock, unlock_with_recovery_code, with_actor, wrap_keys
from consentkit.usecases.workspaces import WorkspaceFolders

THAI = "อยู่เป็นหมู่และอยู่ด้วยกัน"
VOWEL, TONE = "\N{THAI CHARACTER SARA UU}", "\N{THAI CHARACTER MAI EK}"
VIETNAMESE = "tiếng Việt có nhiều dấu"
HANDLES = ("manager-1", "officer-1", "safeguarding-1", "volunteer-1", "auditor-1")


def officer(handle="officer-9", *roles):
    return Actor(handle=handle, roles=frozenset(roles or {Role.OFFICER}))


def edited(file, change):
    """The key file after someone changed its text with an editor."""
    content = json.loads(file.model_dump_json())
    change(content)
    return KeyFile.model_validate(content)


def digests(folder):
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


@pytest.mark.parametrize("handle", HANDLES)
def test_each_actor_unlocks_the_same_records_key(workspace_folder, passphrase, handle):
    file = read_key_file(WorkspaceFolders(workspace_folder).key_file)
    actor, keys = unlock(file, handle, passphrase)
    assert actor.handle == handle
    assert keys.records == unlock(file, "manager-1", passphrase)[1].records


@pytest.mark.parametrize("handle", HANDLES)
def test_a_wrong_passphrase_is_refused(workspace_folder, handle):
    file = read_key_file(WorkspaceFolders(workspace_folder).key_file)
    with pytest.raises(Refused) as refused:
        unlock(file, handle, "correct horse batterx")
    assert refused.value.code == "passphrase-wrong"


def test_one_actors_passphrase_does_not_open_anothers_slot(keeper_file, keys, cheap_cost):
    file = with_actor(keeper_file[0], keys, officer(), "another long one", cost=cheap_cost)
    with pytest.raises(Refused):
        unlock(file, "keeper-1", "another long one")


def test_an_unknown_actor_is_not_found(keeper_file, passphrase):
    with pytest.raises(NotFound) as missing:
        unlock(keeper_file[0], "nobody-1", passphrase)
    assert missing.value.code == "actor-unknown"


def test_a_removed_actor_is_not_found(keeper_file, passphrase):
    with pytest.raises(NotFound):
        unlock(without_actor(keeper_file[0], "keeper-1"), "keeper-1", passphrase)


@pytest.mark.parametrize(
    ("made", "typed"),
    [
        (unicodedata.normalize("NFC", VIETNAMESE), unicodedata.normalize("NFD", VIETNAMESE)),
        (unicodedata.normalize("NFD", VIETNAMESE), unicodedata.normalize("NFC", VIETNAMESE)),
        (THAI, THAI.replace(VOWEL + TONE, TONE + VOWEL)),
        (THAI.replace(VOWEL + TONE, TONE + VOWEL), THAI),
    ],
)
def test_a_passphrase_opens_however_the_keyboard_orders_its_marks(keeper_file, keys, cheap_cost, made, typed):
    assert made != typed
    file = with_actor(keeper_file[0], keys, officer(), made, cost=cheap_cost)
    _, opened = unlock(file, "officer-9", typed)
    assert opened.records == keys.records


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("fourteen chars", "passphrase-too-short"),
        ("officer-9 officer-9", "passphrase-common"),
        ("River House 2026", "passphrase-common"),
    ],
)
def test_a_slot_is_made_with_no_passphrase_that_is_not_taken(keys, cheap_cost, typed, code):
    with pytest.raises(InvalidInput, match=code):
        wrap_keys(keys, officer(), typed, cost=cheap_cost, organisation="River House")


def _give_more_roles(content):
    content["slots"][1]["roles"] = ["auditor", "keeper", "manager", "safeguarding"]


def _take_roles_away(content):
    content["slots"][1]["roles"] = ["manager"]


def _make_guessing_cheaper(content):
    content["slots"][1]["cost"]["passes"] = 2


def _ask_for_more_memory(content):
    content["slots"][1]["cost"]["memory_kib"] = 16


def _move_to_another_workspace(content):
    content["workspace"] = "0123456789abcdef"


def _make_it_the_recovery_slot(content):
    content["slots"][1]["kind"] = "recovery"
    content["slots"][0]["kind"] = "passphrase"
    content["slots"][0]["actor"] = "keeper-1"


def _swap_wrapped_keys(content):
    slot = content["slots"][1]
    slot["records"], slot["identities"] = slot["identities"], slot["records"]


def _seal_files_to_a_stranger(content):
    content["vault"]["recipient"] = content["inbox"]["recipient"]


def _seal_identities_to_a_stranger(content):
    content["inbox"]["recipient"] = content["vault"]["recipient"]


@pytest.mark.parametrize(
    "change",
    [
        _give_more_roles,
        _take_roles_away,
        _make_guessing_cheaper,
        _ask_for_more_memory,
        _move_to_another_workspace,
        _make_it_the_recovery_slot,
        _swap_wrapped_keys,
        _seal_files_to_a_stranger,
        _seal_identities_to_a_stranger,
    ],
)
def test_an_edited_key_file_does_not_open(keeper_file, passphrase, change):
    with pytest.raises(Refused):
        unlock(edited(keeper_file[0], change), "keeper-1", passphrase)


def test_a_renamed_actor_does_not_open(keeper_file, passphrase):
    file = edited(keeper_file[0], lambda content: content["slots"][1].update(actor="manager-9"))
    with pytest.raises(Refused):
        unlock(file, "manager-9", passphrase)


def test_recovery_does_not_open_where_the_public_keys_were_edited(keeper_file):
    file, code = keeper_file
    with pytest.raises(Refused) as refused:
        unlock_with_recovery_code(edited(file, _seal_identities_to_a_stranger), code)
    assert refused.value.code == "recovery-code-wrong"


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.KEEPER}))
def test_only_a_keeper_holds_the_identities_key(keeper_file, keys, passphrase, cheap_cost, role):
    file = with_actor(keeper_file[0], keys, officer("other-1", role), passphrase, cost=cheap_cost)
    _, opened = unlock(file, "other-1", passphrase)
    assert opened.identities is None
    for ask in (opened.identities_database, opened.inbox_identity):
        with pytest.raises(Refused) as refused:
            ask()
        assert refused.value.code == "keeper-only"


def test_a_keeper_holds_the_identities_key(keys):
    assert keys.identities_database() != keys.records_database()
    assert str(keys.inbox_identity().to_public()) == keys.inbox_recipient


def test_who_is_no_keeper_cannot_make_one(keeper_file, officer_keys, passphrase, cheap_cost):
    with pytest.raises(Refused) as refused:
        with_actor(
            keeper_file[0], officer_keys, officer("keeper-2", Role.KEEPER), passphrase, cost=cheap_cost
        )
    assert refused.value.code == "keeper-only"


@pytest.mark.parametrize("spelling", [str, str.lower, lambda c: c.replace("-", ""), lambda c: f" {c} "])
def test_the_recovery_code_opens_both_keys_however_it_is_typed(keeper_file, keys, spelling):
    file, code = keeper_file
    opened = unlock_with_recovery_code(file, spelling(code))
    assert (opened.records, opened.identities) == (keys.records, keys.identities)


def test_a_wrong_recovery_code_is_refused(keeper_file):
    file, code = keeper_file
    wrong = ("B" if code[0] == "A" else "A") + code[1:]
    with pytest.raises(Refused) as refused:
        unlock_with_recovery_code(file, wrong)
    assert refused.value.code == "recovery-code-wrong"


def test_two_workspaces_share_no_key(keys, passphrase, cheap_cost):
    file, _ = new_key_file(officer("keeper-1", Role.KEEPER), passphrase, cost=cheap_cost)
    _, other = unlock(file, "keeper-1", passphrase)
    assert other.workspace != keys.workspace
    assert other.records != keys.records
    assert other.vault_recipient != keys.vault_recipient


def test_a_new_passphrase_writes_nothing_but_the_key_file(workspace_folder, passphrase, cheap_cost):
    folders = WorkspaceFolders(workspace_folder)
    before = digests(workspace_folder)
    file = read_key_file(folders.key_file)
    actor, keys = unlock(file, "officer-1", passphrase)
    write_key_file(folders.key_file, with_actor(file, keys, actor, "quite another one", cost=cheap_cost))
    after = digests(workspace_folder)
    assert {name for name in after if after[name] != before.get(name)} == {"keyfile.json"}
    assert after.keys() == before.keys()
    renewed = read_key_file(folders.key_file)
    assert unlock(renewed, "officer-1", "quite another one")[1].records == keys.records
    with pytest.raises(Refused):
        unlock(renewed, "officer-1", passphrase)
    assert unlock(renewed, "auditor-1", passphrase)[1].records == keys.records


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda c: c.pop("workspace"), "workspace"),
        (lambda c: c.update(version=2), "version"),
        (lambda c: c.update(colour="blue"), "colour"),
        (lambda c: c["vault"].pop("recipient"), "vault.recipient"),
        (lambda c: c["slots"][1].update(roles=["queen"]), "slots.1.roles.0"),
        (lambda c: c["slots"][1].update(salt="not base 64, is it now?!"), "slots.1.salt"),
        (lambda c: c["slots"][1].update(salt="AAAA"), "slots.1.salt"),
        (lambda c: c["slots"][0]["records"].update(nonce="*"), "slots.0.records.nonce"),
        (lambda c: c["slots"][0]["records"].update(text="a"), "slots.0.records.text"),
        (lambda c: c["slots"][1]["cost"].update(passes=0), "slots.1.cost.passes"),
        (lambda c: c["slots"][1]["cost"].update(lanes=2), "slots.1.cost"),
        (lambda c: c["slots"][1]["cost"].update(memory_kib=2**40), "slots.1.cost.memory_kib"),
    ],
)
def test_a_malformed_key_file_names_the_field(tmp_path, keeper_file, change, field):
    content = json.loads(keeper_file[0].model_dump_json())
    change(content)
    path = tmp_path / "keyfile.json"
    path.write_text(json.dumps(content))
    with pytest.raises(BadDataFile) as damaged:
        read_key_file(path)
    assert (damaged.value.code, damaged.value.facts["field"]) == ("keyfile-damaged", field)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b"null"])
def test_what_is_no_key_file_at_all_is_damaged(tmp_path, content):
    path = tmp_path / "keyfile.json"
    path.write_bytes(content)
    with pytest.raises(BadDataFile):
        read_key_file(path)


def test_no_key_file_is_no_workspace(tmp_path):
    with pytest.raises(NotFound) as missing:
        read_key_file(tmp_path / "keyfile.json")
    assert missing.value.code == "workspace-missing"


@pytest.mark.parametrize("label", ["vault", "inbox"])
def test_a_damaged_wrapped_identity_names_its_field(keeper_file, passphrase, label):
    file = edited(keeper_file[0], lambda c: c[label]["identity"].update(text="AAAA"))
    _, keys = unlock(file, "keeper-1", passphrase)
    with pytest.raises(BadDataFile) as damaged:
        getattr(keys, f"{label}_identity")()
    assert damaged.value.facts["field"] == f"{label}.identity"


def test_secrets_are_in_no_repr(records, keys, passphrase, keeper_file):
    needles = [keys.records.hex(), keys.identities.hex(), str(keys.vault_identity()), passphrase]
    needles += [repr(keys.records)[2:-1], keys.records_database().hex(), keeper_file[1]]
    for shown in (keys, records, records.vault, records.db, keeper_file[0]):
        assert not [needle for needle in needles if needle in repr(shown)]


def test_the_key_file_is_the_owners_alone(workspace_folder):
    assert WorkspaceFolders(workspace_folder).key_file.stat().st_mode & 0o077 == 0


def test_the_default_cost_is_a_slow_one():
    assert KdfCost() == KdfCost(memory_kib=131072, passes=3, lanes=4)
