"""An annual report of three stories, by verbs alone: one publication, which one person can stop."""

import pytest
from test_journey import _answer_all, _earlier, _later


@pytest.mark.slow
def test_three_stories_are_one_publication_which_comes_down_when_one_person_withdraws(
    run,
    run_json,
    ok,
    tmp_path,
):
    (tmp_path / "letter.txt").write_text("signed")
    people = [_person_with_story(ok, tmp_path, number) for number in range(3)]
    stories = sorted(story for story, _person, _consent in people)
    first, *others = stories
    code, _, err = run("officer-1", "story", "use-consent", people[0][0], people[1][2])
    assert (code, "made and confirmed here" in err) == (3, True), "of a file nobody can tell what it bounds"
    among = [word for other in others for word in ("--story", other)]
    to = (*among, "--channel", "donor-report")
    today = run_json("officer-1", "clear", first, "--channel", "donor-report")[1]["on"]

    code, refused = run_json("officer-1", "clear", first, *to)
    assert (code, {reason["facts"]["story"] for reason in refused["reasons"]}) == (3, set(stories))
    ok("officer-1", "story", "plan", first, *to, "--audience", "donors", "--until", _later(today))
    for story, person, _consent in people:
        _answer_all(ok, story, person, tmp_path / "letter.txt", today, channel="donor-report")
    certificate = tmp_path / "report.pdf"
    cleared = ok("manager-1", "clear", first, *to, "--certificate", certificate)
    assert (cleared["is_allowed"], cleared["story"], cleared["also"]) == (True, first, others)
    code, out, _ = run("auditor-1", "certificate", "check", certificate)
    assert (code, ", ".join(stories) in out) == (0, True)

    given = ok("officer-1", "export", first, *to, "--out", tmp_path / "away")
    words = {file["name"] for file in given["files"] if file["kind"] == "words"}
    assert words == {f"words-{story}.txt" for story in stories}
    made = ok("officer-1", "publish", first, *to, "--where", "The report of 2026")
    code, out, _ = run("officer-1", "publication", "list", "--story", others[-1])
    assert f"{made['id']}: stories {', '.join(stories)} on donor-report" in out

    story, _person, consent = people[1]
    (takedown,) = ok("volunteer-1", "consent", "withdraw", consent)["takedowns"]
    assert takedown["publication"] == made["id"]
    code, out, err = run("officer-1", "publish", first, *to, "--where", "again")
    assert (code, f"✗ {story}: " in err) == (3, True)
    assert run("auditor-1", "certificate", "check", certificate)[0] == 3
    assert run("officer-1", "export", first, *to, "--out", tmp_path / "late")[0] == 3
    ok("officer-1", "takedown", "confirm", takedown["id"])
    code, out, _ = run("officer-1", "publication", "list", "--story", first)
    assert "gone since" in out
    alone = [one for one in stories if one != story]
    code, out, _ = run(
        "manager-1", "clear", alone[0], "--story", alone[1], "--channel", "donor-report",
        "--certificate", tmp_path / "without.pdf",
    )  # fmt: skip
    assert code == 0, "the other two go on without it"


def _person_with_story(ok, tmp_path, number):
    """Return a story of one adult's words, approved, with the person and the consent behind it."""
    person = ok(
        "officer-1", "contributor", "add", "--language", "km", "--age", "adult", "--basis", "document"
    )["code"]
    story = ok("officer-1", "story", "add", f"Part {number}")["id"]
    ok("officer-1", "story", "put-in", story, person)
    words = tmp_path / f"words-{number}.txt"
    words.write_text(f"She has learned {number + 2} patterns.")
    ok("officer-1", "story", "draft", story, words)
    today = ok("officer-1", "story", "show", story)["clearances"][0]["on"]
    consent = ok(
        "officer-1", "consent", "record", person, story, "--answer", "yes", "--medium", "words",
        "--channel", "donor-report", "--audience", "donors", "--place", "worldwide", "--until",
        _later(today), "--asked", _earlier(today), "--given", today, "--language", "km",
        "--release", tmp_path / "letter.txt",
    )["id"]  # fmt: skip
    ok("manager-1", "consent", "paper", consent, "--to", tmp_path / f"paper-{number}.txt")
    ok(
        "manager-1", "consent", "paper", consent, "--form", "consent", "--language", "km",
        "--whose", person, "--signed-by", person, "--signed", today,
    )  # fmt: skip
    ok("officer-1", "story", "approve", story, person)
    return story, person, consent
