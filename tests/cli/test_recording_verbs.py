"""`consentkit form record` and its like, and letters with a recording beside their page."""

import json

import pytest
from speaking import spoken

ASKED = ("--blank", "until=2027-05-03", "--blank", "purpose=our report", "--blank", "contact=+66 2 555 0100")
OFFICER, MANAGER, VOLUNTEER = "officer-1", "manager-1", "volunteer-1"


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    path = tmp_path_factory.mktemp("sound") / "a.m4a"
    path.write_bytes(spoken())
    return path


@pytest.fixture
def record(sound):
    return ("form", "record", "adult", "km", sound, "--spoken-by", "teacher-2")


@pytest.fixture
def approved(run):
    assert run(MANAGER, "form", "review", "km", "--approve", "--reviewer", "dara-1")[0] == 0


@pytest.fixture
def recording(run_json, approved, record):
    code, value = run_json(OFFICER, *record, "--note", "slow")
    assert code == 0, value
    return value


def test_a_form_is_recorded_listed_written_and_removed(run, run_json, recording, tmp_path):
    assert (recording["form"], recording["language"], recording["spoken_by"]) == ("adult", "km", "teacher-2")
    code, out, _ = run(VOLUNTEER, "form", "recordings", "--language", "km")
    assert code == 0
    assert f"Recording {recording['id']}, 0:02, read by teacher-2" in out
    assert "speaks the words that are printed now · slow" in out
    code, value = run_json(VOLUNTEER, "form", "recordings", "--form", "adult")
    assert [one["state"] for one in value] == ["current"]
    code, out, _ = run(VOLUNTEER, "form", "export-recording", recording["id"], "--to", tmp_path)
    assert code == 0
    assert (tmp_path / f"{recording['id']}.mp3").read_bytes()[:2] == b"\xff\xfb"
    words = ("form", "remove-recording", recording["id"], "--reason", "voice-taken-back")
    code, out, _ = run(VOLUNTEER, *words)
    assert code == 0
    assert "Delete the copies" in out
    code, out, _ = run(VOLUNTEER, "form", "recordings")
    assert "was removed (Who reads does not want to be heard any more)" in out
    code, _, err = run(VOLUNTEER, "form", "export-recording", recording["id"], "--to", tmp_path / "x.mp3")
    assert code == 3
    assert "It is not played" in err
    assert run(VOLUNTEER, *words)[0] == 5


def test_it_says_what_was_attached_in_words(run, approved, record):
    code, out, _ = run(OFFICER, *record)
    assert code == 0
    assert "Listen to it to its end before anyone plays it." in out
    code, _, err = run(OFFICER, *record)
    assert code == 5
    assert "remove-recording W-" in err


def test_words_that_nobody_approved_are_not_recorded_and_the_cure_is_told(run, record):
    code, _, err = run(OFFICER, *record)
    assert code == 3
    assert "A recording has no mark that says so" in err
    assert "consentkit form review km --approve" in err


@pytest.mark.parametrize(
    ("changed", "code", "said"),
    [
        (("nothing", "km", "SOUND", "--spoken-by", "teacher-2"), 4, "There is no form nothing"),
        (("adult", "km", "PAPER", "--spoken-by", "teacher-2"), 2, "no recording that consentkit opens"),
        (("adult", "km", "ABSENT", "--spoken-by", "teacher-2"), 2, "cannot be read"),
        (("adult", "km", "SOUND", "--spoken-by", "Sokha Invented"), 2, "cannot be a handle"),
        (("adult", "km", "SOUND", "--spoken-by", "teacher-2", "--note", "x" * 301), 2, "note"),
    ],
)
def test_what_cannot_be_recorded_says_why(run, approved, sound, tmp_path, changed, code, said):  # noqa: PLR0917
    paper = tmp_path / "paper.mp3"
    paper.write_text("no sound")
    files = {"SOUND": sound, "PAPER": paper, "ABSENT": tmp_path / "absent.mp3"}
    seen, _, err = run(OFFICER, "form", "record", *(files.get(word, word) for word in changed))
    assert (seen, said in err) == (code, True), err


def test_nothing_recorded_is_said(run):
    for verb in (("form", "recordings"), ("basis", "list")):
        assert run(OFFICER, *verb)[1].strip() == "None.", verb


def test_a_letter_is_made_and_printed_with_its_recording_beside_its_page(run, recording, tmp_path):
    first = ("--out", tmp_path / "l.pdf", "--page", tmp_path / "l.html", "--with-recording")
    code, out, err = run(VOLUNTEER, "letter", "make", "adult", "--language", "km", *ASKED, *first)
    assert code == 0, err
    assert "l.mp3" in out
    assert 'src="l.mp3"' in (tmp_path / "l.html").read_text(encoding="utf-8")
    letter = out.split()[0]
    again = ("--page", tmp_path / "again.html", "--with-recording")
    code, out, _ = run(VOLUNTEER, "letter", "print", letter, *again)
    assert code == 0
    assert (tmp_path / "again.mp3").read_bytes() == (tmp_path / "l.mp3").read_bytes()
    plain = ("--page", tmp_path / "plain.html")
    assert run(VOLUNTEER, "letter", "print", letter, *plain)[0] == 0
    assert "<audio" not in (tmp_path / "plain.html").read_text(encoding="utf-8")


def test_a_letter_that_was_to_be_heard_is_not_made_without_a_recording(run, run_json, tmp_path):
    files = ("--out", tmp_path / "l.pdf", "--page", tmp_path / "l.html", "--with-recording")
    code, _, err = run(VOLUNTEER, "letter", "make", "adult", "--language", "th", *ASKED, *files)
    assert code == 4
    assert "no recording of the words" in err
    assert run_json(VOLUNTEER, "letter", "list")[1] == []
    assert list(tmp_path.glob("l.*")) == []


def test_a_recording_needs_a_page_to_lie_beside(run, tmp_path):
    words = ("letter", "make", "adult", "--language", "km", *ASKED, "--out", tmp_path / "l.pdf")
    code, _, err = run(VOLUNTEER, *words, "--with-recording")
    assert code == 2
    assert ".html" in err


def test_the_log_names_who_read_and_who_attached_it(run, recording):
    code, out, _ = run("auditor-1", "audit", "log", "--action", "recording-attached", "--json")
    assert code == 0
    (event,) = json.loads(out)
    assert (event["actor"], event["subject"]) == (OFFICER, recording["id"])
    assert event["body"]["spoken_by"] == "teacher-2"
