"""Every shipped policy file is a test case, for its shape and for its words."""

import re
from collections import Counter

import pytest

from consentkit.catalogue.policies import check_policy_file, load_policies
from consentkit.catalogue.policy_words import holds_words
from consentkit.catalogue.shipped import policies_folder
from consentkit.domain.checklists import Severity
from consentkit.domain.questions.answering import fact_of
from consentkit.domain.questions.conditions import Condition
from consentkit.domain.questions.scopes import Grounds, QuestionScope
from consentkit.domain.questions.sources import FactName, Source
from consentkit.domain.roles import Role

FILES = sorted(one for one in policies_folder().glob("*.toml") if not holds_words(one))
CATALOGUE = load_policies(policies_folder())
POLICIES = {policy.id: policy for policy in CATALOGUE.policies}
QUESTIONS = [
    pytest.param(question, id=f"{policy.id}-{question.id}")
    for policy in CATALOGUE.policies
    for question in policy.questions
]

WHO = {"O": Role.OFFICER, "M": Role.MANAGER, "S": Role.SAFEGUARDING}
SEVERITIES = {"B": Severity.BLOCKER, "J": Severity.JUSTIFY, "A": Severity.ADVICE}

# One row a principle: each question's letter, its severity, and who answers (Y: the program alone).
GUIDANCE_NOTE = {
    "1.1": "a:B:O b:B:OS c:J:O d:J:O e:J:O",
    "1.2": "a:J:O b:B:S c:B:O d:B:O e:J:S f:B:Y",
    "1.3": "a:B:O b:B:O c:B:O d:A:O e:J:M f:J:O",
    "1.4": "a:B:O b:B:S c:B:O d:B:S e:B:S f:B:O g:B:O",
    "2.1": "a:A:M b:J:M c:J:O",
    "2.2": "a:B:S b:B:S c:B:S d:B:S e:J:M",
    "2.3": "a:B:O b:J:O c:B:O d:B:O",
    "2.4": "a:B:Y b:B:Y c:J:O d:J:O",
    "3": "a:B:O b:B:O c:B:Y d:B:O e:B:O f:B:M",
    "4.1": "a:B:O b:B:O c:B:Y d:B:O e:B:O f:J:O g:J:M",
    "4.2": "a:B:O b:B:O c:B:O d:B:O e:B:Y",
    "4.3": "a:B:O b:J:O c:J:O d:B:O",
    "4.4": "a:J:M b:J:O c:B:M d:A:M",
}

# What a yes of a person, or the program's own, needs beside it.
FACTS = {
    "1.2f": FactName.COPIES_CARRY_NO_METADATA,
    "1.4b": FactName.CHILD_FACES_COVERED,
    "2.4a": FactName.END_WITHIN_CAP,
    "2.4b": FactName.CONSENT_HOLDS_THROUGHOUT,
    "3c": FactName.REDACTION_PROVED,
    "4.1a": FactName.LANGUAGE_MATCHES,
    "4.1c": FactName.USE_WITHIN_SCOPE,
    "4.2e": FactName.NOBODY_IS_VICTIM_IS_TRUE,
}

# What answers instead of a person: of these 11 + 7 questions a person is asked only where it does not hold.
ANSWERED_BY_FACTS = {
    "1.2b": FactName.REAL_NAMES_LEFT_OUT,
    "2.2e": FactName.USE_HAS_OWNER,
    "2.3d": FactName.OTHERS_ARE_NAMED,
    "4.2c": FactName.ADULTS_BY_PROOF,
    "4.3b": FactName.EDITS_ARE_OURS,
    "4.3d": FactName.PICTURES_ARE_NEW,
    "1.3c": FactName.DRAFT_APPROVED,
    "1.3f": FactName.TIME_TO_REFLECT,
    "1.4a": FactName.AGE_HAS_BASIS,
    "1.4c": FactName.ASSENT_AND_GUARDIAN,
    "1.4d": FactName.GUARDIAN_FREE_OF_CONFLICT,
    "1.4g": FactName.ASKED_AGAIN_WHEN_GROWN,
    "2.1b": FactName.NOT_PUBLISHED_BEFORE,
    "3a": FactName.FACES_SETTLED,
    "3b": FactName.SCAN_DECIDED_AND_VIEWED,
    "4.1e": FactName.RELEASE_KEPT,
    "4.1f": FactName.CONSENT_IS_FRESH,
}
ANSWERED_BY_LETTERS = {
    "1.3a": Source(clauses=("L05",)),
    "1.3b": Source(clauses=("L03",)),
    "1.3d": Source(clauses=("L25",), ticked=True),
    "4.1a": Source(clauses=("L02", "L08")),
    "4.1b": Source(clauses=("L23",)),
    "4.1d": Source(clauses=("L11",)),
}

GROUNDS = {
    "1.3f": Grounds.OWN_PRACTICE,
    "2.2b": Grounds.ALLIANCE_STANDARD,
    "2.4a": Grounds.ALLIANCE_STANDARD,
    "3c": Grounds.OWN_PRACTICE,
    "4.2d": Grounds.OWN_PRACTICE,
}

SCOPES = {
    (QuestionScope.IMAGE, None): "1.1a 1.2d 3d",
    (QuestionScope.GATHERING, 365): "1.3e 2.4c",
    (QuestionScope.SUPPLIER, 365): "4.4a",
    (QuestionScope.ORGANISATION, 365): "3f 4.4b 4.4d",
    (QuestionScope.ORGANISATION, 90): "2.1a 4.4c",
    (QuestionScope.CONTRIBUTOR, 14): "1.2e 2.2a 2.2b 2.2c 2.2d",
    (QuestionScope.PLACE, 365): "4.1g",
}

PROTECTED = (Condition(survivor=True), Condition(child=True))
CONDITIONS = {
    PROTECTED: "1.1d 1.1e 1.2e 2.2a 2.2b 2.2c 2.2d",
    (Condition(child=True),): "1.4b 1.4c 1.4d 1.4e 1.4f 1.4g",
    (Condition(declaration="model"),): "4.2b 4.2c",
    (Condition(has_people=True),): "1.1a 1.2d 3d",
    (Condition(source="other"),): "2.3d 4.2a 4.2d",
    (Condition(has_images=True),): "1.2f 3a 3b 3c 4.3b 4.3d",
    (Condition(has_images=True), Condition(recipients=True)): "4.4a",
    (Condition(recipients=True),): "2.4d",
    (Condition(harmful_words=True),): "1.1c",
    (Condition(findings=True, has_words=True), Condition(findings=True, source="consent")): "1.2b",
    (Condition(labels=True, source="consent"),): "2.3c",
    (Condition(has_words=True), Condition(source="consent")): "1.2a 2.1c 2.3a",
    (Condition(source="consent"),): "1.3a 1.3b 1.3c 1.3d 1.3e 1.3f 1.4a 2.1b 4.1a 4.1b 4.1d 4.1f",
    (Condition(language_differs=True),): "2.3b",
    (Condition(has_sound=True),): "3e",
    (Condition(has_numbers=True),): "4.3c",
}

NEVER_BY_THE_PROGRAM = "1.1a 1.1b 1.1d 1.1e 1.2d 1.2e 1.4b 1.4e 1.4f 2.2a 2.2b 2.2c 2.2d 3d"
"""Dignity, sexualisation, capacity, best interests, risk, and that nobody is in a picture."""

# What depends on words, pictures or captions, and so must be read again when they change.
REREAD = (
    "1.1b 1.1c 1.1d 1.1e 1.2a 1.2b 1.2c 1.2e 1.3c 1.4b 1.4f 2.1b 2.1c 2.3a "
    "2.3b 2.3c 2.3d 3a 3b 3e 4.2a 4.2b 4.2c 4.2d 4.3a 4.3b 4.3c 4.3d"
)


UNIAP = {
    "U1": "a:B:S b:J:O c:B:O d:J:S",
    "U2": "a:B:O b:B:O c:J:M d:B:S e:B:O",
    "U3": "a:B:S b:B:S c:B:O d:B:M e:B:O",
    "U4": "a:B:M b:B:M c:B:O d:J:O e:B:O",
    "U5": "a:B:O b:B:O c:J:O d:J:M",
    "U6": "a:B:S b:B:S c:A:O d:J:M",
    "U7": "a:J:O b:A:M c:J:O d:B:M",
}
UNIAP_ASKED_IN_THE_NOTE = {
    "U1a": "2.2a",
    "U1b": "1.1c 1.1d",
    "U2b": "3f 2.4c 1.2f",
    "U2d": "2.2a",
    "U3c": "4.1a 4.1b 4.1d",
    "U3d": "1.3e",
    "U3e": "1.3b",
    "U4a": "3f",
    "U4b": "3f",
    "U4c": "1.2b 1.2c 1.2d 3c 3e",
    "U4d": "2.4c",
    "U4e": "4.1a",
    "U6c": "1.3d",
    "U7d": "2.2e 4.4c",
}
UNIAP_SCOPES = {
    QuestionScope.ORGANISATION: "U4a U4b U5d U6a U6b U6d U7b",
    QuestionScope.CONTRIBUTOR: "U1a U1c U2a U2c U2d U2e U3a U3b U5a U5b U5c",
    QuestionScope.STORY: "U1b U1d U2b U3c U3d U3e U4c U4d U4e U6c U7a U7c U7d",
}


def guidance_note():
    return POLICIES["guidance-note-2016"]


def uniap():
    return POLICIES["uniap-2008"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_shipped_policy_has_no_fault(path):
    assert check_policy_file(path, policies_folder()) == ()


def test_all_shipped_policies_load_together():
    assert CATALOGUE.broken == ()
    assert sorted(POLICIES) == [path.stem for path in FILES]
    assert sorted(CATALOGUE.digests) == sorted(POLICIES)


@pytest.mark.parametrize("name", ["guidance-note-2016", "uniap-2008"])
def test_a_shipped_policy_has_every_question_with_its_severity_and_who(name):
    found = {
        q.id: (q.severity, q.who) for principle in POLICIES[name].principles for q in principle.questions
    }
    wanted = {}
    for principle, row in {"guidance-note-2016": GUIDANCE_NOTE, "uniap-2008": UNIAP}[name].items():
        for letter, severity, who in (cell.split(":") for cell in row.split()):
            wanted[principle + letter] = (SEVERITIES[severity], frozenset(WHO[w] for w in who if w != "Y"))
    assert found == wanted
    assert list(found) == list(wanted), "the order is the checklist's"


def test_the_guidance_note_rests_on_facts_where_the_program_knows():
    assert {q.id: q.fact for q in guidance_note().questions if q.fact} == FACTS


def test_facts_and_clauses_of_letters_answer_instead_of_people():
    found = {q.id: q.answered_by for q in guidance_note().questions if q.answered_by}
    by_facts = {i: Source(fact=fact) for i, fact in ANSWERED_BY_FACTS.items()}
    assert found == by_facts | ANSWERED_BY_LETTERS


def test_the_program_never_answers_what_only_people_can():
    asked = {q.id: q for q in guidance_note().questions}
    for one in NEVER_BY_THE_PROGRAM.split():
        assert asked[one].who, one
        assert asked[one].answered_by is None, one


def test_the_guidance_note_asks_some_questions_only_where_they_apply():
    found = {q.id: q.when for q in guidance_note().questions if q.when}
    assert found == {i: condition for condition, ids in CONDITIONS.items() for i in ids.split()}


def test_what_is_not_the_notes_own_says_on_what_it_rests():
    assert {q.id: q.grounds for q in guidance_note().questions if q.grounds is not Grounds.SOURCE} == GROUNDS


def test_the_guidance_note_asks_once_what_is_not_about_a_story():
    found = {
        q.id: (q.scope, q.valid_days)
        for q in guidance_note().questions
        if q.scope is not QuestionScope.STORY or q.valid_days
    }
    assert found == {i: scope for scope, ids in SCOPES.items() for i in ids.split()}


def test_the_guidance_note_asks_again_after_an_edit_what_the_edit_may_have_changed():
    assert [q.id for q in guidance_note().questions if q.reread_after_edit] == REREAD.split()


def test_what_the_note_asks_already_uniap_does_not_ask_again():
    found = {q.id: q.same_as for q in uniap().questions if q.same_as}
    assert {one.policy for one in found.values()} == {"guidance-note-2016"}
    assert {id_: " ".join(one.questions) for id_, one in found.items()} == UNIAP_ASKED_IN_THE_NOTE


def test_uniap_asks_most_once_for_the_organisation_or_the_person():
    for scope, ids in UNIAP_SCOPES.items():
        assert [q.id for q in uniap().questions if q.scope is scope] == ids.split(), scope


def test_uniap_rests_on_facts_and_letters_only_where_they_say_it_and_never_on_capacity_or_risk():
    found = {q.id: q.answered_by for q in uniap().questions if q.answered_by}
    assert found == {"U4e": Source(clauses=("L16",)), "U7c": Source(fact=FactName.NOT_PUBLISHED_BEFORE)}
    assert [q.id for q in uniap().questions if q.fact or not q.who] == []
    assert {q.id for q in uniap().questions if q.grounds is Grounds.OWN_PRACTICE} == {"U2d", "U5d", "U6a"}


def test_only_the_question_about_sexual_pictures_needs_two_viewers():
    assert [q.id for q in guidance_note().questions if q.needs_second_viewer] == ["1.1b"]


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES.keys())
def test_a_shipped_policy_says_that_its_words_are_ours_and_not_yet_reviewed(policy):
    assert policy.source.startswith("Our own wording")
    assert "not reproduced" in policy.source
    assert (policy.status, policy.reviewer) == ("unreviewed", "")
    assert (policy.caps.adult_years, policy.caps.child_years) == (3, 1)
    assert (policy.reflection_days, policy.fresh_days) == (1, 365)


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES.keys())
def test_a_policy_uses_each_fact_once(policy):
    counts = Counter(fact for fact in map(fact_of, policy.questions) if fact)
    assert [fact for fact, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES.keys())
def test_a_reviewed_policy_names_its_reviewer(policy):
    assert (policy.status == "reviewed") == bool(policy.reviewer)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_one_full_question(question):
    assert question.text[0].isupper()
    assert question.text.endswith("?")
    assert question.text.count("?") == 1
    assert len(question.text.split()) <= 30


@pytest.mark.parametrize("question", QUESTIONS)
def test_why_and_example_are_whole_sentences(question):
    assert re.search(r"[.?][”]?$|”\.?$", question.example), question.example
    assert question.why.endswith(".")
    assert len(sentences(question.why)) <= 2


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_sentences_of_why_are_short(question):
    assert [s for s in sentences(question.why) if len(s.split()) > 25] == []


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_words_are_calm_and_tidy(question):
    for words in (question.text, question.why, question.example, question.evidence or ""):
        assert "!" not in words
        assert "  " not in words
        assert "\n" not in words
        assert words.count("“") == words.count("”")


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_words_keep_to_the_house_words(question):
    words = f"{question.text} {question.why} {question.example} {question.evidence}".lower()
    unwanted = (
        r"\b(slave|slaves|slavery|prostitute|rescued girl|subject's|beneficiary|beneficiaries|innocent)\b"
    )
    assert re.search(unwanted, words) is None


@pytest.mark.parametrize("question", QUESTIONS)
def test_evidence_is_a_short_phrase(question):
    if question.evidence is not None:
        assert not question.evidence.endswith((".", "?"))
        assert len(question.evidence.split()) <= 15


def sentences(words):
    return [part for part in re.split(r"(?<=[.?])\s+", words) if part]
