"""Gatherings and suppliers: recorded, corrected, and answered once for all that belongs to them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from asking_again import Listening

from consentkit.domain.checklists import Reply, Standing
from consentkit.domain.errors import InvalidInput, NotFound, Refused
from consentkit.domain.gate.reopenings import Agreement
from consentkit.domain.questions.origins import OriginKind
from consentkit.domain.values import Channel
from consentkit.usecases.checks.checklists import answer_question, list_questions
from consentkit.usecases.checks.evidence import NewEvidence
from consentkit.usecases.stories.origins import (
    NewOrigin,
    list_origins,
    origins_in,
    put_in_origin,
    record_origin,
    show_origin,
    take_out_of_origin,
)
from consentkit.usecases.stories.stories import add_story, put_contributor

NOTE = "guidance-note-2016"
DELETED = NewEvidence(
    sentence="Eleven of twelve are deleted from the phone and the chat.", on=date(2026, 11, 20)
)


@pytest.fixture
def workspace_folder(words_folder):
    return words_folder


def visit(words, **changes):
    return NewOrigin(**{"kind": OriginKind.VISIT, "first_on": words.officer.today, "country": "TH"} | changes)


def is_open(words, story, question="2.4c"):
    asked = list_questions(words.officer, story, Channel.WEBSITE)
    return next(one.state.standing for one in asked if one.question.id == question) is Standing.OPEN


def test_a_visit_is_answered_once_for_all_of_its_stories(words):
    made = record_origin(words.officer, visit(words))
    stories = [add_story(words.officer, title).id for title in ("One", "Two")]
    for story in stories:
        put_contributor(words.officer, story, words.person)
    put_in_origin(words.officer, made.id, stories)
    assert [is_open(words, story) for story in stories] == [True, True]
    answer_question(words.officer, stories[0], NOTE, "2.4c", reply=Reply.YES, shown=DELETED)
    assert [is_open(words, story) for story in stories] == [False, False]
    take_out_of_origin(words.officer, made.id, [stories[1]])
    assert [is_open(words, story) for story in stories] == [False, True]
    record_origin(words.officer, visit(words, country="KH"), instead_of=made)
    assert [is_open(words, story) for story in stories] == [True, True]


def test_who_corrects_a_visit_is_told_first_what_is_asked_again_in_each_story_of_it(words):
    made = record_origin(words.officer, visit(words))
    # The whole of one, somebody in another, and one that has nothing of it.
    first, second, _third = (add_story(words.officer, title).id for title in ("One", "Two", "Three"))
    put_contributor(words.officer, second, words.person)
    put_in_origin(words.officer, made.id, [first, words.person])
    answer_question(words.officer, first, NOTE, "2.4c", reply=Reply.YES, shown=DELETED)
    untold = replace(words.officer, agreement=Agreement())
    with pytest.raises(Refused, match="reopens"):
        record_origin(untold, visit(words, country="KH"), instead_of=made)
    assert list_origins(words.officer) == (made,)
    told = Listening()
    asking = replace(words.officer, agreement=told)
    named = record_origin(asking, visit(words, owner="manager-1"), instead_of=made)
    assert told.stories == set(), "who is in charge of it asks nothing again"
    record_origin(asking, visit(words, country="KH"), instead_of=named)
    assert (told.stories, told.answers) == ({first, second, words.story}, {f"{NOTE} 2.4c"})


def test_a_no_about_a_visit_refuses_every_story_of_it(words):
    made = record_origin(words.officer, visit(words))
    put_in_origin(words.officer, made.id, [words.story])
    other = add_story(words.officer, "Another").id
    put_in_origin(words.officer, made.id, [other])
    answer_question(words.officer, other, NOTE, "2.4c", reply=Reply.NO)
    assert not words.clear().is_allowed


def test_what_belongs_to_it_is_told_and_taken_out(words):
    made = record_origin(words.officer, visit(words, notice="A board in Thai"))
    assert list_origins(words.officer) == (made,)
    held = put_in_origin(words.officer, made.id, [words.story, words.person, words.story])
    assert [one.thing for one in held] == [words.story, words.person]
    assert show_origin(words.officer, made.id) == (made, held)
    assert origins_in(words.officer, words.story).known == (made,)
    assert take_out_of_origin(words.officer, made.id, [words.story, words.person]) == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"country": None}, "origin-incomplete"),
        ({"first_on": None}, "origin-incomplete"),
        ({"country": "the old market"}, "place-malformed"),
        ({"kind": OriginKind.AGENCY}, "origin-incomplete"),
        ({"last_on": -1}, "ends-before-it-begins"),
        ({"last_on": 1}, "day-not-come"),
        ({"kind": OriginKind.MEDIA, "terms": "As agreed", "until": 40_000}, "day-far-off"),
    ],
)
def test_what_it_needs_is_asked_for(words, nothing_kept, changes, code):
    days = {name: words.officer.today + timedelta(days=value)
            for name, value in changes.items() if isinstance(value, int)}  # fmt: skip
    with nothing_kept(InvalidInput, code):
        record_origin(words.officer, visit(words, **changes | days))


def test_nobody_is_in_charge_and_nothing_belongs_that_is_not_there(words, nothing_kept):
    with nothing_kept(NotFound, "actor-unknown"):
        record_origin(words.officer, visit(words, owner="nobody-9"))
    made = record_origin(words.officer, visit(words))
    for thing in ("S-0000-0000", "K-0000-0000", "B-0000-0000", "C-0000-0000", "I-0000-0000"):
        with nothing_kept(NotFound, "record-unknown"):
            put_in_origin(words.officer, made.id, [words.story, thing])
    with nothing_kept(NotFound, "record-unknown"):
        take_out_of_origin(words.officer, made.id, [words.story])
