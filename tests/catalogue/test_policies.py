"""Reading policies: each fault names its file and field, and none is ever skipped."""

import hashlib
import os
import sys
from pathlib import Path

import pytest

from consentkit.catalogue.policies import Catalogue, check_policy_file, load_policies
from consentkit.catalogue.shipped import policies_folder
from consentkit.domain.checklists import Condition, Policy, Question
from consentkit.domain.gate.facts import FINDINGS_AGAINST


def fields(catalogue):
    return [broken.field for broken in catalogue.broken]


def test_a_sound_file_loads_with_the_digest_of_its_bytes(write, sound):
    catalogue = load_policies(write(sound))
    assert [policy.id for policy in catalogue.policies] == ["own-rules"]
    assert catalogue.broken == ()
    changed = load_policies(write(sound + "# more\n"))
    assert changed.digests["own-rules"] != catalogue.digests["own-rules"]


def test_a_file_that_says_draft_as_in_earlier_versions_loads_and_keeps_its_digest(write, sound):
    before = sound.replace('"unreviewed"', '"draft"')
    assert before != sound
    catalogue = load_policies(write(before))
    assert [policy.status for policy in catalogue.policies] == ["unreviewed"]
    assert catalogue.digests == {"own-rules": hashlib.sha256(before.encode()).hexdigest()}
    assert catalogue == load_policies(write(sound))


# What is replaced, by what, the field that is blamed, and words of the complaint.
CHANGES = {
    "a severity that does not exist": ('"blocker"', '"blokker"', "question 1.2a: severity", "'blocker'"),
    "an unknown key of a question": ("why =", 'wy = "x"\nwhy =', "question 1.2a: wy", "not known"),
    "an unknown key at the head": ("version =", 'autor = "x"\nversion =', "autor", "not known"),
    "a key that moves the cursor": ("version =", '"a\\u001b[2J" = 1\nversion =', "a?[2J", "not known"),
    "a version in quotes": ("version = 1", 'version = "1"', "version", "whole number"),
    "a policy that is the same as itself": (
        "why =",
        'same_as = { policy = "own-rules", questions = ["1.2b"] }\nwhy =',
        "",
        "names this policy itself: 1.2a",
    ),
    "a language that is none": ("version =", 'language = "English"\nversion =', "language", ""),
    "a version of zero": ("version = 1", "version = 0", "version", "1 or more"),
    "a version that is true": ("version = 1", "version = true", "version", "whole number"),
    "a version that is not a number": ("version = 1", "version = nan", "version", "whole number"),
    "a title that is missing": ('title = "Our own rules"\n', "", "title", "missing"),
    "a title that is too short": ('"Our own rules"', '"Rules"', "title", "at least 10"),
    "a title that is a number": ('"Our own rules"', "5", "title", "in quotes"),
    "a date that is not one": ("2026-11-21", '"soon"', "read_on", "such as 2026-11-21"),
    "a date with a time": ("2026-11-21", "2026-11-21T10:00:00Z", "read_on", "such as 2026-11-21"),
    "a day that is a number": ("2026-11-21", "20261121", "read_on", "such as 2026-11-21"),
    "an id in capitals": ('"own-rules"', '"Own Rules"', "id", "small letters"),
    "another id than the file's name": ('"own-rules"', '"other-rules"', "id", 'named "own-rules"'),
    "a status that does not exist": ('"unreviewed"', '"final"', "status", '"reviewed"'),
    "a cap above the limit": ("adult_years = 3", "adult_years = 9", "caps.adult_years", "5 or less"),
    "a caps that is no table": ("[caps]\nadult_years = 3\nchild_years = 1", "caps = 3", "caps", "table"),
    "a principle's title": ('"The first part"', '"First"', "principles[0].title", "at least 10"),
    "a principle's id": ('id = "1.2"', 'id = "one"', "principles[0].id", "1.2"),
    "a question's id": ('id = "1.2b"', 'id = "1.2B"', "question 1.2B: id", "small letter"),
    "a question's id that is a number": (
        'id = "1.2b"',
        "id = 12",
        "principles[0].questions[1].id",
        "in quotes",
    ),
    "a question without an id": ('id = "1.2b"\n', "", "principles[0].questions[1].id", "missing"),
    "a role that does not exist": ('["manager"]', '["boss"]', "question 1.2b: who[0]", "'manager'"),
    "a role that may not answer": ('["manager"]', '["auditor"]', "question 1.2b", "who may hold"),
    "who as one word": ('who = ["manager"]', 'who = "manager"', "question 1.2b: who", "square brackets"),
    "nobody to answer": ('["manager"]', "[]", "question 1.2b", "nobody could answer"),
    "a fact that does not exist": (
        'who = ["manager"]',
        'who = []\nfact = "sky-is-blue"',
        "question 1.2b: fact",
        "'release-kept'",
    ),
    "a condition that does not exist": ("{ age", "{ mood", "question 1.2b: when[0].mood", "not known"),
    "a condition with another value": ('"child" }', '"adult" }', "question 1.2b: when[0].age", "'child'"),
    "true in quotes": (
        "when = {",
        'reread_after_edit = "yes"\nwhen = {',
        "question 1.2b: reread_after_edit",
        "true or false",
    ),
    "the same question twice": ('id = "1.2b"', 'id = "1.2a"', "", "question id used twice: 1.2a"),
    "a question under another principle": ('id = "1.2b"', 'id = "2.1b"', "", "wrong principle: 2.1b"),
    "a line that is not TOML": ("version = 1", "version 1", "", "line 2"),
    "a key written twice": ("version = 1", "version = 1\nversion = 1", "", "line 3"),
    "a number that is too long": ("version = 1", "version = " + "9" * 5000, "", "not correct TOML"),
    "too many lists": ("version = 1", "version = " + "[" * 5000 + "]" * 5000, "", "lists inside lists"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_fault_names_its_file_and_field_and_says_what_to_do(write, sound, change):
    old, new, field, words = change
    assert old in sound
    catalogue = load_policies(write(sound.replace(old, new, 1)))
    assert (catalogue.policies, catalogue.digests) == ((), {})
    assert [(b.file, b.field) for b in catalogue.broken] == [("own-rules.toml", field)]
    assert words in catalogue.broken[0].problem
    assert catalogue.broken[0].problem.endswith(".")


def test_questions_that_are_no_list_are_told(write, sound):
    head = sound[: sound.index("[[principles.questions]]")]
    assert fields(load_policies(write(head + "questions = 3\n"))) == ["principles[0].questions"]
    assert fields(load_policies(write(head + "questions = []\n"))) == ["principles[0].questions"]
    assert fields(load_policies(write(head + "questions = [3]\n"))) == ["principles[0].questions[0]"]
    assert fields(load_policies(write(head))) == ["principles[0].questions"]


def test_each_fault_of_a_file_is_told_once(write, sound):
    text = (
        sound.replace('"blocker"', '"blokker"').replace('["manager"]', "5").replace("adult_years = 3\n", "")
    )
    assert fields(load_policies(write(text))) == [
        "caps.adult_years",
        "question 1.2a: severity",
        "question 1.2b: who",
    ]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", "title = 'é'".encode("latin-1"), b"\x80"])
def test_a_file_that_is_not_utf8_is_told(write, content):
    (broken,) = load_policies(write(content)).broken
    assert (broken.file, broken.field) == ("own-rules.toml", "")
    assert "UTF-8" in broken.problem


@pytest.mark.parametrize("content", [b"", b"# nothing yet\n"])
def test_an_empty_file_is_told(write, content):
    catalogue = load_policies(write(content))
    assert catalogue.policies == ()
    assert "id" in fields(catalogue)


def test_the_mark_that_windows_editors_put_first_does_no_harm(write, sound):
    assert load_policies(write(b"\xef\xbb\xbf" + sound.replace("\n", "\r\n").encode())).broken == ()


def test_a_broken_file_does_not_hide_the_sound_ones(write, sound):
    write("x = ", name="broken.toml")
    catalogue = load_policies(write(sound))
    assert [policy.id for policy in catalogue.policies] == ["own-rules"]
    assert [broken.file for broken in catalogue.broken] == ["broken.toml"]


def test_the_shipped_policies_come_before_an_organisations_own(write, sound):
    own = write(sound.replace("own-rules", "a-rules"), name="a-rules.toml")
    write(sound, folder="own")
    ids = [policy.id for policy in load_policies(policies_folder(), own).policies]
    assert ids[-2:] == ["a-rules", "own-rules"]
    assert "guidance-note-2016" in ids[:-2]


def test_an_own_file_cannot_replace_a_shipped_policy(write):
    shipped = (policies_folder() / "guidance-note-2016.toml").read_text(encoding="utf-8")
    softer = shipped.replace('severity = "blocker"', 'severity = "advice"')
    own = write(softer, name="guidance-note-2016.toml")
    catalogue = load_policies(policies_folder(), own)
    assert [(b.file, b.field) for b in catalogue.broken] == [("guidance-note-2016.toml", "id")]
    assert catalogue == Catalogue(
        policies=load_policies(policies_folder()).policies,
        broken=catalogue.broken,
        digests=load_policies(policies_folder()).digests,
        to_choose=load_policies(policies_folder()).to_choose,
    )


SAME = 'same_as = {{ policy = "{}", questions = ["{}"] }}\nwhy ='


@pytest.mark.parametrize(
    ("same", "complaint"),
    [
        (SAME.format("guidance-note-2016", "2.2a"), None),
        (SAME.format("guidance-note-2016", "2.2z"), "has no question 2.2z"),
        (SAME.format("our-rules", "2.2a"), 'no policy "our-rules"'),
        (SAME.format("uniap-2008", "U2d"), "a third one"),
        ("needs_second_viewer = true\n" + SAME.format("guidance-note-2016", "1.1a"), "asks more"),
        ("needs_second_viewer = true\n" + SAME.format("guidance-note-2016", "1.1b"), None),
        ("valid_days = 13\n" + SAME.format("guidance-note-2016", "2.2a"), "asks more"),
        ("valid_days = 30\n" + SAME.format("guidance-note-2016", "2.2a"), None),
        ("reread_after_edit = true\n" + SAME.format("guidance-note-2016", "2.2a"), "asks more"),
    ],
)
def test_a_question_is_the_same_only_as_one_that_is_there_and_asks_as_much(write, sound, same, complaint):
    own = write(sound.replace("why =", same, 1))
    found = load_policies(policies_folder(), own)
    told = check_policy_file(own / "own-rules.toml", policies_folder())
    if complaint is None:
        assert (found.broken, told) == ((), ())
        return
    assert [(b.file, b.field) for b in found.broken] == [("own-rules.toml", "question 1.2a: same_as")]
    assert told == found.broken
    assert complaint in found.broken[0].problem
    assert "own-rules" not in {one.id for one in found.policies} | found.digests.keys()


def test_a_question_of_safeguarding_is_not_the_same_as_one_that_others_answer(write, sound):
    same = SAME.format("guidance-note-2016", "1.1a")
    own = write(sound.replace("why =", same, 1).replace('["officer"]', '["safeguarding"]', 1))
    assert "asks more" in load_policies(policies_folder(), own).broken[0].problem


def test_what_was_chosen_is_asked_beside_what_always_is(write, sound):
    shelf = load_policies(policies_folder(), write(sound))
    assert shelf.to_choose == {"uniap-2008"}
    usual = shelf.with_chosen(())
    assert [one.id for one in usual.policies] == ["guidance-note-2016", "own-rules"]
    assert usual.digests.keys() == {"guidance-note-2016", "own-rules"}
    assert shelf.with_chosen(("uniap-2008",)).policies == shelf.policies
    (broken,) = shelf.with_chosen(("gone-1999",)).broken
    assert broken.file == "gone-1999.toml"


def test_a_missing_own_folder_holds_nothing(tmp_path):
    alone = load_policies(policies_folder())
    assert load_policies(policies_folder(), tmp_path / "nowhere") == alone


def test_an_own_folder_that_is_a_file_is_told(tmp_path):
    (tmp_path / "policies").write_bytes(b"")
    catalogue = load_policies(tmp_path / "policies")
    assert catalogue.policies == ()
    assert {broken.file for broken in catalogue.broken} == {"policies"}


def test_a_folder_named_like_a_policy_is_told(tmp_path):
    (tmp_path / "own-rules.toml").mkdir()
    (broken,) = load_policies(tmp_path).broken
    assert (broken.file, broken.field) == ("own-rules.toml", "")
    assert "cannot be read" in broken.problem


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_to_nowhere_is_told(tmp_path):
    (tmp_path / "own-rules.toml").symlink_to(tmp_path / "gone")
    assert [broken.file for broken in load_policies(tmp_path).broken] == ["own-rules.toml"]


def test_other_files_are_not_policies_but_capitals_do_not_hide_one(write, sound):
    write("# notes", name="README.md")
    own = write(sound, name="own-rules.TOML")
    assert [policy.id for policy in load_policies(own).policies] == ["own-rules"]


def test_no_complaint_holds_a_path(write, tmp_path):
    own = write("x = ")
    (own / "folder.toml").mkdir()
    for broken in load_policies(own, tmp_path / "own" / "own-rules.toml").broken:
        assert str(tmp_path) not in f"{broken.file} {broken.field} {broken.problem}"
        assert os.sep not in broken.file


def test_an_organisation_can_check_one_file(write, sound, tmp_path):
    own = write(sound)
    assert check_policy_file(own / "own-rules.toml") == ()
    write(sound.replace('"justify"', '"maybe"'))
    assert [b.field for b in check_policy_file(own / "own-rules.toml")] == ["question 1.2b: severity"]
    (missing,) = check_policy_file(tmp_path / "nothing.toml")
    assert (missing.file, missing.field) == ("nothing.toml", "")


def test_the_example_in_the_docs_is_a_sound_policy(write):
    page = (Path(__file__).parents[2] / "docs" / "policies.md").read_text(encoding="utf-8")
    example = page.split("```toml\n")[1].split("```")[0]
    assert load_policies(write(example, name="our-rules.toml")).broken == ()


def test_the_docs_name_every_field_and_fact():
    page = (Path(__file__).parents[2] / "docs" / "policies.md").read_text(encoding="utf-8")
    names = [*Policy.model_fields, *Question.model_fields, *Condition.model_fields, *FINDINGS_AGAINST]
    assert [name for name in names if name not in page] == []
