"""Scans on a cluster: real schedulers and workers on this machine, real pictures, and what goes wrong."""

import json
import os
import signal
from functools import partial
from pathlib import Path

import pytest
from cluster_making import Authority, Machines, free_port, said_by
from PIL import Image as PillowImage

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.errors import InvalidInput, Stopped, Unavailable
from consentkit.domain.people import Age, AgeBasis
from consentkit.domain.pictures.clusters import Engine, cluster_at, parse_address, tls_files
from consentkit.domain.pictures.images import Profile, ScanOutcome
from consentkit.imaging.cluster import client, engines, tasks
from consentkit.imaging.cluster.tasks import Batch
from consentkit.imaging.scanning import worker_pools
from consentkit.imaging.scanning.client import plan_in_child
from consentkit.imaging.scanning.worker_pools import ScanRequest
from consentkit.pages.files import incoming
from consentkit.sandbox.client import Worker
from consentkit.usecases.office.settings import accept_engine, check_engine
from consentkit.usecases.people.contributors import NewContributor, add_contributor
from consentkit.usecases.pictures import scans
from consentkit.usecases.pictures.images import add_images, images_of
from consentkit.usecases.pictures.scans import images_to_scan, scan_images
from consentkit.usecases.stories.stories import add_story, put_contributor

pytestmark = pytest.mark.slow

PICTURES = 8
FAST = Profile.FAST


@pytest.fixture(scope="module")
def files(tmp_path_factory, portrait):
    """Different files with the same face, small so that the tests are quick."""
    folder = tmp_path_factory.mktemp("pictures")
    return _crops(portrait, folder, PICTURES)


def _crops(portrait, folder, count):
    with PillowImage.open(portrait) as image:
        small = image.resize((image.width // 2, image.height // 2))
    for number in range(count):
        small.crop((0, 0, 250 - number, 300)).save(folder / f"{number}.png")
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def machines(tmp_path_factory):
    """A scheduler and two workers, which keep what they write in a folder of their own."""
    folder = tmp_path_factory.mktemp("elsewhere")
    with Machines(TMPDIR=str(folder)) as made:
        made.folder = folder
        made.start("scheduler")
        made.workers = [made.start("worker"), made.start("worker")]
        yield made


@pytest.fixture(autouse=True)
def _each_engine_is_accepted(open_as, monkeypatch):
    """Whether one is accepted is tested in `test_accepted_settings.py`; here it is, as it is named."""

    def accept_first(workspace, engine):
        if engine.address is not None:
            accept_engine(open_as("manager-1"), engine)
        check_engine(workspace, engine)

    monkeypatch.setattr(scans, "check_engine", accept_first)


@pytest.fixture
def officer(open_as):
    return open_as("officer-1")


@pytest.fixture
def story(officer):
    """One in which nobody is protected, so that the quick profile is used."""
    person = NewContributor(language="en", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT, is_survivor=False)
    made = add_story(officer, "A new well").id
    put_contributor(officer, made, add_contributor(officer, person).code)
    return made


@pytest.fixture
def ids(officer, story, files):
    return [taken.image.id for taken in add_images(officer, story, list(map(incoming, files)))]


@pytest.fixture
def kept(officer, story, ids, events):
    """`kept()` gives the pictures' scans, once every picture has one and the log tells each exactly once."""

    def read():
        assert sorted(event.subject for event in events("image-scanned")) == sorted(ids)
        return _scans(officer, story)

    return read


@pytest.fixture
def scanned_here(monkeypatch):
    """How many pictures this machine scanned itself, in each call."""
    counts = []
    scan_in_order = engines.scan_in_order

    def counted(asked, **options):
        counts.append(len(asked))
        return scan_in_order(asked, **options)

    monkeypatch.setattr(engines, "scan_in_order", counted)
    return counts


def _at(machines):
    return cluster_at(machines.address, tls_files(*map(Path, machines.tls[1::2])) if machines.tls else None)


def _scans(workspace, story):
    return [image.scan for image in images_of(workspace, story)]


def test_a_cluster_says_what_this_machine_says_and_every_scan_is_kept_once(
    officer, ids, machines, kept, scanned_here
):
    steps = []
    scanned = scan_images(officer, ids, profile=FAST, engine=_at(machines), watch=steps.append)
    assert [image.id for image in scanned] == ids
    assert [(step.done, step.item) for step in steps] == list(enumerate(ids))
    elsewhere = kept()
    assert scanned_here == []
    scan_images(officer, ids, profile=FAST)
    assert elsewhere == [image.scan for image in images_of(officer, scanned[0].story)]
    assert {scan.outcome for scan in elsewhere} == {ScanOutcome.FOUND}


def test_what_workers_say_and_write_holds_nothing_of_a_picture(officer, ids, files, machines):
    scan_images(officer, ids[:2], profile=FAST, engine=_at(machines))
    assert [said_by(worker) for worker in machines.workers] == ["", ""]
    written = [path.read_bytes() for path in machines.folder.rglob("*") if path.is_file()]
    assert list(machines.folder.iterdir()), "they write where this test looks"
    pixels = files[0].read_bytes()[60:80]
    assert not any(pixels in content for content in written)


def test_a_worker_that_is_killed_costs_nothing(officer, ids, machines, kept, scanned_here):
    third = machines.start("worker")

    def kill(step):
        if step.done == 1:
            machines.kill(third)

    scan_images(officer, ids, profile=FAST, engine=_at(machines), watch=kill)
    assert third.returncode == -signal.SIGKILL
    assert [scan.problem for scan in kept()] == [None] * PICTURES
    assert scanned_here == []


def test_ctrl_c_keeps_what_was_done_and_the_next_run_goes_on(officer, story, ids, machines, kept):
    def after_three(step):
        if step.done == 3:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(Stopped) as stopped:
        scan_images(officer, ids, profile=FAST, engine=_at(machines), watch=after_three)
    assert stopped.value.facts == {"done": 3, "total": PICTURES}
    left = [image.id for image in images_to_scan(officer, story)]
    assert left == ids[3:]
    scan_images(officer, left, profile=FAST, engine=_at(machines))
    assert None not in kept()


def test_batches_are_bounded_and_each_picture_is_read_once(files, machines, monkeypatch):
    sent, read = [], []
    submit = client.Connection.submit
    monkeypatch.setattr(
        client.Connection,
        "submit",
        lambda connection, *batch: (sent.append(batch[1]), submit(connection, *batch)),
    )
    largest = max(path.stat().st_size for path in files)
    monkeypatch.setattr(engines, "BATCH_BYTES", int(2.5 * largest))
    monkeypatch.setattr(engines, "_WINDOW_BYTES", 4 * largest)

    def reading(number):
        read.append(number)
        return files[number % PICTURES].read_bytes()

    # Three to a batch, if they were not too large: the workers scan twice pool_size() at once.
    asked = [ScanRequest(partial(reading, number), FAST) for number in range(24 * worker_pools.pool_size())]
    use = {"models": assets_folder() / "models", "detectors": ("centerface",)}
    scans = list(engines.scan_on_cluster(asked, _at(machines), **use))
    assert read == list(range(len(asked)))
    assert {len(batch) for batch in sent} == {2}
    assert all(sum(map(len, batch)) <= 2.5 * largest for batch in sent)
    assert [data for batch in sent for data in batch] == [one.read() for one in asked]
    assert scans == list(worker_pools.scan_in_order(asked[:PICTURES], **use)) * (len(asked) // PICTURES)


def test_a_damaged_file_is_decided_here(officer, story, ids, machines, scanned_here):
    first = images_of(officer, story)[0]
    sealed = officer.records.vault._path(first.original)
    sealed.write_bytes(sealed.read_bytes()[:-3])
    scan_images(officer, ids[:2], profile=FAST, engine=_at(machines))
    assert [scan.problem for scan in _scans(officer, story)[:2]] == ["vault-file-changed", None]
    assert scanned_here == []


def test_a_worker_that_lacks_a_detector_is_not_believed(officer, story, ids, tmp_path, scanned_here):
    lacking = tmp_path / "lacking"
    lacking.mkdir()
    (lacking / "face_recognition.py").write_text("raise ImportError")
    path = os.pathsep.join([str(lacking), os.environ.get("PYTHONPATH", "")])
    asked = {"profile": Profile.THOROUGH}
    with Machines() as machines:
        machines.start("scheduler")
        machines.start("worker", PYTHONPATH=path)
        scan_images(officer, ids[:2], engine=_at(machines), **asked)
    assert sum(scanned_here) == 2
    plan = plan_in_child(officer.models, officer.settings.detectors, Profile.THOROUGH)
    assert "face-recognition" in plan.detectors
    assert all(plan.is_met_by(scan) for scan in _scans(officer, story)[:2])


_DISHONEST = """
from consentkit.imaging.cluster import tasks

class Answer:
    def __reduce__(self):
        return exec, ("import os; open(os.path.join({folder!r}, str(os.getpid())), 'w').write('x' * 99999)",)

tasks.scan_batch = lambda batch: Answer()
"""


def test_what_a_dishonest_worker_sends_runs_away_from_the_keys_and_changes_nothing(
    officer, story, ids, tmp_path, scanned_here
):
    ran, sent = tmp_path / "ran", tmp_path / "sent"
    ran.mkdir()
    sent.mkdir()
    (sent / "sitecustomize.py").write_text(_DISHONEST.format(folder=str(ran)))
    path = os.pathsep.join([str(sent), os.environ.get("PYTHONPATH", "")])
    with Machines() as machines:
        machines.start("scheduler")
        machines.start("worker", PYTHONPATH=path)
        scan_images(officer, ids[:2], profile=FAST, engine=_at(machines))
    assert {scan.outcome for scan in _scans(officer, story)[:2]} == {ScanOutcome.FOUND}
    assert sum(scanned_here) == 2
    # It did run, in the one process that speaks with the cluster, which may not write a file.
    (one,) = ran.iterdir()
    assert one.name not in {str(os.getpid()), *(str(server.pid) for server in machines.running)}
    assert one.stat().st_size == 0


def test_without_a_worker_nothing_is_sent_and_the_person_is_told(officer, story, ids, monkeypatch):
    monkeypatch.setattr(engines, "NO_WORKER_SECONDS", 1)
    monkeypatch.setattr(client.Connection, "submit", lambda *_: pytest.fail("a picture was sent"))
    with Machines() as machines:
        machines.start("scheduler")
        with pytest.raises(Unavailable, match=r"^cluster-no-workers$"):
            scan_images(officer, ids, profile=FAST, engine=_at(machines))
    assert _scans(officer, story) == [None] * PICTURES


def test_a_scheduler_that_is_gone_leaves_what_was_kept(officer, story, portrait, tmp_path):
    # More than are ever on their way at once, so that some are still to be sent when it goes.
    folder = tmp_path / "many"
    folder.mkdir()
    many = _crops(portrait, folder, 5 * worker_pools.pool_size() + PICTURES)
    ids = [taken.image.id for taken in add_images(officer, story, list(map(incoming, many)))]
    with Machines() as machines:
        scheduler = machines.start("scheduler")
        machines.start("worker")

        def kill(step):
            if step.done == 2:
                machines.kill(scheduler)

        with pytest.raises(Unavailable, match=r"^cluster-lost$"):
            scan_images(officer, ids, profile=FAST, engine=_at(machines), watch=kill)
    kept = [scan is not None for scan in _scans(officer, story)]
    assert kept[:2] == [True, True]
    assert kept == sorted(kept, reverse=True)
    assert not all(kept)


def test_with_tls_both_sides_must_be_of_the_same_authority(officer, story, ids, tmp_path):
    ours, theirs = Authority(tmp_path / "ours"), Authority(tmp_path / "theirs")
    with Machines(*ours.options("server")) as machines:
        machines.start("scheduler")
        machines.start("worker")
        strangers = tls_files(*theirs.options("stranger")[1::2])
        # Trusts the scheduler, but is nobody to it: the certificate of another authority.
        unknown = tls_files(ours.ca, *theirs.options("unknown")[3::2])
        for tls in (None, strangers, unknown):
            with pytest.raises(Unavailable, match=r"^cluster-unreachable$"):
                scan_images(officer, ids, profile=FAST, engine=cluster_at(machines.address, tls))
        assert _scans(officer, story) == [None] * PICTURES
        known = tls_files(*ours.options("office")[1::2])
        scan_images(officer, ids, profile=FAST, engine=cluster_at(machines.address, known))
    assert {scan.outcome for scan in _scans(officer, story)} == {ScanOutcome.FOUND}


@pytest.fixture
def no_process(monkeypatch):
    """Whatever starts a process of ours fails the test."""
    monkeypatch.setattr(Worker, "_start", lambda _: pytest.fail("a process was started"))


def test_another_machine_without_tls_is_refused_before_anything_starts(no_process):
    with pytest.raises(InvalidInput, match=r"^cluster-needs-tls$"):
        cluster_at("dask://192.0.2.7:8786", None)
    with pytest.raises(ValueError, match="never travel unencrypted"):
        Engine(address=parse_address("dask://office.example.org:8786"))


@pytest.mark.parametrize("fault", ["absent", "open", "other-key", "no-pem", "passphrase"])
def test_tls_files_that_cannot_be_used_are_told_before_anything_starts(
    officer, ids, tmp_path, no_process, fault
):
    authority = Authority(tmp_path / "ours")
    ca, cert, key = authority.options("office")[1::2]
    if fault == "absent":
        cert.unlink()
    elif fault == "open":
        key.chmod(0o644)
    elif fault == "other-key":
        key = authority.options("other")[5]
    elif fault == "no-pem":
        ca.write_text("hello")
    else:
        key.write_bytes(_with_passphrase(key))
    code = {"absent": "file-not-found", "open": "key-file-open-to-others"}.get(fault, "tls-not-usable")
    with pytest.raises(InvalidInput, match=f"^{code}$"):
        scan_images(officer, ids, engine=cluster_at("dask://192.0.2.7:8786", tls_files(ca, cert, key)))


def _with_passphrase(key):
    from cryptography.hazmat.primitives import serialization as s

    opened = s.load_pem_private_key(key.read_bytes(), None)
    return opened.private_bytes(
        s.Encoding.PEM, s.PrivateFormat.PKCS8, s.BestAvailableEncryption(b"a passphrase")
    )


def test_without_the_extra_the_person_is_told_what_to_install(officer, ids, monkeypatch, no_process):
    monkeypatch.setattr("consentkit.imaging.cluster.dask_options.find_spec", lambda _: None)
    with pytest.raises(Unavailable, match=r"^cluster-missing$"):
        scan_images(officer, ids, engine=cluster_at(f"dask://127.0.0.1:{free_port()}", None))


def test_a_task_never_raises_and_its_words_hold_nothing(portrait):
    batch = Batch((portrait.read_bytes(), b""), ("fast", "no such profile"), ("centerface",))
    assert repr(batch) == "Batch"
    # Nobody said where the models are, nor is there such a profile.
    assert json.loads(tasks.scan_batch(batch)) == [None, None]
