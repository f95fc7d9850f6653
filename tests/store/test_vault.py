"""Files at rest: sealed, named by what they are, and whole or not there."""

import hashlib
import os
from pathlib import Path

import pyrage
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyrage import x25519

from consentkit.domain.errors import BadDataFile, NotFound
from consentkit.domain.gate.dossiers import FileState
from consentkit.store.disk.files import write_atomically
from consentkit.store.vault import Vault

NEEDLE = b"Somchai-needle " * 40


@pytest.fixture
def vault(tmp_path, keys):
    (tmp_path / "vault").mkdir()
    return Vault(tmp_path / "vault", keys)


def path_of(vault, name):
    return vault.folder / f"{name}.age"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(data=st.binary(max_size=5000))
def test_what_is_put_is_what_is_got(vault, data):
    assert vault.get(vault.put(data)) == data


def test_the_name_is_the_digest_of_the_sealed_bytes(vault):
    name = vault.put(NEEDLE)
    assert hashlib.sha256(path_of(vault, name).read_bytes()).hexdigest() == name
    assert vault.names() == {name}
    assert vault.state(name) is FileState.INTACT


def test_the_same_bytes_twice_are_two_files_that_tell_nothing(vault):
    assert vault.put(NEEDLE) != vault.put(NEEDLE)


def test_no_plaintext_reaches_the_disk(vault):
    vault.put(NEEDLE)
    assert not [p for p in vault.folder.iterdir() if b"needle" in p.read_bytes()]


def test_who_is_no_keeper_opens_the_vault_too(vault, officer_keys):
    assert Vault(vault.folder, officer_keys).get(vault.put(NEEDLE)) == NEEDLE


@pytest.mark.parametrize("where", [0, 100, 250, -1])
def test_a_flipped_byte_is_found(vault, where):
    name = vault.put(NEEDLE)
    raw = bytearray(path_of(vault, name).read_bytes())
    raw[where] ^= 1
    path_of(vault, name).write_bytes(raw)
    assert vault.state(name) is FileState.CHANGED
    with pytest.raises(BadDataFile) as damaged:
        vault.get(name)
    assert (damaged.value.code, damaged.value.facts) == ("vault-file-changed", {"file": name})


@pytest.mark.parametrize("length", [0, 1, 200, -1])
def test_a_truncated_file_is_found(vault, length):
    name = vault.put(NEEDLE)
    path_of(vault, name).write_bytes(path_of(vault, name).read_bytes()[:length])
    assert vault.state(name) is FileState.CHANGED
    with pytest.raises(BadDataFile):
        vault.get(name)


def test_a_file_put_in_anothers_place_is_found(vault):
    name, other = vault.put(NEEDLE), vault.put(b"other")
    path_of(vault, other).replace(path_of(vault, name))
    assert vault.state(name) is FileState.CHANGED
    with pytest.raises(BadDataFile):
        vault.get(name)


def test_a_file_sealed_to_someone_else_cannot_be_opened(vault):
    sealed = pyrage.encrypt(NEEDLE, [x25519.Identity.generate().to_public()])
    name = hashlib.sha256(sealed).hexdigest()
    path_of(vault, name).write_bytes(sealed)
    with pytest.raises(BadDataFile):
        vault.get(name)


def test_a_missing_file_is_told_as_missing(vault):
    assert {vault.state(name) for name in ("0" * 64, "../keyfile", "a\0b")} == {FileState.MISSING}
    with pytest.raises(NotFound) as missing:
        vault.get("0" * 64)
    assert missing.value.code == "vault-file-missing"


@pytest.mark.parametrize("size", [2_000_001, 40_000_000_000])
def test_a_giant_for_which_the_disk_keeps_nothing_is_not_read(vault, size, monkeypatch):
    name = vault.put(NEEDLE)
    with path_of(vault, name).open("r+b") as file:
        file.truncate(size)
    monkeypatch.setattr(hashlib, "file_digest", lambda *_: pytest.fail("it was read"))
    assert vault.state(name) is vault.listed_state(name) is FileState.CHANGED
    with pytest.raises(BadDataFile) as changed:
        vault.get(name)
    assert changed.value.code == "vault-file-changed"


def test_a_list_notices_a_file_that_changed_or_went_since_it_was_drawn(vault):
    name = vault.put(NEEDLE)
    path = path_of(vault, name)
    assert [vault.listed_state(name) for _ in range(2)] == [FileState.INTACT] * 2
    before = path.stat()
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert vault.listed_state(name) is vault.state(name) is FileState.CHANGED
    path.unlink()
    assert vault.listed_state(name) is FileState.MISSING


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "some.json"
    write_atomically(path, b"old")
    with pytest.raises(TypeError):
        write_atomically(path, "not bytes")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["some.json"]


def test_a_file_that_cannot_be_put_in_place_leaves_nothing(tmp_path):
    (tmp_path / "some.json").mkdir()
    (tmp_path / "some.json" / "in-the-way").touch()
    with pytest.raises(OSError, match=r"some\.json"):
        write_atomically(tmp_path / "some.json", b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["some.json"]


def test_a_file_is_replaced_whole_and_is_the_owners_alone(tmp_path):
    path = tmp_path / "some.json"
    for content in (b"a longer old content", b"new"):
        write_atomically(path, content)
    assert path.read_bytes() == b"new"
    assert Path(path).stat().st_mode & 0o777 == 0o600
