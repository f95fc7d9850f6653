"""What is sealed of somebody is found in words, without a keeper and without being opened."""

import pytest

from consentkit.domain.consents import Naming
from consentkit.domain.errors import Conflict, InvalidInput, Refused
from consentkit.domain.events import EventName
from consentkit.domain.names.keys import first_sounds
from consentkit.domain.people import Identity
from consentkit.domain.words.looking import RULES
from consentkit.domain.words.settlements import WordDecision, WordSettlement
from consentkit.store.people.inboxes import digest_of_sealed, put_sealed, sealed_identity
from consentkit.store.people.name_digests import SlowCost, all_digests, name_secrets, new_secret, secret_of
from consentkit.usecases.office.outsiders import look_outside
from consentkit.usecases.people.contributors import NewContributor, add_contributor
from consentkit.usecases.people.identities import seal_identity
from consentkit.usecases.people.name_digests import letters_like_name, sealed_names
from consentkit.usecases.stories.stories import put_contributor
from consentkit.usecases.words.checks import check_words, settle_finding, words_of
from consentkit.usecases.words.comparing import compare_names
from consentkit.usecases.words.drafts import put_draft

SEALED = Identity(name="Malis Sok", contact="+855 12 345 678", note="Her aunt is called Chanthy.")
WORDS = "A girl whom I saw; yesterday malis told it to Chanti and to Vanna. สวัสดี".encode()
PLAIN = b"She lived by the river with her mother, and now she sews and teaches others how to sew."


@pytest.fixture(autouse=True)
def _quick(case):
    """A secret whose digests are quick: what they cost otherwise, tests/store/test_name_digests.py holds."""
    cheap = SlowCost(memory_kib=8, passes=1)
    with case.officer.change(EventName.WORDS_CHECKED) as change:
        secret = new_secret().model_copy(update={"cost": cheap, "number_cost": cheap})
        name_secrets.insert(change.db, secret)
        change.record(case.story)


def found(case):
    return {
        one.wording: (one.whose, one.hint) for one in words_of(case.officer, case.story).there if one.whose
    }


def compared(case):
    return words_of(case.officer, case.story).check.compared


def test_what_is_sealed_is_found_in_a_draft_with_whose_it_is_and_no_name_is_kept_of_it(case, events):
    seal_identity(case.officer, case.person, SEALED)
    put_draft(case.officer, case.story, WORDS)
    of = (case.person,)
    assert found(case) == {"malis": (of, "part"), "chanti": (of, "linked")}
    assert compared(case) == (), "in Thai nobody knows the name"
    (row,) = all_digests(case.officer.reading)
    assert (row.code, row.file, row.scripts) == (
        case.person,
        events("identity-sealed")[0].body["file"],
        ("latin",),
    )
    told = row.model_dump_json() + str([event.body for event in events()])
    assert not any(name in told.casefold() for name in ("malis", "sok", "chant", "345678"))


def test_a_draft_is_without_a_name_as_long_as_no_other_name_of_the_person_is_sealed(case):
    seal_identity(case.officer, case.person, SEALED)
    put_draft(case.officer, case.story, PLAIN)
    assert (found(case), compared(case)) == ({}, (case.person,))
    seal_identity(case.officer, case.person, Identity(name="Teaches"))
    assert compared(case) == (), "nobody compared it with this one"
    check_words(case.officer, case.story)
    assert (found(case), compared(case)) == ({"teaches": ((case.person,), "full")}, (case.person,))


def test_what_was_decided_of_a_wording_is_open_again_once_it_is_somebodys(case):
    put_draft(case.officer, case.story, PLAIN + b" Her name is Malis Sok.")
    (name,) = words_of(case.officer, case.story).there
    no = WordDecision(settlement=WordSettlement.FALSE_HIT, why="A name of a shop.")
    settle_finding(case.officer, case.story, name.id, no)
    seal_identity(case.officer, case.person, SEALED)
    (again,) = check_words(case.officer, case.story).there
    assert (again.id, again.settlement, again.whose) == (name.id, WordSettlement.OPEN, (case.person,))


def test_no_name_and_no_digest_of_one_lies_on_the_disk(case):
    seal_identity(case.officer, case.person, SEALED)
    (row,) = all_digests(case.officer.reading)
    secret = secret_of(case.officer.reading).secret
    told = [b"Malis", b"malis", b"345 678", *(tag.encode() for _, tag in row.digests), secret.encode()]
    told += [bytes.fromhex(one.decode()) for one in told[3:]]
    root = case.officer.folders.root
    for path in (path for path in root.rglob("*") if path.is_file()):
        data = path.read_bytes()
        assert not any(one in data for one in told), path


def test_two_people_with_one_name_have_no_digest_in_common(case):
    other_one = add_contributor(case.officer, NewContributor(language="km")).code
    for code in (case.person, other_one):
        seal_identity(case.officer, code, Identity(name="Malis Sok"))
    one, other = all_digests(case.officer.reading)
    assert not {tag for _, tag in one.digests} & {tag for _, tag in other.digests}
    assert [part for part, _ in one.digests] == [part for part, _ in other.digests]
    put_draft(case.officer, case.story, b"Ask for Malis there.")
    assert found(case) == {"malis": (tuple(sorted((case.person, other_one))), "part")}


def _settle(case, wording, *, settlement=WordSettlement.AGREED, by=None, **said):
    (found,) = (one for one in words_of(case.officer, case.story).there if one.wording == wording)
    decision = WordDecision(settlement=settlement, why="Letter, N02.", **said)
    return settle_finding(by or case.officer, case.story, found.id, decision)


TOLD = b"One called Dara, one called Moly, one called Sophy; Malis Sok came."


def test_an_alias_is_nobodys_real_name_and_does_not_begin_as_the_persons_own(case):
    other_one = add_contributor(case.officer, NewContributor(language="km")).code
    seal_identity(case.officer, case.person, SEALED)
    seal_identity(case.officer, other_one, Identity(name="Dara Chan"))
    put_draft(case.officer, case.story, TOLD)
    for wording in ("moly", "sophy"):
        with pytest.raises(InvalidInput, match="alias-begins-alike"):
            _settle(case, wording, named_as=Naming.ALIAS)
    with pytest.raises(InvalidInput, match="alias-is-real-name"):
        _settle(case, "dara", named_as=Naming.ALIAS)
    with pytest.raises(Conflict, match="name-of-another"):
        _settle(case, "dara", named_as=Naming.FIRST_NAME)
    with pytest.raises(InvalidInput, match="named-as-whole"):
        _settle(case, "malis sok", named_as=Naming.FIRST_NAME)
    for settlement in (WordSettlement.FALSE_HIT, WordSettlement.PUBLIC):
        with pytest.raises(Refused, match="safeguarding-names-sealed"):
            _settle(case, "malis sok", settlement=settlement)
    letters = letters_like_name(case.officer.reading, case.person)
    names = ("Bopha", "Rany", "Pisey", "Nary", "Lina", "Tola", "Yada", "Wanna")
    free = next(one for one in names if not first_sounds(one) & letters)
    put_draft(case.officer, case.story, f"She is called {free}.".encode())
    assert _settle(case, free.casefold(), named_as=Naming.ALIAS).contributor == case.person


def test_the_letters_that_an_alias_may_not_begin_with_hide_which_are_the_names(case):
    seal_identity(case.officer, case.person, SEALED)
    first = letters_like_name(case.officer.reading, case.person)
    assert {"m", "s"} < first
    assert len(first) == 7
    seal_identity(case.officer, case.person, SEALED.model_copy(update={"contact": "another"}))
    assert letters_like_name(case.officer.reading, case.person) == first


def test_an_alias_of_before_is_asked_about_again_once_a_name_is_sealed_with_which_it_begins(case):
    put_draft(case.officer, case.story, b"She is called Moly.")
    _settle(case, "moly", named_as=Naming.ALIAS)
    seal_identity(case.officer, case.person, SEALED)
    (alias,) = words_of(case.officer, case.story).there
    assert (alias.settlement, alias.contributor) == (WordSettlement.OPEN, None)


def test_a_childs_whole_name_is_refused_whatever_anybody_says_of_it(case, open_as):
    child = add_contributor(case.officer, NewContributor(language="km")).code
    put_contributor(case.officer, case.story, child)
    seal_identity(case.officer, child, Identity(name="Dara Chan"))
    put_draft(case.officer, case.story, b"It was Dara Chan there.")
    for settlement in (WordSettlement.FALSE_HIT, WordSettlement.KEPT, WordSettlement.PUBLIC):
        assert "child-named" in case.codes()
        _settle(case, "dara chan", settlement=settlement, by=open_as("safeguarding-1"))
    assert "child-named" in case.codes()


SPLIT = b"We call her M-a-l-i-s here, she sews and her brother and her mother live by the river with her."


def test_a_keeper_finds_what_digests_cannot_and_it_is_found_from_then_on(case, open_as, events):
    seal_identity(case.officer, case.person, SEALED)
    put_draft(case.officer, case.story, SPLIT)
    assert found(case) == {}
    with pytest.raises(Refused, match="role-may-not"):
        compare_names(case.officer, case.story)
    compare_names(open_as("manager-1"), case.story)
    assert found(case) == {"m-a-l-i-s": ((case.person,), "part")}
    told = events("identities-compared")
    assert [(one.actor, one.subject, one.body) for one in told] == [
        ("manager-1", case.story, {"found": 1, "open": 1, "made": 0}),
        ("manager-1", case.story, {}),
    ]
    check_words(case.officer, case.story)
    assert found(case) == {"m-a-l-i-s": ((case.person,), "part")}
    put_draft(case.officer, case.story, PLAIN)
    assert found(case) == {}


def test_what_was_sealed_before_names_were_compared_has_digests_after_a_keepers_check(case, open_as):
    sealed = sealed_identity(case.officer.records.keys, case.person, SEALED)
    with case.officer.change(EventName.IDENTITY_SEALED) as change:
        change.record(case.person, file=digest_of_sealed(sealed))
        put_sealed(case.officer.folders.inbox, sealed)
    put_draft(case.officer, case.story, PLAIN)
    assert compared(case) == (), "nothing is known of the name"
    told = {one.code: one.facts for one in look_outside(case.officer)}
    assert told["identities-unfound"] == {"count": 1}
    compare_names(open_as("manager-1"), case.story)
    assert "identities-unfound" not in {one.code for one in look_outside(case.officer)}
    assert compared(case) == (case.person,)
    put_draft(case.officer, case.story, PLAIN + b" Her name was malis.")
    assert found(case) == {"malis": ((case.person,), "part")}


def test_words_that_were_compared_already_are_not_tried_again_but_a_name_is(case):
    seal_identity(case.officer, case.person, SEALED)
    put_draft(case.officer, case.story, PLAIN + b" One called malis came, and MAY came.")
    nobodys = sealed_names(case.officer.reading, case.story).nobodys
    assert "w:sews" in nobodys
    assert not {"w:malis", "s:malis"} & nobodys
    seal_identity(case.officer, case.person, Identity(name="Sews"))
    assert sealed_names(case.officer.reading, case.story).nobodys == frozenset(), (
        "other digests are another search"
    )


def test_what_was_compared_by_other_rules_of_looking_is_compared_again(case, monkeypatch):
    seal_identity(case.officer, case.person, SEALED)
    put_draft(case.officer, case.story, WORDS)
    monkeypatch.setattr("consentkit.usecases.people.name_digests.RULES", RULES + 1)
    assert sealed_names(case.officer.reading, case.story).nobodys == frozenset()
