"""The newest answer about a use binds; an answer about other uses leaves it standing; unknown means no."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consentkit.domain.consents import (
    Appearance,
    Asked,
    Audience,
    Consent,
    Medium,
    Naming,
    Scope,
    Use,
    Uses,
    narrower_appearance,
    narrower_naming,
)
from consentkit.domain.events import checked_body
from consentkit.domain.gate.clearances import ReasonCode as R
from consentkit.domain.gate.consent_rules import contributor_findings
from consentkit.domain.uses.apart import Apart, apart_of, uses_apart
from consentkit.domain.uses.changes import Answers, changes_of, is_taken_from
from consentkit.domain.uses.standing import Allowed, Denied, channels_bound_by, standing_of
from consentkit.domain.values import Channel, digest_of
from consentkit.wording import fact_in_words
from tests.domain.dossier_making import (
    ADULT,
    CONSENT_UNTIL,
    GIVEN_ON,
    TODAY,
    consent,
    dossier,
    plan,
    refusal,
    withdrawal,
)

W, S, P = Channel.WEBSITE, Channel.SOCIAL, Channel.PRINT
NAMED_ALONE = Asked()
DAY = timedelta(days=1)
STAFF = Audience.STAFF


def uses(*channels, media=(Medium.PHOTO,), audiences=(Audience.PUBLIC,), places=("TH",), **terms):
    return Uses(
        channels=frozenset(channels),
        media=frozenset(media),
        audiences=frozenset(audiences),
        places=frozenset(places),
        **terms,
    )


def answer(number, *every, asked=NAMED_ALONE, until=CONSENT_UNTIL, **changes):
    """The answer of that number, given on that day; of no uses: a no."""
    scope = Scope(uses=every, until=until) if every else None
    fields = {"id": f"K-000{number}-0000", "given_on": GIVEN_ON + number * DAY, "asked": asked}
    made = refusal() if scope is None else consent()
    return made.model_copy(update=fields | {"scope": scope} | changes)


def use(channel=W, audience=Audience.PUBLIC, place="TH", medium=Medium.PHOTO):
    return Use(channel, audience, place, medium)


SHOWN = {"appearance": Appearance.FACE_SHOWN}
HIDDEN = {"appearance": Appearance.FACE_HIDDEN}
LETTER = Asked(media=frozenset({Medium.PHOTO, Medium.WORDS}), channels=frozenset({W, S, P}))

FIRST = answer(1, uses(W, P, **SHOWN))


def what(answers, asked):
    """Which answers bind and how the face appears; `no`; or `None`: nothing speaks of it."""
    found = standing_of(answers, asked)
    if isinstance(found, Denied):
        return "no"
    return found and (*(int(one.id[5]) for one in found.answers), found.appearance.value)


@pytest.mark.parametrize(
    ("later", "asked", "expected"),
    [
        # adds: another channel, medium, country or audience leaves the first one standing
        (answer(2, uses(S, **HIDDEN)), use(S), (2, "face-hidden")),
        (answer(2, uses(S, **HIDDEN)), use(W), (1, "face-shown")),
        (answer(2, uses(W, media=(Medium.WORDS,), **HIDDEN)), use(W), (1, "face-shown")),
        (answer(2, uses(W, places=("KH",), **HIDDEN)), use(W), (1, "face-shown")),
        (answer(2, uses(W, audiences=(STAFF,), **HIDDEN)), use(W, audience=STAFF), (2, "face-hidden")),
        # narrows and renews: the newest about the same use
        (answer(2, uses(W, **HIDDEN)), use(W), (2, "face-hidden")),
        (answer(2, uses(W, **HIDDEN)), use(P), (1, "face-shown")),
        (answer(2, uses(W, **SHOWN)), use(W), (2, "face-shown")),
        # an unticked box is a no, whatever else stood; a box that is not printed asks nothing
        (answer(2, uses(W, **SHOWN), asked=LETTER), use(P), "no"),
        (answer(2, uses(W, **SHOWN), asked=LETTER), use(W), (2, "face-shown")),
        (answer(2, uses(W, **SHOWN), asked=LETTER), use(Channel.PRESS), None),
        (answer(2, uses(S, media=(Medium.WORDS,)), asked=LETTER), use(W), "no"),
        # for whom is said by where: what was ticked for the public alone is for nobody else
        (answer(2, uses(W), asked=LETTER), use(W, audience=Audience.DONORS), "no"),
        # a no is about everything
        (answer(2), use(W), "no"),
        # answers of before took the place of all the ones before them
        (answer(2, uses(S), asked=None), use(W), "no"),
        (answer(2, uses(S), asked=None), use(S), (2, "face-hidden")),
        # what reaches everybody, or every country, reaches those of whom a later answer says less
        (answer(2, uses(W, audiences=(Audience.DONORS,), **HIDDEN)), use(W), (1, 2, "face-hidden")),
        # unknown means no
        (answer(2, uses(S)), use(Channel.PRESS), None),
        (answer(2, uses(S)), use(W, place="KH"), None),
        (answer(2, uses(S)), use(W, medium=Medium.VOICE), None),
    ],
)  # fmt: skip
def test_what_stands_of_a_use_after_two_answers(later, asked, expected):
    assert what([FIRST, later], asked) == expected


def test_of_two_that_cover_the_same_use_the_narrower_wins():
    both = answer(
        1,
        uses(W, appearance=Appearance.FACE_SHOWN, naming=Naming.FULL_NAME),
        uses(W, appearance=Appearance.FACE_HIDDEN, naming=Naming.ALIAS),
    )
    found = standing_of([both], use())
    assert (found.appearance, found.naming) == (Appearance.FACE_HIDDEN, Naming.ALIAS)


def test_what_is_worldwide_is_narrowed_by_what_is_said_of_one_country():
    wide = answer(1, uses(W, places=("worldwide",), **SHOWN))
    one = answer(2, uses(W, places=("TH",), **HIDDEN), until=CONSENT_UNTIL - 9 * DAY)
    found = standing_of([wide, one], use(place="worldwide"))
    assert (found.answers, found.appearance, found.until) == (
        (wide, one),
        Appearance.FACE_HIDDEN,
        CONSENT_UNTIL - 9 * DAY,
    )
    assert what([wide, one], use(place="KH")) == (1, "face-shown")


def _told(changes):
    return {
        kind: [sorted(one.uses.channels) for one in getattr(changes, kind)]
        for kind in ("adds", "renews", "narrows", "ends", "leaves")
        if getattr(changes, kind)
    }


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (answer(2, uses(S)), {"adds": [["social"]], "leaves": [["print", "website"]]}),
        (answer(2, uses(W, **SHOWN)), {"renews": [["website"]], "leaves": [["print"]]}),
        (answer(2, uses(W, P, **SHOWN), until=CONSENT_UNTIL + DAY), {"renews": [["print", "website"]]}),
        (answer(2, uses(W, **HIDDEN)), {"narrows": [["website"]], "leaves": [["print"]]}),
        (answer(2, uses(W, **SHOWN), until=TODAY + DAY), {"narrows": [["website"]], "leaves": [["print"]]}),
        (
            answer(2, uses(W, appearance=Appearance.FACE_SHOWN, naming=Naming.ALIAS)),
            {"adds": [["website"]], "leaves": [["print"]]},
        ),
        (answer(2, uses(W, **SHOWN), asked=LETTER), {"renews": [["website"]], "ends": [["print"]]}),
        (
            answer(2, uses(P, **SHOWN), uses(S, **HIDDEN), asked=LETTER),
            {"renews": [["print"]], "adds": [["social"]], "ends": [["website"]]},
        ),
        (answer(2), {"ends": [["print", "website"]]}),
    ],
)  # fmt: skip
def test_what_an_answer_adds_renews_narrows_ends_and_leaves(later, expected):
    assert _told(changes_of(Answers((FIRST,)), later, TODAY)) == expected


def test_what_was_taken_back_or_ended_is_added_again():
    taken = Answers((FIRST,), (withdrawal(TODAY, W, of=FIRST.id),))
    told = _told(changes_of(taken, answer(2, uses(W, P, **SHOWN), given_on=TODAY), TODAY))
    assert told == {"adds": [["website"]], "renews": [["print"]]}
    over = Answers((answer(1, uses(W), until=TODAY - DAY),))
    assert _told(changes_of(over, answer(2, uses(W)), TODAY)) == {"adds": [["website"]]}


@pytest.mark.parametrize(
    ("later", "lost"),
    [
        (answer(2, uses(S)), set()),
        (answer(2, uses(W, **SHOWN)), set()),
        (answer(2, uses(W, **HIDDEN)), {W}),
        (answer(2, uses(W, **SHOWN), asked=LETTER), {P}),
        # it still holds as long as what is out
        (answer(2, uses(W, **SHOWN), until=CONSENT_UNTIL - DAY), set()),
        (answer(2, uses(W, **SHOWN), until=TODAY + DAY), {W}),
        (answer(2), {W, P}),
    ],
)
def test_what_is_live_loses_what_it_stood_on(later, lost):
    before = Answers((FIRST,))
    after = before.and_then(later)
    out = TODAY + 30 * DAY
    assert {c for c in (W, P, S) if is_taken_from(use(c), out, before, after)} == lost


def test_how_somebody_appears_takes_nothing_from_words():
    before = Answers((answer(1, uses(W, media=(Medium.WORDS,), **SHOWN)),))
    after = before.and_then(answer(2, uses(W, media=(Medium.WORDS,), **HIDDEN)))
    assert not is_taken_from(use(medium=Medium.WORDS), TODAY, before, after)


def test_a_consent_binds_until_a_later_answer_speaks_of_all_of_it():
    later = answer(2, uses(W))
    last = answer(3, uses(P, S))
    answers = (FIRST, later, last)
    assert channels_bound_by(FIRST, (FIRST, later)) == {P}
    assert channels_bound_by(FIRST, answers) == set()
    assert channels_bound_by(later, answers) == {W}
    assert channels_bound_by(FIRST, (FIRST, answer(2))) == set()


def test_channels_apart_are_taken_out_of_the_common_uses():
    alike = uses(W, P, **SHOWN)
    made = uses_apart(alike, [Apart(S, Appearance.FACE_HIDDEN), Apart(P, None, Naming.ALIAS)])
    assert [(sorted(one.channels), one.appearance, one.naming) for one in made] == [
        (["website"], Appearance.FACE_SHOWN, Naming.NONE),
        (["print"], Appearance.FACE_SHOWN, Naming.ALIAS),
        (["social"], Appearance.FACE_HIDDEN, Naming.NONE),
    ]
    assert list(apart_of(made)) == [
        Apart(P, Appearance.FACE_SHOWN, Naming.ALIAS),
        Apart(S, Appearance.FACE_HIDDEN, Naming.NONE),
    ]


def test_a_scope_of_before_is_written_as_it_was():
    before = {
        "media": {Medium.PHOTO}, "appearance": Appearance.BACK, "naming": Naming.ALIAS, "channels": {W},
        "audiences": {Audience.PUBLIC}, "places": {"TH"}, "until": CONSENT_UNTIL,
    }  # fmt: skip
    scope = Scope.model_validate(before)
    assert scope.uses == (uses(W, appearance=Appearance.BACK, naming=Naming.ALIAS),)
    assert digest_of(scope) == digest_of(before)
    several = Scope(uses=(*scope.uses, uses(P)), until=CONSENT_UNTIL)
    assert Scope.model_validate_json(several.model_dump_json()) == several


def test_uses_stand_in_the_log_as_codes_and_are_read_in_words():
    scope = Scope(uses=(uses(P, **SHOWN), uses(S, **HIDDEN)), until=CONSENT_UNTIL)
    assert scope.codes == ("print:face-shown:none", "social:face-hidden:none")
    assert fact_in_words("uses", scope.codes[:1]) == "print: with the face shown; no name at all"
    assert checked_body({"uses": scope.codes}) == {"uses": list(scope.codes)}


def test_a_certificate_of_before_rests_on_the_same_consents():
    old, new = (consent(asked=asked) for asked in (None, NAMED_ALONE))
    assert "asked" not in old.model_dump(exclude_none=True)
    digests = [dossier(consents=(one,)).parts()["consents"] for one in (old, new)]
    assert digests[0] == "595bae7c4b1433e68ee469c08d6047879dcc583ca8e9e75cee5a2cacca2deae6"
    assert digests[0] != digests[1]


def _found(*answers, **changes):
    made = dossier(consents=answers, **changes)
    return {(r.code, r.subject) for r in contributor_findings(made, ADULT)}


def test_the_gate_asks_for_the_use_at_hand_among_all_answers():
    wide = (Medium.PHOTO, Medium.WORDS)
    first = answer(1, uses(W, media=wide, places=("worldwide",)))
    social = answer(2, uses(S, media=wide, places=("worldwide",)), until=TODAY - DAY)
    assert _found(first, social) == set()
    ended = _found(first, social, channel=S, plan=plan(channel=S))
    assert (R.CONSENT_ENDED, social.id) in ended
    assert (R.CHANNEL_OUTSIDE_SCOPE, social.id) not in ended
    beyond = _found(first, social, channel=P, plan=plan(channel=P))
    assert (R.CHANNEL_OUTSIDE_SCOPE, social.id) in beyond
    # each by itself is agreed to, and not together
    words = answer(1, uses(W, media=(Medium.WORDS,), places=("worldwide",)), uses(S, media=wide))
    assert _found(words) == {(R.MEDIUM_OUTSIDE_SCOPE, words.id)}


def test_every_answer_that_binds_is_held_to_its_own_rules():
    photo = answer(1, uses(W, places=("worldwide",)), release=None)
    words = answer(2, uses(W, media=(Medium.WORDS,), places=("worldwide",)), language="km")
    assert _found(photo, words) == {(R.RELEASE_MISSING, photo.id), (R.LANGUAGE_DIFFERS, words.id)}


CHANNELS, MEDIA = st.sampled_from([W, S, P]), st.sampled_from([Medium.PHOTO, Medium.WORDS])
SETS = {
    "channels": st.frozensets(CHANNELS, min_size=1),
    "media": st.frozensets(MEDIA, min_size=1),
    "audiences": st.frozensets(st.sampled_from([Audience.PUBLIC, Audience.DONORS]), min_size=1),
    "places": st.frozensets(st.sampled_from(["TH", "KH", "worldwide"]), min_size=1),
    "appearance": st.sampled_from([Appearance.NONE, Appearance.FACE_HIDDEN, Appearance.FACE_SHOWN]),
    "naming": st.sampled_from([Naming.NONE, Naming.FULL_NAME]),
}
SCOPES = st.lists(st.builds(Uses, **SETS), max_size=2)
ASKED = st.none() | st.builds(Asked, media=st.frozensets(MEDIA), channels=st.frozensets(CHANNELS))
SERIES = st.lists(st.tuples(SCOPES, ASKED, st.integers(0, 300)), max_size=4).map(
    lambda said: [
        answer(number, *scope, asked=asked, until=TODAY + days * DAY)
        for number, (scope, asked, days) in enumerate(said)
    ]
)
ASKED_USES = st.builds(
    use,
    CHANNELS,
    st.sampled_from([Audience.PUBLIC, Audience.DONORS]),
    st.sampled_from(["TH", "KH", "worldwide"]),
    MEDIA,
)


def _covering(one: Consent, asked: Use) -> list[Uses]:
    return [each for each in one.scope.uses if each.covers(asked)] if one.scope else []


@settings(max_examples=150, deadline=None)
@given(SERIES, ASKED_USES)
def test_what_is_allowed_is_what_the_newest_answer_says_and_never_more_than_some_answer_said(series, asked):
    found = standing_of(series, asked)
    covering = [one for one in series if _covering(one, asked)]
    if not isinstance(found, Allowed):
        newest = found.answer if found else None
        assert newest is None or newest not in covering
        later = series[series.index(newest) + 1 :] if newest else series
        assert not any(_covering(one, asked) for one in later)
        return
    newest = covering[-1]
    assert found.answers[0] == newest
    said = _covering(newest, asked)
    # whoever was asked last says how at most, and no answer since says no
    assert all(narrower_appearance(found.appearance, one.appearance) is found.appearance for one in said)
    assert all(narrower_naming(found.naming, one.naming) is found.naming for one in said)
    assert found.until <= newest.scope.until
    assert all(one.scope for one in series[series.index(newest) :])
    assert found.appearance in {each.appearance for one in found.answers for each in one.scope.uses}


@settings(max_examples=60, deadline=None)
@given(SERIES, SERIES.filter(bool))
def test_each_use_is_in_one_part_of_what_is_told_and_what_is_left_stays(series, others):
    *_, last = others
    last = last.model_copy(update={"id": "K-0009-0000", "given_on": GIVEN_ON + 9 * DAY})
    before = Answers(tuple(series))
    after = before.and_then(last)
    changes = changes_of(before, last, date.min)
    told = {}
    for kind in ("adds", "renews", "narrows", "ends", "leaves"):
        for one in getattr(changes, kind):
            for each in _single(one.uses):
                assert each not in told
                told[each] = kind
    for each in after.every_use():
        was, now = before.allowed(each), after.allowed(each)
        assert (told.get(each) == "ends") == (was is not None and now is None)
        assert (told.get(each) == "leaves") == (was is not None and was == now and last not in now.answers)
        assert each in told or now is None


def _single(made: Uses):
    return [
        Use(channel, audience, place, medium)
        for channel in made.channels
        for audience in made.audiences
        for place in made.places
        for medium in made.media
    ]
