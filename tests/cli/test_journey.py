"""An officer, a safeguarding lead and a manager take one story the whole way, by verbs alone."""

import pytest

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.questions.risks import Risk

PORTRAIT = assets_folder() / "demo" / "grace_hopper.jpg"


def _reasons(value):
    return {reason["code"] for reason in value["reasons"]}


def test_from_an_empty_workspace_to_a_publication_and_back(run, run_json, ok, tmp_path):
    person_file = tmp_path / "person.json"
    person_file.write_text('{"name": "Sokha Invented", "contact": "+855 00 000 000"}')
    letter = tmp_path / "letter.txt"
    letter.write_text("signed")
    adult = ("--language", "km", "--age", "adult", "--basis", "document", "--identity", person_file)
    person = ok("officer-1", "contributor", "add", *adult)["code"]
    story = ok("officer-1", "story", "add", "A year at the school")["id"]
    ok("officer-1", "story", "put-in", story, person)
    (taken,) = ok("officer-1", "image", "add", story, PORTRAIT)
    image = taken["image"]["id"]
    ok("officer-1", "image", "scan", story)

    code, refused = run_json("officer-1", "clear", story, "--channel", "website")
    assert code == 3
    assert {"consent-missing", "face-open", "copy-missing", "plan-missing", "question-open"} <= _reasons(
        refused
    )
    assert all(reason["sentence"] and reason["cure"] for reason in refused["reasons"])

    today = refused["on"]
    consent = ok(
        "officer-1", "consent", "record", person, story, "--answer", "yes", "--medium", "photo",
        "--channel", "website", "--audience", "public", "--place", "worldwide", "--until", _later(today),
        "--asked", _earlier(today), "--given", today, "--language", "km", "--release", letter,
    )["id"]  # fmt: skip
    ok("manager-1", "consent", "paper", consent, "--to", tmp_path / "paper.txt")
    seen = ("--language", "km", "--whose", person, "--signed-by", person, "--signed", today)
    ok("manager-1", "consent", "paper", consent, "--form", "consent", *seen)
    ok("officer-1", "story", "plan", story, "--channel", "website", "--until", _later(today))
    (face,) = ok("officer-1", "face", "list", image)
    ok("officer-1", "face", "settle", face["id"], "--contributor", person)
    _look(run, ok, image, tmp_path / "look.png")
    ok("officer-1", "image", "copy", image)
    ok("officer-1", "story", "approve", story, person)

    _answer_all(ok, story, person, letter, today)

    certificate = tmp_path / "certificate.pdf"
    cleared = ok("manager-1", "clear", story, "--channel", "website", "--certificate", certificate)
    assert cleared["is_allowed"]
    assert cleared["reasons"] == []
    assert certificate.read_bytes().startswith(b"%PDF")
    _given_away(run, ok, story, image, tmp_path)
    made = ok("officer-1", "publish", story, "--channel", "website", "--where", "https://example.org/1")
    assert made["until"] == _later(today)

    (takedown,) = ok("volunteer-1", "consent", "withdraw", consent)["takedowns"]
    code, refused = run_json("officer-1", "clear", story, "--channel", "website")
    assert (code, _reasons(refused)) == (3, {"consent-withdrawn"})
    assert refused["certificate"]["changed"] == ["consents"]
    code, out, _ = run("officer-1", "clear", story, "--channel", "website")
    assert (code, "is VOID. Changed since: consents." in out) == (3, True)
    assert run("officer-1", "export", story, "--channel", "website", "--out", tmp_path / "late")[0] == 3
    ok("officer-1", "takedown", "confirm", takedown["id"])

    head = tmp_path / "head.json"
    ok("auditor-1", "audit", "head", head)
    assert ok("auditor-1", "audit", "verify", "--against", head)["problems"] == []
    assert (
        ok("manager-1", "contributor", "identity", person, "--reason", "contact")["name"] == "Sokha Invented"
    )
    code, _, err = run("officer-1", "contributor", "identity", person, "--reason", "contact")
    assert code == 3
    assert "keeper" in err


def _given_away(run, ok, story, image, tmp_path):
    _, out, _ = run("officer-1", "clear", story, "--channel", "website")
    assert f"Try: consentkit export {story} --channel website" in out
    given = ok("officer-1", "export", story, "--channel", "website", "--out", tmp_path / "away")
    assert (tmp_path / "away" / f"{image}.jpg").stat().st_size > 10_000
    assert {path.name for path in (tmp_path / "away").iterdir()} == {
        *(file["name"] for file in given["files"]), "manifest.json",
    }  # fmt: skip
    code, out, _ = run("officer-1", "export", story, "--channel", "website", "--out", tmp_path / "again")
    assert code == 0
    assert f"Try: consentkit publish {story} --channel website --where WHERE" in out


IN_RISK_FORM = ("1.2e", "2.2a", "2.2b", "2.2c", "2.2d")
RISK_FORM = [
    *(f"--risk={risk.value}=low" for risk in Risk),
    *(f"--answer={question}=yes" for question in IN_RISK_FORM),
    *(f"--shown={question}=A note says so." for question in IN_RISK_FORM),
]


def _look(run, ok, image, out):
    """Look at a picture, and answer what is asked about it."""
    look = ("image", "view", image, "--to", out)
    assert run("officer-1", *look, "--yes", "1.1a")[0] == 2, "an answer is kept with a look alone"
    told = ok("officer-1", *look, "--confirm", "--yes", "1.1a", "--no", "3d")
    assert told["open"] == ["1.2d", "3d"]
    code, out, _ = run("officer-1", "image", "view", image, "--confirm", "--yes", "1.2d", "--yes", "3d")
    assert (code, "Still open" in out, "1.2d: yes" in out) == (0, False, True)


def _answer_all(ok, story, person, file, today, *, channel="website"):
    ok("safeguarding-1", "check", "risk", person, *RISK_FORM)
    for handle in ("officer-1", "safeguarding-1", "manager-1"):
        role = handle.partition("-")[0]
        asked = ok(handle, "check", "list", story, "--channel", channel, "--open")
        for question in [a["question"] for a in asked if role in _who(ok, a["question"])]:
            ok(handle, "check", "answer", story, "yes", question, *_shown(ok, question, file, today))


def _shown(ok, question, file, today):
    """What a question asks for beside a yes, as it is typed."""
    given = {
        "sentence": ("--sentence", "The caption says so."),
        "date": ("--date", today),
        "handle": ("--handle", "officer-1"),
        "file": ("--file", file),
    }
    kinds = ok("officer-1", "check", "show", question)["evidence_kinds"]
    return [one for kind in kinds for one in given[kind]]


def _who(ok, question):
    return ok("officer-1", "check", "show", question)["who"]


def _later(day):
    return (
        day.replace(day[:4], str(int(day[:4]) + 1), 1)
        if not day.endswith("02-29")
        else f"{int(day[:4]) + 1}-02-28"
    )


def _earlier(day):
    return _later(day).replace(str(int(day[:4]) + 1), str(int(day[:4]) - 1), 1)


def test_publishing_what_is_not_cleared_exits_with_three_and_the_reasons(run):
    code, out, _ = run("officer-1", "story", "add", "Another")
    story = out.split()[0]
    code, _, err = run("officer-1", "publish", story, "--channel", "website", "--where", "x")
    assert code == 3
    assert "is not cleared for website" in err
    assert "story-empty" in err


def test_a_picture_that_cannot_be_opened_exits_with_two_and_is_left_alone(run, tmp_path):
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"not a picture")
    code, out, _ = run("officer-1", "story", "add", "Another")
    code, out, _ = run("officer-1", "image", "add", out.split()[0], bad)
    assert code == 2
    assert "The file is as it was." in out
    assert bad.read_bytes() == b"not a picture"


def test_the_log_names_a_changed_event_and_exits_with_three(run, open_as):
    db = open_as("manager-1").records.db
    db.conn.execute("PRAGMA query_only = OFF")
    db.conn.execute("DROP TRIGGER audit_no_update")
    db.conn.execute("UPDATE audit SET actor = 'someone-else' WHERE seq = 3")
    db.conn.execute(
        "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit\n"
        "BEGIN SELECT raise(abort, 'audit is append-only'); END"
    )
    code, out, _ = run("auditor-1", "audit", "verify")
    assert code == 3
    assert "Event 3 was changed" in out


def test_the_doctor_looks_at_machine_and_workspace(run_json):
    code, found = run_json("manager-1", "doctor")
    assert code == 0
    codes = {one["code"] for one in found}
    assert {"detector", "database", "vault", "audit", "heads-in-one-place", "heic"} <= codes
    assert [one for one in found if one["level"] == "broken"] == []
    (schema,) = [one["facts"] for one in found if one["code"] == "schema"]
    assert schema["workspace"] == schema["program"] >= 18


@pytest.mark.usefixtures("newer_program")
def test_the_doctor_says_both_versions_of_a_workspace_that_a_newer_program_has_opened(run, run_json):
    code, found = run_json("manager-1", "doctor")
    (newer,) = [one for one in found if one["level"] == "broken"]
    assert (code, newer["code"], newer["facts"]["workspace"]) == (7, "workspace-newer", 999)
    assert 18 <= newer["facts"]["program"] < 999
    _, out, _ = run("manager-1", "doctor")
    assert f"✗ The records have schema 999, and this program knows only {newer['facts']['program']}." in out


def test_a_workspace_of_a_newer_program_is_refused_in_words(run, newer_program):
    code, out, err = run("manager-1", "contributor", "add", "--age", "adult", "--language", "th")
    assert (code, out) == (7, "")
    assert "The records have schema 999" in err
    assert "Install the newer consentkit here." in err


def test_a_walk_asks_only_what_is_mine_and_saves_each_answer(run, run_json, monkeypatch):
    _, out, _ = run("safeguarding-1", "story", "add", "Another")
    story = out.split()[0]
    answers = iter(["yes", "no", "Explained at length, so that a manager can follow."] + ["skip"] * 100)
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(answers))
    code, out, _ = run("safeguarding-1", "check", "walk", story, "--channel", "website")
    assert code == 0
    assert "Why: " in out
    _, asked = run_json("safeguarding-1", "check", "list", story, "--channel", "website")
    given = [a["standing"] for a in asked if a["answered_by"] == ["safeguarding-1"]]
    assert len(given) == 2
