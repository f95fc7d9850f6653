"""What people are asked about a typical story: the golden table of docs/policies.md.

The organisation's sheet and the place are answered, the letters were made, signed and confirmed here, and all
that the program looks at is right. What a question asks two people counts twice.
"""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from basis_making import basis, crowd, in_crowd, stock
from dossier_making import (
    ADULT,
    CHILD,
    DAY,
    GUARDIAN,
    IMAGE,
    PERSON,
    PLAN_UNTIL,
    RELEASE,
    STORY,
    TODAY,
    answer,
    approval,
    assent,
    consent,
    dossier,
    draft,
    face,
    found_words,
    guardian,
    image,
    paper,
    part,
    plan,
    public_copy,
    record,
    refusal,
    story,
    words,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from consentkit.catalogue.policies import load_policies
from consentkit.catalogue.shipped import policies_folder
from consentkit.domain.bases import BasisKind, credits_named
from consentkit.domain.checklists import Reply, Standing
from consentkit.domain.consents import Naming
from consentkit.domain.gate.clearing import clear
from consentkit.domain.letters.forms import FormPurpose
from consentkit.domain.letters.printed import Printed
from consentkit.domain.pictures.captures import Capture
from consentkit.domain.pictures.images import Settlement
from consentkit.domain.pictures.redactions import Redaction
from consentkit.domain.questions.origins import Belonging, Origin, OriginKind, Origins
from consentkit.domain.questions.scopes import ORGANISATION, QuestionScope
from consentkit.domain.roles import Role
from consentkit.domain.settings import TEXT_DETECTORS
from consentkit.domain.values import Channel, digest_of
from consentkit.domain.words.beside import text_beside
from consentkit.domain.words.settlements import WordSettlement

NOTE, UNIAP = load_policies(policies_folder()).policies
DOCS = Path(__file__).parents[2] / "docs" / "policies.md"

CLAUSES = ("L02", "L03", "L05", "L08", "L11", "L16", "L23", "L24", "L25")
LETTER = paper(
    FormPurpose.CONSENT,
    "L24.yes",
    "L25.given",
    "L04.photo",
    "L04.words",
    "L08.website",
    printed=Printed(boxes=("L24.yes",), languages=("th",), clauses=CLAUSES),
    release=RELEASE,
)
COVERED = face(id="F-0000-0001", settlement=Settlement.REDACTED, contributor=None)


def _origin(code, kind, **changes):
    fields = {
        "id": code, "kind": kind, "owner": "officer-1", "recorded_by": "officer-1",
        "recorded_at": datetime(2026, 11, 20, tzinfo=UTC),
    }  # fmt: skip
    return Origin.model_validate(fields | changes)


VISIT = _origin("E-0000-0000", OriginKind.VISIT, first_on=TODAY, country="TH", notice="A board in Thai")
PHOTOGRAPHER = _origin("E-0000-0001", OriginKind.PHOTOGRAPHER, terms="As the people in them allow")


def _belongs(origin, thing):
    return Belonging(origin=origin.id, thing=thing, put_by="officer-1", put_at=origin.recorded_at)


OF_STORY = Origins(
    known=(VISIT, PHOTOGRAPHER), belongings=(_belongs(VISIT, STORY), _belongs(PHOTOGRAPHER, STORY))
)
"""The story is of one visit, and of one photographer."""


def _answered_before(*policies):
    """The organisation's sheet, the law of the place, the visit and the photographer, as they are kept."""
    abouts = {
        QuestionScope.ORGANISATION: ORGANISATION,
        QuestionScope.PLACE: "place TH",
        QuestionScope.GATHERING: VISIT.id,
        QuestionScope.SUPPLIER: PHOTOGRAPHER.id,
    }
    facts = {one.id: digest_of(one.facts_on(TODAY)) for one in OF_STORY.known}
    for policy, question in ((each, one) for each in policies or (NOTE,) for one in each.questions):
        if question.scope in abouts:
            role = next(iter(question.who))
            yield answer(
                question.id,
                policy=policy.id,
                about=abouts[question.scope],
                rests_on=facts.get(abouts[question.scope]),
                role=role,
                at=datetime(2026, 11, 20, tzinfo=UTC),
                evidence={"sentence": "A note says so.", "on": date(2026, 11, 20), "by": "officer-1"},
                evidence_file="f" * 64,
            )


OWNED = plan(owner="officer-1")
"""Somebody takes the story down where it goes."""


def _new(taken):
    """A picture as a camera took it this year, in which words were looked for."""
    capture = Capture(image=taken.image.id, year=TODAY.year, is_as_taken=True)
    scan = taken.image.scan.model_copy(update={"detectors": dict.fromkeys(TEXT_DETECTORS, "1")})
    seen = taken.image.model_copy(update={"scan": scan})
    return taken.model_copy(update={"capture": capture, "image": seen})


def _story(**changes):
    return dossier(
        **{
            "policies": (NOTE,),
            "answers": (),
            "shared": tuple(_answered_before()),
            "signed": (LETTER,),
            "plan": OWNED,
            "origins": OF_STORY,
            "images": (_new(record(face())),),
        }
        | changes
    )


_WORDLESS = story(contributors=(), draft=None)
NO_WORDS = {"story": _WORDLESS, "draft": None, "words": words(of=_WORDLESS)}


def _wordless(made):
    """A story without words of its own, of which the credits were searched."""
    searched = words(of=_WORDLESS, beside=text_beside((), credits_named(made.bases)))
    return made.model_copy(update=NO_WORDS | {"words": searched})


def _known_to_policy(made):
    """A story without contributors, with the Note's questions."""
    return made.model_copy(
        update={
            "policies": (NOTE,),
            "answers": (),
            "shared": tuple(_answered_before()),
            "plan": OWNED,
            "origins": OF_STORY,
            "images": tuple(_new(one) for one in made.images),
        }
    )


STORIES = {
    "An adult's words, with no picture": _story(images=(), words=words(compared=(PERSON,))),
    "An adult, one portrait": _story(words=words(compared=(PERSON,))),
    "A child with a guardian, in a picture of a group": _story(
        words=words(compared=(PERSON,)),
        contributors=(CHILD,),
        guardians=(guardian(),),
        assents=(assent(),),
        consents=(consent(given_by=GUARDIAN, scope__until=PLAN_UNTIL),),
        images=(_new(record(face(), COVERED)),),
    ),
    "A crowd at an event": _known_to_policy(crowd(**NO_WORDS)),
    "A partner's stock picture": _known_to_policy(
        _wordless(stock(credit="Posed by adults; photo: a shelter", is_adult=True))
    ),
}


def _asked(made):
    """Each answer that people give: the questions that are open, one with two viewers twice."""
    by_id = {question.id: question for question in NOTE.questions}
    for state in clear(made).questions:
        if state.standing is Standing.OPEN:
            yield from [by_id[state.question]] * (2 if by_id[state.question].needs_second_viewer else 1)


EVERY_STORY = "1.1b 1.1b 1.2a 1.2c 2.1c 2.3a 2.3b 4.3a"
OF_A_SURVIVOR = "1.1d 1.1e 1.2e 2.2a 2.2b 2.2c 2.2d"
OF_PICTURES = "1.1a 1.2d 3d"
ALWAYS = "1.1b 1.1b 1.2c 4.3a"
OF_STOCK = "4.2a 4.2b 4.2d"
ASKED = {
    "An adult's words, with no picture": f"{EVERY_STORY} {OF_A_SURVIVOR}",
    "An adult, one portrait": f"{EVERY_STORY} {OF_A_SURVIVOR} {OF_PICTURES}",
    "A child with a guardian, in a picture of a group": (
        f"{EVERY_STORY} {OF_A_SURVIVOR} {OF_PICTURES} 1.4b 1.4e 1.4f"
    ),
    "A crowd at an event": f"{ALWAYS} {OF_PICTURES}",
    "A partner's stock picture": f"{ALWAYS} {OF_PICTURES} {OF_STOCK}",
}


@pytest.mark.parametrize("name", STORIES)
def test_a_typical_story_asks_people_these_questions_and_no_other(name):
    assert [question.id for question in _asked(STORIES[name])] == sorted(ASKED[name].split(), key=_place)


def _place(question):
    return [one.id for one in NOTE.questions].index(question)


@pytest.mark.parametrize("name", STORIES)
def test_every_blocker_is_asked_of_people_answered_with_evidence_or_does_not_apply_with_the_fact(name):
    for state in clear(STORIES[name]).questions:
        if state.standing is Standing.OPEN:
            continue
        assert state.standing in {Standing.YES, Standing.DOES_NOT_APPLY}, state
        assert state.evidence or state.question in SHARED, state


SHARED = {question.id for question in NOTE.questions if question.scope is not QuestionScope.STORY}


@pytest.mark.parametrize("name", STORIES)
def test_the_golden_table_of_the_documents_is_what_the_program_asks(name):
    asked = list(_asked(STORIES[name]))
    of_safeguarding = sum(question.who == {Role.SAFEGUARDING} for question in asked)
    again = sum(question.scope in {QuestionScope.STORY, QuestionScope.IMAGE} for question in asked)
    assert f"| {name} | {len(asked)} | {of_safeguarding} | {again} |" in DOCS.read_text(encoding="utf-8")


def _with_both(made):
    """The same story, of which the questions of both policies are asked."""
    return made.model_copy(update={"policies": (NOTE, UNIAP), "shared": (*_answered_before(NOTE, UNIAP),)})


ONCE_A_PERSON = {q.id for q in UNIAP.questions if q.scope is QuestionScope.CONTRIBUTOR} - {"U3a"}
MORE_WITH_BOTH = {
    "An adult's words, with no picture": "U1d U3a U7a",
    "An adult, one portrait": "U1d U3a U7a",
    "A child with a guardian, in a picture of a group": "U1d U3a U7a",
    "A crowd at an event": "U1b U7a",
    "A partner's stock picture": "U1b U7a",
}


def _open(made):
    return [(s.policy, s.question) for s in clear(made).questions if s.standing is Standing.OPEN]


@pytest.mark.parametrize("name", STORIES)
def test_with_both_policies_a_typical_story_asks_at_most_three_questions_more(name):
    of_note, of_both = _open(STORIES[name]), _open(_with_both(STORIES[name]))
    more = [question for policy, question in of_both if policy == UNIAP.id]
    assert [one for one in of_both if one[0] == NOTE.id] == of_note
    assert [one for one in more if one not in ONCE_A_PERSON] == MORE_WITH_BOTH[name].split()
    assert len(MORE_WITH_BOTH[name].split()) <= 3
    row = f"| {name} | {len(MORE_WITH_BOTH[name].split())}: {MORE_WITH_BOTH[name]} |"
    assert row in DOCS.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", STORIES)
def test_what_uniap_asks_is_asked_answered_or_does_not_apply_with_what_shows_it(name):
    for state in clear(_with_both(STORIES[name])).questions:
        if state.policy == UNIAP.id and state.standing is not Standing.OPEN:
            assert state.standing is not Standing.FAILED, state
            assert state.evidence or state.answered_by, state


def _answers():
    return st.builds(
        answer,
        st.sampled_from([question.id for question in NOTE.questions]),
        st.sampled_from(Reply),
        policy=st.just(NOTE.id),
        by=st.sampled_from(["officer-1", "safeguarding-1", "manager-1"]),
        role=st.sampled_from([Role.OFFICER, Role.SAFEGUARDING, Role.MANAGER]),
        about=st.sampled_from([None, ORGANISATION, "place TH", PERSON]),
    )


_BASES = st.builds(basis, st.sampled_from(BasisKind), st.sampled_from([IMAGE, STORY]))
_RANDOM = st.builds(
    _story,
    contributors=st.sampled_from(
        [(), (ADULT,), (CHILD,), (ADULT.model_copy(update={"is_survivor": False}),)]
    ),
    consents=st.sampled_from([(), (consent(),), (refusal(),)]),
    signed=st.sampled_from([(), (LETTER,)]),
    images=st.sampled_from([(), (record(),), (record(face()),), (record(COVERED),), (record(in_crowd()),)]),
    bases=st.lists(_BASES, max_size=3).map(tuple),
    approvals=st.sampled_from([(), (approval(),)]),
    published_before=st.sampled_from([None, 0, 3]),
    shared=st.lists(_answers(), max_size=20).map(tuple),
    answers=st.lists(_answers().filter(lambda one: one.about is None), max_size=20).map(tuple),
)


def _check_grounds(made):
    """A yes is somebody's, or has its evidence; what does not apply says why; nothing else is settled."""
    said = {(one.question, one.by) for one in made.all_answers if one.reply is Reply.YES}
    for state in clear(made).questions:
        if state.standing is Standing.DOES_NOT_APPLY:
            assert state.evidence, state
        elif state.standing is Standing.YES:
            is_of_people = any((state.question, by) in said for by in state.answered_by)
            assert state.evidence or is_of_people or state.fact_holds, state


@given(made=_RANDOM)
@settings(max_examples=30)
def test_every_yes_rests_on_somebody_or_something(made):
    _check_grounds(made)


@pytest.mark.slow
@given(made=_RANDOM)
@settings(max_examples=1000)
def test_every_yes_of_a_thousand_stories_rests_on_somebody_or_something(made):
    _check_grounds(made)


@given(made=_RANDOM)
@settings(max_examples=20)
def test_taking_a_fact_away_opens_only_what_it_answered(made):
    before = {state.question: state for state in clear(made).questions}
    after = {state.question: state for state in clear(made.model_copy(update={"signed": ()})).questions}
    changed = {question for question, state in before.items() if state != after[question]}
    by_letter = {question for question, state in before.items() if str(state.evidence).startswith("('letter")}
    of_recipients = {"2.4d", "4.4a"}
    assert changed <= by_letter | of_recipients


def test_a_basis_that_is_doubted_opens_all_that_it_spared_people():
    made = STORIES["A crowd at an event"]
    spared = {state.question for state in clear(made).questions if "consent: no" in state.evidence}
    by_fact = {q.id for q in NOTE.questions if q.answered_by and q.answered_by.fact}
    doubted = tuple(one.model_copy(update={"notice": None}) for one in made.bases)
    after = clear(made.model_copy(update={"bases": doubted})).questions
    assert {state.question for state in after if "consent: no" in state.evidence} == set()
    opened = {state.question for state in after if state.standing is Standing.OPEN}
    # That nobody is named by what was done to them is known of the words themselves.
    assert spared - by_fact - ABOUT_IT - {"2.3c"} <= opened, "of the visit it was answered"
    assert "1.3a" in opened


WORDS_ALONE = {"images": (), "words": words(compared=(PERSON,))}
_NAME = {"settlement": WordSettlement.FALSE_HIT, "why": "A name of a shop."}
UNSEEN = {
    "1.2b": (
        {"images": ()},
        {"words": words(compared=(PERSON,)), "images": (record(face()),)},
        {"words": words(compared=(PERSON,)), "images": (_new(record(face(settlement=Settlement.OPEN))),)},
        {"words": words(compared=(PERSON,)), "images": (_new(record(image=image(viewed_by=None))),)},
        WORDS_ALONE | {"draft": draft(part())},
        WORDS_ALONE | {"words": words(compared=("C-0000-0009",))},
        WORDS_ALONE | {"words": words(found_words(), compared=(PERSON,))},
        WORDS_ALONE | {"words": words(found_words(whose=(PERSON,), **_NAME), compared=(PERSON,))},
        WORDS_ALONE
        | {
            "words": words(
                found_words(settlement=WordSettlement.AGREED, named_as=Naming.FIRST_NAME), compared=(PERSON,)
            )
        },
    ),
    "2.2e": ({"plan": plan()}, {"plan": plan(owner="nobody-7")}),
    "4.3b": (
        {"images": (record(face()),)},
        {"images": (_new(record()).model_copy(update={"copy_made": None}),)},
        {
            "images": (
                _new(record(COVERED, copy_made=public_copy((COVERED,), methods=(Redaction(method="blur"),)))),
            )
        },
        {"images": (record(capture=Capture(image=IMAGE, year=TODAY.year)),)},
    ),
    "4.3d": tuple(
        {"images": (record(capture=Capture(image=IMAGE, year=year, is_as_taken=True)),)}
        for year in (None, TODAY.year - 1, TODAY.year + 1)
    ),
}
"""What leaves one of them unknown: then a person is asked."""


def test_a_word_that_is_no_name_and_an_agreed_alias_leave_real_names_out():
    for said in (_NAME, {"settlement": WordSettlement.AGREED, "named_as": Naming.ALIAS}):
        told = WORDS_ALONE | {"words": words(found_words(**said), compared=(PERSON,))}
        assert "1.2b" not in {one.id for one in _asked(_story(**told))}


@pytest.mark.parametrize("question", UNSEEN)
def test_what_is_not_seen_in_the_records_is_asked_of_people(question):
    for changes in UNSEEN[question]:
        assert question in {one.id for one in _asked(_story(**changes))}, changes


@pytest.mark.parametrize(
    ("thing", "years", "file", "is_asked"),
    [
        (IMAGE, (2026,), None, False),
        ("B-0000-0000", (2026,), None, False),
        (IMAGE, (2025,), None, True),
        (IMAGE, (2026, 2025), None, True),
        (IMAGE, (2026,), 2016, True),
        (IMAGE, (2016,), 2026, False),
        (STORY, (2026,), None, True),
    ],
)
def test_the_year_of_its_gathering_tells_of_a_picture_whose_file_has_none(thing, years, file, is_asked):
    shoots = [
        _origin(f"E-0000-00{year}"[:11], OriginKind.SHOOT, first_on=date(year, 5, 4), country="TH")
        for year in years
    ]
    held = Origins(
        known=(*OF_STORY.known, *shoots),
        belongings=(*OF_STORY.belongings, *(_belongs(one, thing) for one in shoots)),
    )
    images = (record(capture=Capture(image=IMAGE, year=file, is_as_taken=True)),)
    made = _story(images=images, origins=held, bases=(basis(BasisKind.LICENCE),))
    assert ("4.3d" in {one.id for one in _asked(made)}) == is_asked


def test_an_older_picture_whose_credit_says_its_year_does_not_look_new():
    old = {"images": (record(capture=Capture(image=IMAGE, year=2016, is_as_taken=True)),)}
    said = basis(BasisKind.LICENCE, credit="Photo from 2016: an agency")
    assert "4.3d" not in {one.id for one in _asked(_story(bases=(said,), **old))}


def test_a_partners_picture_is_asked_about_where_its_proof_or_its_credit_does_not_say_it():
    def asked(**changes):
        made = _wordless(stock(**{"credit": "A shelter", "is_adult": True} | changes))
        return {one.id for one in _asked(_known_to_policy(made))} & {"2.3d", "4.2c"}

    assert asked() == set()
    assert asked(credit=" ") == {"2.3d"}
    assert asked(is_adult=False) == {"4.2c"}
    assert asked(contact="") == {"2.3d", "4.2c"}, "the gate doubts it"


ABOUT_IT = {"1.3e", "2.4c", "4.4a"}


def _asked_of(origins, on=TODAY, **changes):
    made = _story(origins=origins, on=on, **changes)
    return {question.id for question in _asked(made)} & ABOUT_IT


def test_what_was_answered_of_a_visit_and_a_photographer_is_asked_of_no_story_of_theirs_again():
    assert _asked_of(OF_STORY) == set()
    assert _asked_of(Origins()) == ABOUT_IT
    moved = VISIT.model_copy(update={"country": "KH"})
    assert _asked_of(OF_STORY.model_copy(update={"known": (moved, PHOTOGRAPHER)})) == {"1.3e", "2.4c"}
    owned = VISIT.model_copy(update={"owner": "officer-2", "contact": "desk-3"})
    assert _asked_of(OF_STORY.model_copy(update={"known": (owned, PHOTOGRAPHER)})) == set()
    ended = PHOTOGRAPHER.model_copy(update={"until": TODAY})
    answered = (*_answered_before(), answer("4.4a", policy=NOTE.id, about=ended.id, role=Role.MANAGER,
                                            rests_on=digest_of(ended.facts_on(TODAY))))  # fmt: skip
    terms = OF_STORY.model_copy(update={"known": (VISIT, ended)})
    assert _asked_of(terms, shared=answered) == set()
    assert _asked_of(terms, TODAY + DAY, shared=answered) == {"4.4a"}, "the terms ended"


def test_what_belongs_to_no_visit_and_to_no_photographer_is_asked_of_the_story():
    held = tuple(_belongs(one, IMAGE) for one in OF_STORY.known)
    of_picture = Origins(known=OF_STORY.known, belongings=held)
    assert _asked_of(of_picture) == {"1.3e", "2.4c"}, "its words are of no visit"
    silent = {"story": story(draft=None), "draft": None}
    assert _asked_of(of_picture, **silent) == set()
    two = (_new(record(face())), _new(record(image=image(id="I-0000-0001"))))
    assert _asked_of(of_picture, images=two, **silent) == ABOUT_IT, "the other picture is nobody's"


def test_who_passes_a_story_on_is_bound_to_the_same_terms_too():
    press = OWNED.model_copy(update={"channel": Channel.PRESS})
    assert "4.4a" in _asked_of(OF_STORY, plan=press, channel=Channel.PRESS)
    paper = _origin("E-0000-0002", OriginKind.MEDIA, terms="As agreed")
    held = Origins(known=(*OF_STORY.known, paper), belongings=(*OF_STORY.belongings, _belongs(paper, STORY)))
    assert "4.4a" in _asked_of(held, plan=press, channel=Channel.PRESS), "nobody said it of the paper"
    said = answer("4.4a", policy=NOTE.id, about=paper.id, role=Role.MANAGER,
                  rests_on=digest_of(paper.facts_on(TODAY)))  # fmt: skip
    answered = (*_answered_before(), said)
    assert "4.4a" not in _asked_of(held, plan=press, channel=Channel.PRESS, shared=answered)


def test_an_answer_about_a_picture_is_only_that_pictures_and_holds_for_its_bytes_alone():
    def asked(**changes):
        return {one.id for one in _asked(_story(**changes))} & {"1.1a", "1.2d", "3d"}

    said = [
        answer(one, policy=NOTE.id, about=IMAGE, rests_on="image-digest", revision=1)
        for one in ("1.1a", "1.2d", "3d")
    ]
    answered = (*_answered_before(), *said)
    assert asked(shared=answered) == set()
    assert asked(shared=answered, story=story(revision=9)) == set(), "only words were edited"
    other = record(image=image(digest="other-bytes"))
    assert asked(shared=answered, images=(other,)) == {"1.1a", "1.2d", "3d"}
    second = record(image=image(id="I-0000-0001"))
    assert asked(shared=answered, images=(record(face()), second)) == {"1.1a", "1.2d", "3d"}


def test_a_yes_of_before_about_all_pictures_of_a_story_counts_until_the_story_changes():
    said = tuple(answer(one, policy=NOTE.id, revision=3) for one in ("1.1a", "1.2d", "3d"))
    for revision, asked in ((3, set()), (4, {"1.1a", "1.2d", "3d"})):
        made = _story(answers=said, story=story(revision=revision))
        assert {one.id for one in _asked(made)} & {"1.1a", "1.2d", "3d"} == asked
