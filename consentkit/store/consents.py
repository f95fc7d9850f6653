"""Consents, withdrawals, assents and approvals."""

from dataclasses import dataclass
from datetime import date

from consentkit.domain.consents import Approval, AskedToBeAsked, Assent, Consent, Withdrawal
from consentkit.domain.letters.given_papers import GivenPaper
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.database.tables import Table

consents = Table(
    "consents",
    Consent,
    packed=frozenset({"scope", "asked"}),
    extra=frozenset({"seq", "until", "withdrawn_on", "replaced_by"}),
)
withdrawals = Table(
    "withdrawals", Withdrawal, key="seq", packed=frozenset({"channels"}), extra=frozenset({"seq"})
)
assents = Table("assents", Assent, packed=frozenset({"scope"}), extra=frozenset({"seq"}))
asked_to_be_asked = Table("asked_to_be_asked", AskedToBeAsked, key="seq", extra=frozenset({"seq"}))
given_papers = Table("given_papers", GivenPaper, key="consent", packed=frozenset({"said"}))
approvals = Table("approvals", Approval, key="seq", extra=frozenset({"seq"}))


@dataclass(frozen=True)
class ConsentQuery:
    """Which consents, in which order: a condition and an order that one index answers by itself."""

    condition: str = ""
    arguments: tuple[str, ...] = ()
    order: str = "seq DESC"


EVERY = ConsentQuery()
WITHDRAWN = ConsentQuery(
    "withdrawn", order="(SELECT max(w.seq) FROM withdrawals AS w WHERE w.consent = consents.id) DESC"
)
"""Those taken back in whole or in part; the last taken back first."""
REFUSED = ConsentQuery("until IS NULL")
"""A no has no end."""

CODE_COLUMNS = {"K": "id", "C": "contributor", "S": "story"}
"""Where the codes of each kind stand."""


def binds_still(consents: str) -> str:
    """Return the condition that an answer of a query's `consents` (its name there) binds for a use still.

    One that speaks of everything takes the place of all the ones before it, whatever the row says.
    """
    return (
        f"{consents}.replaced_by IS NULL AND NOT EXISTS (SELECT 1 FROM consents AS later"  # noqa: S608 - ours
        f" WHERE later.story = {consents}.story AND later.contributor = {consents}.contributor"
        f" AND later.seq > {consents}.seq AND later.asked IS NULL)"
    )


def ending_between(first: date, last: date) -> ConsentQuery:
    """Return what ends from `first` to `last`, inclusive, and was not taken back; the soonest first."""
    days = (first.isoformat(), last.isoformat())
    return ConsentQuery("withdrawn_on IS NULL AND until >= ? AND until <= ?", days, "until, seq")


def ended_before(day: date) -> ConsentQuery:
    """Return what ended before a day, and was not taken back; the last ended first."""
    return ConsentQuery("withdrawn_on IS NULL AND until < ?", (day.isoformat(),), "until DESC, seq DESC")


_BEHIND_PAPERS = (
    "seq IN (SELECT c.seq FROM letters AS l JOIN consents AS c ON c.contributor = l.contributor"
    " AND (l.story IS NULL OR l.story = c.story) WHERE l.id >= ? AND l.id < ?)"
)


def with_code(start: str) -> ConsentQuery:
    """Return the consents that have a code beginning so: their own, a contributor's or a story's.

    Or one that stands on a paper of the person and the story.
    """
    if start.startswith("L"):
        return ConsentQuery(_BEHIND_PAPERS, (start, f"{start}~"), "seq")
    column = CODE_COLUMNS[start[0]]
    # "~" comes after every character of a code.
    return ConsentQuery(f"{column} >= ? AND {column} < ?", (start, f"{start}~"), f"{column}, seq")


def count_consents(db: EncryptedDatabase, query: ConsentQuery) -> int:
    """Return how many there are."""
    if query == EVERY:
        # No consent is ever deleted, so that their numbers have no gaps.
        sql = "SELECT coalesce(max(seq), 0) AS n FROM consents"
    elif query == WITHDRAWN:
        sql = "SELECT count(DISTINCT consent) AS n FROM withdrawals"
    else:
        sql = f"SELECT count(*) AS n FROM consents WHERE {query.condition}"  # noqa: S608 - our own words
    return int(db.rows(sql, query.arguments)[0]["n"])


def page_of_consents(
    db: EncryptedDatabase, query: ConsentQuery, first: int, count: int
) -> tuple[Consent, ...]:
    """Return up to `count` consents from number `first` (from 0) on."""
    if query == EVERY:
        newest = "seq <= (SELECT max(seq) FROM consents) - ? AND seq > (SELECT max(seq) FROM consents) - ?"
        return consents.where(db, newest, first, first + count, order=query.order)
    if query == WITHDRAWN:
        last = "SELECT consent FROM withdrawals GROUP BY consent ORDER BY max(seq) DESC LIMIT ? OFFSET ?"
        return consents.where(db, f"id IN ({last})", count, first, order=query.order)
    # The inner select reads the index alone, so that a far page costs little.
    sql = f"SELECT seq FROM consents WHERE {query.condition} ORDER BY {query.order} LIMIT ? OFFSET ?"  # noqa: S608
    return consents.where(db, f"seq IN ({sql})", *query.arguments, count, first, order=query.order)


def given_paper_of(db: EncryptedDatabase, consent: str) -> GivenPaper | None:
    """Return the file of a consent that somebody has to look at; `None` where there is none."""
    found = given_papers.where(db, "consent = ?", consent)
    return found[0] if found else None


def given_papers_of_story(db: EncryptedDatabase, story: str) -> tuple[GivenPaper, ...]:
    """Return the files on which a story's consents rest, and what was said of them; oldest first."""
    return given_papers.where(db, "consent IN (SELECT id FROM consents WHERE story = ?)", story)


def answers_beside(db: EncryptedDatabase, ids: tuple[str, ...]) -> dict[str, tuple[Consent, ...]]:
    """Return, by the code of each of these consents, all that its person answered for its story.

    In the order of the days on which it was given.
    """
    marks = ", ".join("?" * len(ids))
    of_these = " AND ".join(
        f"{one} IN (SELECT {one} FROM consents WHERE id IN ({marks}))"  # noqa: S608 - our own words
        for one in ("story", "contributor")
    )
    answers: dict[tuple[str, str], list[Consent]] = {}
    for one in consents.where(db, of_these, *ids, *ids, order="given_on, seq"):
        answers.setdefault((one.contributor, one.story), []).append(one)
    every = (tuple(found) for found in answers.values())
    return {one.id: found for found in every for one in found if one.id in ids}


def withdrawals_of_consents(db: EncryptedDatabase, ids: tuple[str, ...]) -> tuple[Withdrawal, ...]:
    """Return every withdrawal of these consents, oldest first."""
    marks = ", ".join("?" * len(ids))
    return withdrawals.where(db, f"consent IN ({marks})", *ids, order="seq")


def note_withdrawn(db: EncryptedDatabase, consent: str, day: date) -> None:
    """Note the day from which nothing of a consent is left; the first such day stays."""
    sql = "UPDATE consents SET withdrawn_on = coalesce(withdrawn_on, ?) WHERE id = ?"
    db.execute(sql, [day.isoformat(), consent])


def note_replaced(db: EncryptedDatabase, consent: str, by: str) -> None:
    """Note the answer since which none of a consent's uses stands by it; the first such answer stays."""
    sql = "UPDATE consents SET replaced_by = ? WHERE id = ? AND replaced_by IS NULL"
    db.execute(sql, [by, consent])


def agree_to_face(db: EncryptedDatabase, consent: str, handle: str) -> None:
    """Note who agreed that the face may be shown."""
    db.execute("UPDATE consents SET face_agreed_by = ? WHERE id = ?", [handle, consent])


def insert_consent(db: EncryptedDatabase, consent: Consent) -> None:
    """Add an answer; its end stands in a column too, so that what ends soon is found by index."""
    until = consent.scope.until.isoformat() if consent.scope else None
    consents.insert(db, consent, until=until)


def consents_of_story(db: EncryptedDatabase, story: str) -> tuple[Consent, ...]:
    """Return every answer given for a story, in the order of the days on which they were given."""
    return consents.where(db, "story = ?", story, order="given_on, seq")


def answers_for(db: EncryptedDatabase, contributor: str, story: str) -> tuple[Consent, ...]:
    """Return what a contributor answered for a story, in the order of the days on which it was given."""
    return consents.where(db, "contributor = ? AND story = ?", contributor, story, order="given_on, seq")


def consents_of_contributor(db: EncryptedDatabase, contributor: str) -> tuple[Consent, ...]:
    """Return a contributor's answers, the newest first."""
    return consents.where(db, "contributor = ?", contributor, order="seq DESC")


def list_consents(db: EncryptedDatabase, story: str | None) -> tuple[Consent, ...]:
    """Return the consents for a story (`None`: for all), in the order in which they were recorded."""
    return consents.where(db, "(? IS NULL OR story = ?)", story, story)


def withdrawn_consents(db: EncryptedDatabase, story: str) -> frozenset[str]:
    """Return the codes of a story's consents of which nothing is left."""
    return frozenset(c.id for c in consents.where(db, "story = ? AND withdrawn_on <> ''", story))


def consents_ending_by(db: EncryptedDatabase, story: str | None, day: date) -> tuple[Consent, ...]:
    """Return the consents for a story (`None`: for all) that end by a day, soonest end first."""
    condition = "(? IS NULL OR story = ?) AND until <= ?"
    return consents.where(db, condition, story, story, day.isoformat(), order="until, seq")


def consents_same_as(db: EncryptedDatabase, consent: str) -> tuple[Consent, ...]:
    """Return a consent as it stands in every story that it serves, in the order of recording."""
    return consents.where(db, "id = ?1 OR same_as = ?1", consent, order="seq")


def consents_with_release(db: EncryptedDatabase, release: str) -> tuple[Consent, ...]:
    """Return the answers that were recorded from one signed letter, in the order of recording."""
    return consents.where(db, "release = ?", release, order="seq")


def assents_from_letter(db: EncryptedDatabase, letter: str) -> tuple[Assent, ...]:
    """Return the children's answers that were recorded from one letter."""
    return assents.where(db, "letter = ?", letter, order="seq")


def asked_by_themselves(db: EncryptedDatabase, contributor: str) -> date | None:
    """Return the last day on which somebody asked to be asked again; `None` where they never did."""
    found = asked_to_be_asked.where(db, "contributor = ?", contributor, order="asked_on DESC")
    return found[0].asked_on if found else None


def assents_of_story(db: EncryptedDatabase, story: str) -> tuple[Assent, ...]:
    """Return every assent for a story, in the order of the days on which they were given."""
    return assents.where(db, "story = ?", story, order="given_on, seq")


def assents_of_contributor(db: EncryptedDatabase, contributor: str, story: str) -> tuple[Assent, ...]:
    """Return a child's own answers for a story, oldest first."""
    return assents.where(db, "contributor = ? AND story = ?", contributor, story, order="seq")


def approvals_of_story(db: EncryptedDatabase, story: str) -> tuple[Approval, ...]:
    """Return what contributors said of a story's drafts, oldest first."""
    return approvals.where(db, "story = ?", story)


def withdrawals_of(db: EncryptedDatabase, consent: str) -> tuple[Withdrawal, ...]:
    """Return the withdrawals of one consent, oldest first."""
    return withdrawals.where(db, "consent = ?", consent)


def withdrawals_of_story(db: EncryptedDatabase, story: str) -> tuple[Withdrawal, ...]:
    """Return every withdrawal of a consent for this story."""
    return withdrawals.where(db, "consent IN (SELECT id FROM consents WHERE story = ?)", story)
