"""Whatever lies where a path points, each verb says so at once: no hang, no traceback, no memory."""

import os
import signal
import sys
import tracemalloc

import click
import pytest

from consentkit.cli import group
from consentkit.cli.sessions import Session
from consentkit.domain.errors import ConsentkitError, InvalidInput
from consentkit.domain.pictures.clusters import TlsFiles, cluster_at
from consentkit.domain.videos.videos import parse_moment
from consentkit.imaging.cluster.dask_options import check_tls
from consentkit.usecases.people.contributors import NewContributor, add_contributor
from consentkit.usecases.stories.stories import add_story

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes and devices like these")

TOLD = {error.exit_code for error in ConsentkitError.__subclasses__()}
MOST_SECONDS, MOST_BYTES = 20, 300_000_000
"""A hang is found whatever else the machine does; what is measured by hand stands in the docs."""

READ = {
    ("audit verify", "against"): "officer-1 audit verify --against FILE",
    ("audit check", "heads"): "officer-1 audit check FILE --public-key " + "ab" * 32,
    ("audit check", "hashes"): "officer-1 audit check HEAD --hashes FILE --public-key " + "ab" * 32,
    ("audit check", "public_key"): "officer-1 audit check HEAD --public-key FILE",
    ("certificate check", "file"): "officer-1 certificate check FILE",
    ("certificate check", "public_key"): "officer-1 certificate check HEAD --public-key FILE",
    ("certificate paper", "public_key"): "officer-1 certificate paper CK1-AAAA --public-key FILE",
    ("contributor add", "identity"): "officer-1 contributor add --language km --age adult --identity FILE",
    ("contributor seal", "identity"): "officer-1 contributor seal CONTRIBUTOR --identity FILE",
    ("consent record", "release"): (
        "officer-1 consent record CONTRIBUTOR STORY --answer yes --medium words --channel website "
        "--audience public --place worldwide --release FILE"
    ),
    ("interpreter record", "declaration"): (
        "officer-1 interpreter record interpreter-1 --language km --tie none --declaration FILE"
        " --signed 2026-11-20 --until 2027-11-20"
    ),
    ("basis record", "evidence"): "officer-1 basis record STORY --kind nobody --evidence FILE",
    ("check answer", "file"): "manager-1 check answer STORY yes 4.4a --file FILE",
    ("check answer-organisation", "file"): (
        "manager-1 check answer-organisation yes 3f --sentence Office --file FILE"
    ),
    ("image view", "file"): "officer-1 image view IMAGE --confirm --yes 3d --file FILE",
    ("video view", "file"): "officer-1 video view VIDEO --confirm --yes 3d --file FILE",
    ("story draft", "file"): "officer-1 story draft STORY FILE",
    ("image add", "files"): "officer-1 image add STORY FILE",
    ("video add", "file"): "officer-1 video add STORY FILE",
    ("letter batch", "roster"): "officer-1 letter batch FILE --form adult --language km --out TO",
    ("letter intake", "files"): "officer-1 letter intake FILE",
    ("form record", "file"): "officer-1 form record adult km FILE --spoken-by teacher-2",
    ("form import-words", "file"): "manager-1 form import-words adult FILE --language km",
    ("settings letterhead", "logo"): "manager-1 settings letterhead --logo FILE",
    ("policy check", "file"): "officer-1 policy check FILE",
    ("bench faces", "folder"): "officer-1 bench faces FILE",
    ("demo", "photos"): "officer-1 demo --photos FILE --out TO",
    ("restore", "folder"): "officer-1 restore FILE TO",
    ("backup check", "folder"): "manager-1 backup check FILE",
    ("backup list", "folder"): "manager-1 backup list FILE",
    ("backup make", "folder"): "manager-1 backup make FILE",
    ("init", "folder"): "manager-1 init FILE",
}
"""Verb and parameter: how it is asked to read a file."""

WRITTEN = {"out", "page", "to", "key_file", "into", "certificate"}
"""Parameters by which a verb writes a new file or folder; what lies there already is never opened."""


OF_TLS = {"tls_key", "tls_cert", "tls_ca"}
"""Those that `check_tls` looks at before any use; verbs with them begin a cluster, or wait for one."""


def _paths():
    found = set()
    stack = [("", group)]
    while stack:
        name, command = stack.pop()
        if isinstance(command, click.Group):
            context = click.Context(command, obj=Session())
            stack += [
                (f"{name} {one}".strip(), command.get_command(context, one))
                for one in command.list_commands(context)
            ]
            continue
        found |= {(name, one.name) for one in command.params if isinstance(one.type, click.Path)}
    return found


def test_every_path_of_every_verb_is_tried_here_or_only_written():
    read = {one for one in _paths() if one[1] not in WRITTEN | OF_TLS}
    assert read - set(READ) == set()
    assert set(READ) - _paths() == set()


def _pipe(path):
    os.mkfifo(path)


def _sparse(path):
    with path.open("wb") as file:
        file.truncate(3 * 1024**3)


KINDS = {
    "pipe": _pipe,
    "device": lambda path: path.symlink_to("/dev/zero"),
    "folder": lambda path: path.mkdir(),
    "loop": lambda path: path.symlink_to(path),
    "sparse": _sparse,
    "empty": lambda path: path.touch(),
    "no-utf8": lambda path: path.write_bytes(b"\xff\xfe\xfa" * 500),
    "deep": lambda path: path.write_bytes(b"[" * 100_000),
    "surrogate": lambda path: path.write_bytes(b'{"name": "Sokha \\ud83d"}'),
    "long-field": lambda path: path.write_bytes(b"contributor,name\n" + b"x" * 200_000 + b",y\n"),
    "digits": lambda path: path.write_bytes(b"9" * 400),
}
TAKEN = {
    ("backup list", "folder"): {"folder"},
    ("backup make", "folder"): {"folder"},
    ("init", "folder"): {"folder"},
    ("story draft", "file"): {"deep", "surrogate", "long-field", "digits"},
    ("check answer-organisation", "file"): {"no-utf8", "deep", "surrogate", "long-field", "digits"},
    ("interpreter record", "declaration"): {"no-utf8", "deep", "surrogate", "long-field", "digits"},
    ("consent record", "release"): {"empty", "no-utf8", "deep", "surrogate", "long-field", "digits"},
}
"""What a verb may do with: a draft in plain words, a release of any kind, a folder without backups."""


@pytest.fixture
def _in_time():
    def stop(*_):
        raise AssertionError("it hangs")

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(MOST_SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)


@pytest.mark.usefixtures("_in_time")
@pytest.mark.parametrize("verb", READ, ids=" ".join)
def test_what_is_no_file_to_read_is_told(run, open_as, tmp_path, verb, monkeypatch):
    monkeypatch.setenv("CONSENTKIT_NEW_PASSPHRASE", "four quiet otters at noon")
    monkeypatch.chdir(tmp_path)
    officer = open_as("officer-1")
    words = {
        "STORY": add_story(officer, "A story").id,
        "CONTRIBUTOR": add_contributor(officer, NewContributor(language="km")).code,
        "HEAD": tmp_path / "head.json",
        "IMAGE": "I-7K3Q-X9MN",
        "VIDEO": "M-7K3Q-X9MN",
    }
    words["HEAD"].write_text("{}")
    for kind, make in KINDS.items():
        path = tmp_path / kind
        make(path)
        handle, *arguments = (
            str(words.get(one, one)) for one in READ[verb].replace("TO", f"{kind}-out").split()
        )
        tracemalloc.start()
        code, _, err = run(handle, *(str(path) if one == "FILE" else one for one in arguments))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert code in TOLD or (code == 0 and kind in TAKEN.get(verb, ())), (kind, code, err)
        assert "Traceback" not in err
        assert peak < MOST_BYTES, kind


@pytest.mark.usefixtures("_in_time")
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_tls_that_is_none_is_told(tmp_path, kind):
    KINDS[kind](tmp_path / kind)
    path = tmp_path / kind
    with pytest.raises(InvalidInput):
        check_tls(cluster_at("tls://127.0.0.1:8786", TlsFiles(ca=path, cert=path, key=path)))


@pytest.mark.usefixtures("_in_time")
@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "loop", "sparse", "no-utf8"])
def test_a_file_that_holds_a_passphrase_or_a_name_is_looked_at_too(run, tmp_path, kind, monkeypatch):
    path = tmp_path / kind
    KINDS[kind](path)
    make = ("letter", "make", "adult", "--language", "km", "--name", f"@{path}", "--out", tmp_path / "1.pdf")
    assert run("officer-1", *make)[0] == 2
    monkeypatch.delenv("CONSENTKIT_PASSPHRASE")
    monkeypatch.setenv("CONSENTKIT_KEY_FILE", str(path))
    code, _, err = run("officer-1", "story", "list")
    assert (code, "Traceback" in err) == (2, False)


def test_a_passphrase_of_bytes_that_are_no_text_is_told(run, monkeypatch):
    monkeypatch.setenv("CONSENTKIT_PASSPHRASE", "a pass\udcff phrase of bytes")
    code, _, err = run("officer-1", "story", "list")
    assert (code, "UTF-8" in err) == (2, True)


def test_a_moment_of_400_digits_is_told():
    for text in ("9" * 400, "9" * 400 + ":1", "1e999"):
        with pytest.raises(InvalidInput, match="time-malformed"):
            parse_moment(text)
