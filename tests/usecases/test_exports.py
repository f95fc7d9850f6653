"""What leaves goes through one door: cleared, whole, proved as it lies there, and nothing where it is not."""

import json
import os
import shutil
import signal
import subprocess
import sys
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from quick_cases import quick_among

from consentkit.domain.consents import Decision
from consentkit.domain.errors import Conflict, InvalidInput, Refused, Stopped
from consentkit.domain.events import EventName
from consentkit.domain.gate.clearances import ReasonCode
from consentkit.domain.people import Age, AgeBasis
from consentkit.domain.pictures.copy_metadata import metadata_for
from consentkit.domain.pictures.images import Box, FaceDecision, Leak, Settlement
from consentkit.domain.pictures.public_copies import Check, CheckResult, CopyFormat, CopyWish
from consentkit.domain.progress import Cancelled
from consentkit.domain.values import Channel
from consentkit.domain.words.beside import BesideKind
from consentkit.imaging.metadata.embedding import with_metadata
from consentkit.imaging.opening.opening import open_picture
from consentkit.imaging.redaction.redacting import make_public_copy as redact
from consentkit.pages.publications.exports import describe, export_to
from consentkit.store.consents import consents_of_story
from consentkit.store.disk.leftovers import sweep_plaintext
from consentkit.store.disk.whole_folders import whole_folder
from consentkit.store.pictures.images import copies_of, images, save_copy
from consentkit.store.stories.stories import certificates
from consentkit.usecases.consents.withdrawals import withdraw_consent
from consentkit.usecases.office.agendas import needs_of
from consentkit.usecases.office.needs import NeedCode
from consentkit.usecases.people.contributors import NewContributor, correct_contributor
from consentkit.usecases.pictures.faces import add_face, faces_of, reopen_face, settle_face
from consentkit.usecases.pictures.images import images_of
from consentkit.usecases.pictures.public_copies import make_public_copy
from consentkit.usecases.pictures.scans import scan_images
from consentkit.usecases.publications.exports import export_story
from consentkit.usecases.publications.gathering import gather_dossier
from consentkit.usecases.publications.publications import publish_story
from consentkit.usecases.words.beside import write_beside

WEBSITE = Channel.WEBSITE


@pytest.fixture
def workspace_folder(cleared_folder):
    return cleared_folder


def _image(case):
    (image,) = images_of(case.officer, case.story)
    return image.id


def _copy_is(**parts):
    """Have the kept copy say what a real one said that failed."""

    def do(case):
        with case.officer.change(EventName.COPY_MADE) as change:
            (copy,) = copies_of(change.db, _image(case))
            save_copy(change.db, copy.model_copy(update=parts))
            change.record(copy.image, digest=copy.digest)

    return do


def _failed(check):
    return _copy_is(results=dict.fromkeys(Check, CheckResult.DONE) | {check: CheckResult.FAILED})


def _reopened(case):
    reopen_face(case.officer, faces_of(case.officer, _image(case))[0].id)


def _drawn(case):
    add_face(case.officer, _image(case), Box(left=1, top=1, right=40, bottom=40))


def _shown(case):
    face = faces_of(case.officer, _image(case))[0]
    shown = FaceDecision(settlement=Settlement.LINKED, contributor=case.person, is_hidden=False)
    settle_face(case.officer, face.id, shown)
    make_public_copy(case.officer, _image(case))


def _child(case):
    child = NewContributor(language="km", age=Age.CHILD, age_basis=AgeBasis.DOCUMENT)
    correct_contributor(case.officer, case.person, child)
    _shown(case)


def _unseen(case):
    with case.officer.change(EventName.IMAGE_VIEWED) as change:
        image = images.get(change.db, _image(case))
        images.update(change.db, image.model_copy(update={"viewed_by": None}), expected=image)
        change.record(image.id)


def _taken_back(case):
    (consent,) = consents_of_story(case.officer.reading, case.story)
    withdraw_consent(case.officer, consent.id)


def _refused(case):
    case.consent(decision=Decision.NO, scope=None, release=None)


R = ReasonCode
HELD_BACK = {
    "the second scan found somebody": (
        _copy_is(unsettled=(Box(left=1, top=1, right=40, bottom=40),)),
        R.REDACTION_UNPROVED,
    ),
    "metadata is left": (_copy_is(leaks=(Leak.GPS,)), R.METADATA_LEFT),
    **{f"{check} failed": (_failed(check), None) for check in Check},
    "no check ran": (_copy_is(results={}), R.COPY_CHECK_FAILED),
    "a face is open again": (_reopened, R.FACE_OPEN),
    "a face was drawn since": (_drawn, R.FACE_OPEN),
    "it shows whom the consent hides": (_shown, R.FACE_MUST_BE_COVERED),
    "it shows a child": (_child, R.CHILD_FACE_SHOWN),
    "consent was taken back by whom it covers": (_taken_back, R.CONSENT_WITHDRAWN),
    "whom it covers said no": (_refused, R.CONSENT_REFUSED),
    "nobody looked at the picture": (_unseen, R.VIEW_MISSING),
}
QUICK = (
    "the second scan found somebody", "metadata is left", "no check ran", "it shows a child",
    "consent was taken back by whom it covers", "nobody looked at the picture",
)  # fmt: skip


@pytest.fixture
def certified(clearable):
    """The cleared story with a portrait, and its certificate."""
    clearable.certify()
    return clearable


@pytest.fixture
def out(tmp_path):
    """A folder for what leaves; nothing else lies in it."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def _export(case, folder, channel=WEBSITE):
    return export_to(case.officer, case.story, channel, folder)


def _held_back(case, out, code):
    """Export, which must be refused so, with nothing left; return the gate's reasons."""
    with pytest.raises(Refused, match=f"^{code}$") as refused:
        _export(case, out / "away")
    assert list(out.iterdir()) == []
    return {reason.code for reason in refused.value.reasons}


@pytest.mark.parametrize("why", quick_among(HELD_BACK, QUICK))
def test_what_the_gate_refuses_does_not_leave(why, clearable, out, events):
    deed, code = HELD_BACK[why]
    deed(clearable)
    codes = _held_back(clearable, out, "not-cleared")
    assert codes
    assert code in codes | {None}
    assert events("story-exported") == []


def test_what_leaves_is_all_that_the_certificate_covers_and_says_how_to_show_it(certified, out, events):
    given = _export(certified, out / "away")
    image = _image(certified)
    files = {path.name: path for path in (out / "away").iterdir()}
    assert set(files) == {f"{image}.jpg", "certificate.pdf", "credit.txt", "README.txt", "manifest.json"}
    (copy,) = copies_of(certified.officer.reading, image)
    assert sha256(files[f"{image}.jpg"].read_bytes()).hexdigest() == copy.digest
    listed = json.loads(files["manifest.json"].read_text())
    assert listed == given.model_dump(mode="json")
    assert {one["name"]: one["digest"] for one in listed["files"]} == {
        name: sha256(path.read_bytes()).hexdigest() for name, path in files.items() if name != "manifest.json"
    }
    readme, credit = files["README.txt"].read_text(), files["credit.txt"].read_text()
    assert credit.startswith("Example. For one story only (website).")
    assert "until 1 March 2027" in credit
    assert "from 21 November 2026 until 1 March 2027" in readme
    assert "ends on 17 September 2027" in readme
    assert copy.digest in readme
    (event,) = events("story-exported")
    assert (event.actor, event.body["channel"], event.body["story"]) == (
        "officer-1", "website", certified.story,
    )  # fmt: skip
    assert event.body["digests"] == sorted(one["digest"] for one in listed["files"])


@pytest.mark.slow
def test_captions_void_the_certificate_before_and_leave_with_the_next_one(certified, out):
    image = _image(certified)
    texts = {BesideKind.CAPTION: "A loom,\nand threads", BesideKind.ALT: "Hands at a loom"}
    write_beside(certified.officer, certified.story, image, texts)
    assert _held_back(certified, out, "not-cleared") >= {"draft-not-approved"}
    certified.approve()
    certified.answer_all()
    certified.certify("second.pdf")
    given = _export(certified, out / "away")
    said = (out / "away" / "captions.txt").read_text()
    assert said.splitlines() == [
        f"{image}.jpg", "  Caption: A loom,", "    and threads",
        "  Description, to be read aloud: Hands at a loom", "",
    ]  # fmt: skip
    assert [one.text for one in given.beside] == list(texts.values())


def test_nothing_that_leaves_tells_who_it_is_or_is_open_to_others(certified, out):
    before = os.umask(0)
    try:
        _export(certified, out / "away")
    finally:
        os.umask(before)
    assert (out / "away").stat().st_mode & 0o777 == 0o700
    for path in (out / "away").iterdir():
        assert path.stat().st_mode & 0o777 == 0o600
        data = path.name.encode() + (b"" if path.suffix == ".pdf" else path.read_bytes())
        for told in (certified.person.encode(), b"hopper", b"A year at the school"):
            assert told not in data


def test_the_same_leaves_again_into_another_folder_and_never_over_one(certified, out):
    first = _export(certified, out / "one")
    (out / "two").mkdir()
    assert _export(certified, out / "two") == first
    assert certified.clear().certificate.is_valid
    for taken in ("one", "file"):
        (out / "file").write_text("mine")
        with pytest.raises(Conflict, match="folder-not-empty"):
            _export(certified, out / taken)
    with pytest.raises(InvalidInput, match="folder-not-usable"):
        _export(certified, out / "none" / "away")
    assert sorted(path.name for path in out.iterdir()) == ["file", "one", "two"]


def test_nothing_leaves_without_a_certificate_that_holds(clearable, out):
    assert _held_back(clearable, out, "certificate-missing") == set()
    clearable.certify()
    make_public_copy(clearable.officer, _image(clearable), CopyWish(format=CopyFormat.PNG))
    clearable.approve()
    clearable.answer_all()
    assert clearable.codes() == []
    assert _held_back(clearable, out, "certificate-void") == set()


def test_who_may_not_publish_gives_nothing_away(certified, out):
    with pytest.raises(Refused, match="role-may-not"):
        export_to(certified.open_as("safeguarding-1"), certified.story, WEBSITE, out / "away")
    assert list(out.iterdir()) == []


def _other(data):
    """Change a bit in the middle: of a JPEG, one that still opens and shows something else."""
    middle = len(data) * 3 // 4
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


class _Altering:
    """A folder that gives back something else than what was written into it."""

    def __init__(self, inner, name, alter):
        self._inner, self._name, self._alter = inner, name, alter
        self.is_finished = False

    def write(self, name, data):
        self._inner.write(name, data)

    def read(self, name):
        data = self._inner.read(name)
        return self._alter(data) if name.endswith(self._name) else data

    def names(self):
        return self._inner.names()

    def finish(self):
        self.is_finished = True


@pytest.mark.parametrize("name", [".jpg", "certificate.pdf", "credit.txt", "README.txt", "manifest.json"])
def test_what_lies_there_otherwise_than_it_was_cleared_does_not_leave(name, certified, out, events):
    with whole_folder(out / "away") as inner:
        folder = _Altering(inner, name, _other)
        with pytest.raises(Refused, match="export-unproved"):
            export_story(certified.officer, certified.story, WEBSITE, folder, describe)
    assert not folder.is_finished
    assert list(out.iterdir()) == []
    assert events("story-exported") == []


def test_a_file_that_nobody_listed_does_not_leave_with_the_others(certified, out):
    with whole_folder(out / "away") as folder:
        folder.write("notes.txt", b"call her on 012")
        with pytest.raises(Refused, match="export-unproved") as refused:
            export_story(certified.officer, certified.story, WEBSITE, folder, describe)
    assert refused.value.facts["file"] == "notes.txt"


def _kept_as_its_copy(case, data):
    """As if an earlier program had let it through: the records and the certificate say that all is well."""
    with case.officer.change(EventName.COPY_MADE) as change:
        (copy,) = copies_of(change.db, _image(case))
        parts = {"stored": change.keep_file(data), "digest": sha256(data).hexdigest()}
        save_copy(change.db, copy.model_copy(update=parts))
        change.record(copy.image, digest=parts["digest"])
    case.certify("again.pdf")


def _in_the_notes(data):
    told = b"<photoshop:Credit>Sokha Invented</photoshop:Credit></rdf:Description>"
    start = data.index(b"\xff\xe1")
    length = int.from_bytes(data[start + 2 : start + 4], "big")
    segment = data[start + 4 : start + 2 + length].replace(b"</rdf:Description>", told)
    size = (len(segment) + 2).to_bytes(2, "big")
    return data[: start + 2] + size + segment + data[start + 2 + length :]


MORE = {
    "a comment": lambda data: data[:2] + b"\xff\xfe\x00\x10Sokha Invented" + data[2:],
    "a name in the notes": _in_the_notes,
    "a tail": lambda data: data + b"Sokha Invented",
}


@pytest.mark.parametrize("more", MORE)
def test_a_copy_is_opened_again_and_holds_nothing_that_we_did_not_write(more, certified, out):
    (copy,) = copies_of(certified.officer.reading, _image(certified))
    _kept_as_its_copy(certified, MORE[more](certified.officer.records.vault.get(copy.stored)))
    assert _held_back(certified, out, "export-unproved") == set()


def test_a_copy_that_shows_what_its_records_say_is_covered_does_not_leave(certified, out):
    (image,) = images_of(certified.officer, certified.story)
    picture = open_picture(certified.officer.records.vault.get(image.original))
    notes = metadata_for([], channel=None, until=None, is_covered=True)
    data = with_metadata(redact(picture, (), longest_side_px=600), notes)
    _kept_as_its_copy(certified, data)
    assert _held_back(certified, out, "export-unproved") == set()


def test_a_withdrawal_in_between_is_told_and_nothing_leaves(certified, races, out, events):
    consent = consents_of_story(certified.officer.reading, certified.story)[-1].id

    def give(workspace):
        return export_to(workspace, certified.story, WEBSITE, out / "away")

    first, rival = races.overtaken(
        "officer-1", give, by="volunteer-1", rival=lambda w: withdraw_consent(w, consent)
    )
    assert (first.code, rival.code) == ("Refused not-cleared", "done")
    assert R.CONSENT_WITHDRAWN in {reason.code for reason in first.error.reasons}
    assert list(out.iterdir()) == []
    assert events("story-exported") == []


def test_who_takes_the_folders_name_meanwhile_keeps_it(certified, out):
    def taken(export):
        (out / "away").mkdir()
        (out / "away" / "mine.txt").write_text("mine")
        return describe(export)

    with pytest.raises(Conflict, match="folder-not-empty"), whole_folder(out / "away") as folder:
        export_story(certified.officer, certified.story, WEBSITE, folder, taken)
    assert [path.name for path in out.rglob("*")] == ["away", "mine.txt"]


def test_stopped_leaves_nothing(certified, out):
    def stop(step):
        if step.done:
            raise Cancelled

    with pytest.raises(Stopped):
        export_to(certified.officer, certified.story, WEBSITE, out / "away", watch=stop)
    assert list(out.iterdir()) == []


@pytest.mark.slow
def test_each_channel_gets_its_own_copy_under_its_own_certificate(certified, out):
    image = _image(certified)
    make_public_copy(certified.officer, image, CopyWish(channel=WEBSITE, format=CopyFormat.WEBP))
    certified.approve()
    certified.answer_all()
    certified.certify("webp.pdf")
    certified.plan(channel=Channel.PRINT)
    with pytest.raises(Refused, match="not-cleared") as refused:
        _export(certified, out / "print", Channel.PRINT)
    assert R.CHANNEL_OUTSIDE_SCOPE in {reason.code for reason in refused.value.reasons}
    _export(certified, out / "website")
    assert [path.name for path in out.iterdir()] == ["website"]
    assert (out / "website" / f"{image}.webp").exists()
    assert not (out / "website" / f"{image}.jpg").exists()


def _asked_on_home(case):
    wanted = {NeedCode.EXPORT_UNRECORDED, NeedCode.EXPORT_REFUSED}
    return [need.code for need in needs_of(case.officer) if need.code in wanted]


def test_home_asks_where_it_went_and_to_get_it_back_once_it_is_no_longer_cleared(certified, out):
    assert _asked_on_home(certified) == []
    _export(certified, out / "away")
    assert _asked_on_home(certified) == [NeedCode.EXPORT_UNRECORDED]
    withdraw_consent(certified.officer, consents_of_story(certified.officer.reading, certified.story)[-1].id)
    assert _asked_on_home(certified) == [NeedCode.EXPORT_REFUSED]


def test_home_asks_nothing_about_what_was_published_or_is_over(certified, out, clock):
    _export(certified, out / "away")
    clock.advance(days=101)
    assert _asked_on_home(certified) == []
    clock.advance(days=-101)
    publish_story(certified.officer, certified.story, WEBSITE, where="https://example.org/1")
    assert _asked_on_home(certified) == []


_KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from consentkit.domain.values import Channel
from consentkit.pages.publications.exports import export_to
from consentkit.usecases.workspaces import open_workspace
nth, folder, passphrase, story, away = int(sys.argv[1]), *sys.argv[2:]
flush = os.fsync
def die_in_time(descriptor):
    global nth
    nth -= 1
    if not nth:
        os.kill(os.getpid(), signal.SIGKILL)
    flush(descriptor)
still = datetime(2026, 11, 21, 9, tzinfo=UTC)
with open_workspace(Path(folder), "officer-1", passphrase, clock=lambda: still) as workspace:
    os.fsync = die_in_time
    export_to(workspace, story, Channel.WEBSITE, Path(away))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_a_kill_leaves_a_whole_folder_that_is_recorded_or_none(certified, out, events, passphrase):
    whole, kills = None, 0
    for moment in range(1, 40, 2):
        told = [str(moment), certified.officer.folders.root, passphrase, certified.story, out / "away"]
        ended = subprocess.run([sys.executable, "-c", _KILLED, *told], check=False).returncode
        sweep_plaintext()
        names = {path.name for path in (out / "away").iterdir()} if (out / "away").exists() else set()
        assert [path.name for path in out.iterdir()] == (["away"] if names else [])
        if not ended:
            whole = names
            break
        assert ended == -signal.SIGKILL
        kills += 1
        if names:
            assert events("story-exported"), "it was recorded before anybody had it"
            shutil.rmtree(out / "away")
    assert whole
    assert len(whole) == 5
    assert kills > 5


EXIFTOOL = shutil.which("exiftool")
OF_ANY_FILE = {"SourceFile", "ExifTool", "File", "PNG", "JFIF", "ICC_Profile", "Composite"}
OURS = {
    ".jpg": {
        f"XMP:{name}"
        for name in (
            *("DigitalSourceType", "Instructions", "DataMining", "LicenseEndDate", "ModelReleaseID"),
            *("ModelReleaseStatus", "UsageTerms"),
        )
    },
    ".pdf": {
        f"PDF:{name}"
        for name in (
            *("PDFVersion", "Linearized", "Author", "CreateDate", "Creator", "ModifyDate", "Producer"),
            *("Subject", "Title", "Trapped", "Language", "PageMode", "PageCount"),
        )
    },
}


@pytest.mark.browser
@pytest.mark.skipif(EXIFTOOL is None, reason="exiftool is not installed")
def test_exiftool_finds_in_each_file_only_what_we_wrote(certified, out):
    _export(certified, out / "away")
    told = subprocess.run(
        [EXIFTOOL, "-j", "-G0", "-a", "-u", str(out / "away")], capture_output=True, check=True
    ).stdout
    for listed in json.loads(told):
        name = Path(listed["SourceFile"]).name
        # Of JSON it lists what stands in it.
        allowed = OF_ANY_FILE | ({"JSON"} if name == "manifest.json" else set())
        left = {key for key in listed if key.partition(":")[0] not in allowed}
        assert left == OURS.get(Path(name).suffix, set()), name
        if name.endswith(".pdf"):
            assert (listed["PDF:Author"], listed["PDF:CreateDate"]) == (
                "consentkit", "2000:01:01 00:00:00+00:00",
            )  # fmt: skip


@pytest.mark.slow
def test_the_same_made_scanned_taken_in_and_given_away_again_voids_no_certificate(certified, clock, out):
    image = _image(certified)
    first = _export(certified, out / "one")
    make_public_copy(certified.officer, image)
    assert _export(certified, out / "two") == first
    clock.now += timedelta(minutes=5)
    scan_images(certified.officer, [image])
    for face in faces_of(certified.officer, image):
        settle_face(certified.officer, face.id, face.decision)
    assert certified.clear().certificate.is_valid
    assert certified.clear().is_allowed


def _certificate_of_before(case):
    """Give a certificate the digests that one had which was issued by the first rule."""
    issued = case.certify()
    with case.open_as("manager-1").change(EventName.CERTIFICATE_ISSUED) as change:
        parts = gather_dossier(case.officer, case.story, Channel.WEBSITE, on=change.today).parts()
        certificates.update(change.db, issued.model_copy(update={"parts": parts}), expected=issued)
        change.record(issued.id, story=case.story)


@pytest.mark.slow
def test_a_certificate_by_the_first_rule_holds_while_nothing_that_it_counted_changed(clearable):
    image = _image(clearable)
    _certificate_of_before(clearable)
    make_public_copy(clearable.officer, image)
    assert clearable.clear().certificate.is_valid
    reopen_face(clearable.officer, faces_of(clearable.officer, image)[0].id)
    assert "faces" in clearable.clear().certificate.changed


def test_the_same_document_again_asks_nobody_again(case, events):
    story = case.draft()
    assert case.draft() == story
    assert len(events("draft-opened")) == 1
    assert case.draft("Other words.").revision == story.revision + 1
