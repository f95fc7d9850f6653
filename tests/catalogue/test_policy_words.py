"""Words of policies in other languages: shown where they fit, marked where not, and no policy changes."""

import re
import unicodedata
from pathlib import Path

import pytest

from consentkit.catalogue.policies import check_policy_file, load_policies, words_of_policies
from consentkit.catalogue.policy_words import is_draft, words_in
from consentkit.catalogue.shipped import policies_folder
from consentkit.domain.gate.clearances import ReasonCode, finding
from consentkit.domain.questions.words import made_for, wording_of
from consentkit.pages.checks.practice import practice_questions
from consentkit.pages.checks.words import heading_line, question_lines, text_of
from consentkit.wording import sentence_of
from consentkit.wording.languages import LANGUAGES, use_language
from consentkit.wording.policies import draft_lines, policy_words

TEXT = "Is the first thing well?"
WORDS = """\
policy = "own-rules"
language = "th"
version = 1
status = "draft"

[[principles]]
id = "1.2"
made_for = "{heading}"
title = "ส่วนแรก"

[[questions]]
id = "1.2a"
made_for = "{question}"
text = "สิ่งแรกดีหรือไม่?"
why = "เพราะสำคัญต่อเจ้าของเรื่อง"
"""


@pytest.fixture
def thai(sound, write):
    """The words of the sound policy's first question in Thai, made for its wording of today."""
    (policy,) = load_policies(write(sound)).policies
    question = policy.questions[0]
    return WORDS.format(heading=made_for("The first part"), question=made_for(*wording_of(question)))


@pytest.fixture
def shown(write):
    """Write the policy and its words, and return what a reader of the language sees of an English text."""

    def look(policy, words, text=TEXT, language="th"):
        folder = write(policy)
        write(words, name="own-rules.th.toml")
        (read,) = load_policies(folder).policies
        use_language(language)
        return policy_words(read, text)

    yield look
    use_language("en")


def test_words_that_fit_are_shown_in_the_readers_language_and_said_to_be_a_draft(shown, sound, thai):
    assert shown(sound, thai) == "สิ่งแรกดีหรือไม่?"
    assert shown(sound, thai, "The first part") == "ส่วนแรก"
    assert is_draft("th", "own-rules")
    shown(sound, thai.replace("draft", "reviewed"))
    assert not is_draft("th", "own-rules")


def test_a_draft_is_said_in_its_own_language_alone(shown, sound, thai, write):
    shown(sound, thai)
    (policy,) = load_policies(write(sound)).policies
    assert len(draft_lines(policy)) == 1
    use_language("en")
    assert draft_lines(policy) == ()
    use_language("lo")
    assert draft_lines(policy) == ()


@pytest.mark.parametrize(
    "text",
    ["Is the second thing well?", "Draft: this. Better: that.", "Our own rules"],
    ids=lambda one: one[:12],
)
def test_what_is_missing_is_english_with_a_mark(shown, sound, thai, text):
    assert shown(sound, thai, text) == f"‹en› {text}"
    assert shown(sound, thai, text, language="en") == text
    assert shown(sound, thai, text, language="km") == f"‹en› {text}"


@pytest.mark.parametrize(
    "changed",
    {
        "another text": (TEXT, "Is the first thing good?"),
        "another reason": ("it matters to the person", "it matters to them all"),
        "evidence is asked for": ('who = ["officer"]', 'who = ["officer"]\nevidence = "A note of it"'),
    }.values(),
)
def test_words_for_an_older_wording_of_a_question_are_not_shown(shown, sound, thai, changed, tmp_path):
    policy = sound.replace(*changed, 1)
    text = changed[1] if changed[0] == TEXT else TEXT
    assert shown(policy, thai, text) == f"‹en› {text}"
    (told,) = check_policy_file(tmp_path / "own" / "own-rules.th.toml")
    assert told.field == "question 1.2a: made_for"
    (today,) = re.findall(r'made_for = "([0-9a-f]{16})"', told.problem)
    assert shown(policy, re.sub('[0-9a-f]{16}(?="\ntext)', today, thai), text) == "สิ่งแรกดีหรือไม่?"


BROKEN = {
    "no TOML": ("version = 1", "version 1", ""),
    "an unknown field": ("version = 1", "version = 1\nmore = 1", "more"),
    "a character that steers": ("ส่วนแรก", "ส่วน\\u001b[2J", "principles[0].title"),
    "another policy": ('"own-rules"', '"own-ways"', "policy"),
    "a question that is not there": ('id = "1.2a"', 'id = "1.9a"', "question 1.9a"),
    "no digest": ('id = "1.2a"\nmade_for', 'id = "1.2a"\nfor', "questions[0].made_for"),
    "evidence where none is": ("why =", 'evidence = "ว่าใครดู"\nwhy =', "question 1.2a: evidence"),
}


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_told_and_changes_no_policy(shown, sound, thai, change, tmp_path):
    before, after, field = change
    seen = shown(sound, thai.replace(before, after, 1))
    assert seen in {f"‹en› {TEXT}", "สิ่งแรกดีหรือไม่?"}
    folder = tmp_path / "own"
    alone = load_policies(policies_folder(), folder)
    assert alone.broken == ()
    _, faults = words_of_policies(folder)
    assert field in [one.field for one in faults]
    assert {one.file for one in faults} == {"own-rules.th.toml"}
    assert faults == check_policy_file(folder / "own-rules.th.toml")
    (folder / "own-rules.th.toml").unlink()
    assert load_policies(policies_folder(), folder) == alone


def test_words_that_lie_beside_another_folders_policy_are_told_and_not_shown(write, thai):
    words = thai.replace("own-rules", "uniap-2008")
    folder = write(words, name="uniap-2008.th.toml")
    (told,) = words_of_policies(folder)[1]
    assert "not in this folder" in told.problem
    load_policies(policies_folder(), folder)
    assert words_in("th", "uniap-2008", TEXT) is None


def test_words_that_stand_twice_are_told(write, sound, thai):
    write(sound)
    folder = write(thai + thai[thai.index("[[questions]]") :], name="own-rules.th.toml")
    assert [one.field for one in words_of_policies(folder)[1]] == ["question 1.2a"]


def test_questions_without_all_their_words_are_counted(write, sound, thai):
    write(sound)
    folder = write(thai, name="own-rules.th.toml")
    (covered,) = words_of_policies(folder)[0]
    assert (covered.language, covered.missing, covered.questions) == ("th", 2, 2)


def test_words_of_a_policy_in_another_language_can_be_english(write, sound, thai):
    write(sound.replace("version = 1", 'version = 1\nlanguage = "th"'))
    folder = write(thai.replace('"th"', '"en"').replace("สิ่งแรกดีหรือไม่?", "Good?"), name="own-rules.en.toml")
    (policy,) = load_policies(folder).policies
    assert policy_words(policy, TEXT) == "Good?"
    assert policy_words(policy, "Our own rules") == "‹th› Our own rules"


def test_the_example_in_the_docs_is_sound_once_it_names_what_the_check_tells(write):
    docs = (Path(__file__).parents[2] / "docs" / "policies.md").read_text(encoding="utf-8")
    policy, words = (
        next(block for block in re.findall(r"```toml\n(.*?)```", docs, re.DOTALL) if block.startswith(begin))
        for begin in ('id = "our-rules"', 'policy = "our-rules"')
    )
    write(policy, name="our-rules.toml")
    path = write(words.replace("…", "0" * 16), name="our-rules.th.toml") / "our-rules.th.toml"
    told = check_policy_file(path)
    assert [one.field for one in told] == [
        f"{of}: made_for" for of in ("heading", "principle 1", "question 1a")
    ]
    for one in told:
        today = re.search('made_for = "(.*?)"', one.problem)[1]
        words = words.replace('"…"', f'"{today}"', 1)
    write(words, name=path.name)
    assert check_policy_file(path) == ()


# Of each language its script, how short and how long its words may be beside the English, and what of Latin
# letters may stand in them.
SCRIPTS = {"th": "THAI", "lo": "LAO", "km": "KHMER", "my": "MYANMAR", "zh": "CJK", "vi": "LATIN"}
LENGTHS = {"zh": (0.1, 0.8)}
LATIN = {"AI", "SK", "F", "C", "M", "N", "TY", "UNIAP", "BNP", "Paribas", "Freedom", "Collaborative"}
VIETNAMESE = re.compile(
    "[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE
)
TRANSLATED = sorted(path for path in policies_folder().glob("*.*.toml"))


@pytest.mark.parametrize("path", TRANSLATED, ids=lambda path: path.stem)
def test_shipped_words_are_whole_in_their_own_script_and_of_a_sane_length(path):
    assert check_policy_file(path) == ()
    id_, code = path.stem.split(".")
    (policy,) = (one for one in load_policies(policies_folder()).policies if one.id == id_)
    english = [policy.title, policy.source, *(one.title for one in policy.principles)]
    english += [words for one in policy.questions for words in wording_of(one) if words]
    odd = [one for one in english if not _is_sane(code, one, words_in(code, id_, one) or "")]
    assert odd == []


def _is_sane(code, english, words):
    least, most = LENGTHS.get(code, (0.4, 2.2))
    latin = set(re.findall("[A-Za-z]+", words)) - LATIN
    own = re.sub("[A-Za-z]+", lambda one: "" if one[0] in LATIN else one[0], words)
    named = [unicodedata.name(letter, "") for letter in own if letter.isalpha()]
    return (
        len(english) * least <= len(words) <= len(english) * most + 20
        and sum(one.startswith(SCRIPTS[code]) for one in named) > len(named) * 0.7
        and (bool(VIETNAMESE.search(words)) if code == "vi" else not latin)
        and not re.search(r"TODO|XXX|[{}<>]|\.\.\.|\b(the|and|of|was|with|not)\b", words)
        and words != english
    )


def test_every_shipped_policy_is_there_in_every_language_of_the_interface():
    covered, faults = words_of_policies(policies_folder())
    assert faults == ()
    ids = [one.id for one in load_policies(policies_folder()).policies]
    there = {(one.policy, one.language) for one in covered}
    assert there == {(id_, code) for id_ in ids for code in LANGUAGES if code != "en"}
    assert {one.missing for one in covered} == {0}


def test_a_reason_names_its_question_in_the_readers_language_or_marked(thai_reader):
    (note, *_) = load_policies(policies_folder()).policies
    question = note.questions[0]
    reason = finding(ReasonCode.QUESTION_OPEN, f"{note.id}/{question.id}", question=question.text, because=())
    assert words_in("th", note.id, question.text) in sentence_of(reason)
    changed = finding(ReasonCode.QUESTION_OPEN, f"{note.id}/{question.id}", question="Is it so?", because=())
    assert "‹en› Is it so?" in sentence_of(changed)


def test_a_questions_page_and_its_form_say_once_that_their_words_are_a_draft(thai_reader):
    for policy in load_policies(policies_folder()).policies:
        for asked in practice_questions(policy):
            page = [heading_line(asked), text_of(asked), *question_lines(asked)]
            assert page.count(*draft_lines(policy)) == 1
            assert "‹en›" not in "".join(page)


@pytest.fixture
def thai_reader():
    use_language("th")
    yield
    use_language("en")
