"""Stories, plans, answers, certificates, publications and takedowns."""

import json
from collections.abc import Collection
from datetime import date
from typing import Any

from consentkit.domain.checklists import Answer
from consentkit.domain.errors import NotFound
from consentkit.domain.stories import Certificate, Plan, Publication, Story, Takedown
from consentkit.domain.values import Channel
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.database.tables import Table, check_unchanged, check_words
from consentkit.store.stories.several import SEVERAL, ids_of, listed

_stories = Table("stories", Story, packed=frozenset({"beside"}), extra=frozenset({"added_at"}))
plans = Table("plans", Plan, key="story")
answers = Table(
    "answers", Answer, key="seq", packed=frozenset({"roles", "evidence"}), extra=frozenset({"seq"})
)
certificates = Table("certificates", Certificate, packed=frozenset({"parts", "also"}))
publications = Table("publications", Publication, packed=frozenset({"also"}))
takedowns = Table("takedowns", Takedown)

_IS_OPEN = "confirmed_on IS NULL AND voided_on IS NULL"


def insert_story(db: EncryptedDatabase, story: Story, *, added_at: str) -> None:
    """Add a story and who is in it."""
    row = _row(story)
    check_words(row, frozenset({"beside"}))
    db.table("stories").insert(row | {"added_at": added_at})
    _link(db, story)


def update_story(db: EncryptedDatabase, story: Story, *, expected: Story) -> None:
    """Replace a story and who is in it, which must still be as `expected`.

    Raises NotFound where it is gone, Conflict as `Table.update` does.
    """
    check_unchanged(get_story(db, story.id), expected, kind="story", code=story.id)
    db.execute(
        "UPDATE stories SET title = :title, revision = :revision, draft = :draft,"
        " states_nobody_is_victim = :states_nobody_is_victim, beside = :beside WHERE id = :id",
        _row(story),
    )
    db.execute("DELETE FROM story_contributors WHERE story = ?", [story.id])
    _link(db, story)


def _row(story: Story) -> dict[str, Any]:
    row = story.model_dump(mode="json", exclude={"contributors"})
    # Without any it is left as in rows of before, whose digest knows no such column.
    return row | {"beside": json.dumps(row["beside"]) if story.beside else None}


def get_story(db: EncryptedDatabase, story: str) -> Story:
    """Return a story. Raises NotFound."""
    found = _stories_where(db, "id = ?", story)
    if not found:
        raise NotFound("record-unknown", kind="story", id=story)
    return found[0]


def list_stories(db: EncryptedDatabase) -> tuple[Story, ...]:
    """Return every story, oldest first."""
    return _stories_where(db, "1")


def newest_stories(db: EncryptedDatabase, count: int) -> tuple[Story, ...]:
    """Return up to `count` stories, the newest first. None is ever deleted, so that numbers have no gaps."""
    newest = "rowid > (SELECT coalesce(max(rowid), 0) FROM stories) - ?"
    return _stories_where(db, newest, count)[::-1]


def stories_with_code(db: EncryptedDatabase, start: str, most: int) -> tuple[Story, ...]:
    """Return up to `most` stories whose code begins so, oldest first."""
    # "~" comes after every character of a code.
    ids = "id IN (SELECT id FROM stories WHERE id >= ? AND id < ? ORDER BY id LIMIT ?)"
    return _stories_where(db, ids, start, f"{start}~", most)


def _stories_where(db: EncryptedDatabase, condition: str, *arguments: str | int) -> tuple[Story, ...]:
    found = _stories.where(db, condition, *arguments)
    return tuple(s.model_copy(update={"contributors": _contributors(db, s.id)}) for s in found)


def publications_of(db: EncryptedDatabase, story: str | None) -> tuple[Publication, ...]:
    """Return the publications that a story is in (`None`: of all stories), oldest first."""
    if story is None:
        return publications.where(db, "1")
    return publications.where(db, f"id IN ({ids_of('publications', '?1')})", story)


def count_published_before(db: EncryptedDatabase, story: str, people: Collection[str]) -> int:
    """Return how often these people were published elsewhere before this story was; void ones aside."""
    if not people:
        return 0
    marks = ", ".join("?" * len(people))
    seen = " UNION ".join(one.format(marks=marks) for one in _SHOWN_IN)
    elsewhere = "IN (SELECT story FROM seen WHERE story <> ?)"
    sql = (
        f"WITH seen AS ({seen}) SELECT count(*) AS count FROM publications WHERE id IN"  # noqa: S608 - ours
        f" (SELECT id FROM publications WHERE story {elsewhere} UNION SELECT p.id FROM publications AS p,"
        f" json_each(p.also) AS j WHERE p.{SEVERAL} AND j.value {elsewhere})"
        " AND voided_by IS NULL AND from_on < coalesce((SELECT min(from_on) FROM publications"
        f" WHERE id IN ({ids_of('publications', '?')}) AND voided_by IS NULL), '9999-12-31')"
    )
    (row,) = db.rows(sql, (*tuple(people) * len(_SHOWN_IN), *(story,) * 4))
    return int(row["count"])


_SHOWN_IN = (
    "SELECT story FROM story_contributors WHERE contributor IN ({marks})",
    "SELECT i.story FROM faces AS f JOIN images AS i ON i.id = f.image WHERE f.contributor IN ({marks})",
    "SELECT v.story FROM tracks AS t JOIN videos AS v ON v.id = t.video WHERE t.contributor IN ({marks})",
)


def publications_without_takedown(db: EncryptedDatabase, story: str) -> tuple[Publication, ...]:
    """Return the publications with a story that stand and that nobody is taking down, oldest first."""
    waiting = f"SELECT publication FROM takedowns WHERE {_IS_OPEN}"  # noqa: S608 - our own words
    is_in = f"id IN ({ids_of('publications', '?1')})"
    return publications.where(db, f"{is_in} AND ended_on IS NULL AND id NOT IN ({waiting})", story)


def list_open_takedowns(db: EncryptedDatabase) -> tuple[Takedown, ...]:
    """Return the takedowns that nobody confirmed yet, oldest first."""
    return takedowns.where(db, _IS_OPEN)


def list_all_takedowns(db: EncryptedDatabase) -> tuple[Takedown, ...]:
    """Return every takedown, oldest first."""
    return takedowns.where(db, "1")


def takedowns_of_story(db: EncryptedDatabase, story: str) -> tuple[Takedown, ...]:
    """Return the takedowns of a story's publications, oldest first."""
    return takedowns.where(db, f"publication IN ({ids_of('publications', '?1')})", story)


def open_takedown_of(db: EncryptedDatabase, publication: str) -> Takedown | None:
    """Return the takedown of a publication that waits to be confirmed, or `None`."""
    found = takedowns.where(db, f"publication = ? AND {_IS_OPEN}", publication)
    return found[0] if found else None


def newest_certificate(
    db: EncryptedDatabase, stories: tuple[str, ...], channel: Channel
) -> Certificate | None:
    """Return the last certificate of these stories, and of no other, for a channel; or `None`."""
    first, *others = stories
    is_of_these = "story = ? AND coalesce(also, '[]') = ? AND channel = ?"
    found = certificates.where(db, is_of_these, first, listed(others), channel.value)
    return found[-1] if found else None


def certificates_that_run(db: EncryptedDatabase, story: str, day: date) -> tuple[Certificate, ...]:
    """Return the newest for each channel, with a story alone or among others, that have not run out."""
    newest = (
        f"rowid IN (SELECT max(rowid) FROM certificates WHERE id IN ({ids_of('certificates', '?1')})"  # noqa: S608 - ours
        " GROUP BY channel, story, coalesce(also, '[]')) AND until >= ?2"
    )
    return certificates.where(db, newest, story, day.isoformat())


def answers_of(db: EncryptedDatabase, story: str) -> tuple[Answer, ...]:
    """Return every answer that was said in a story, oldest first."""
    return answers.where(db, "story = ?", story)


def answers_about_things(db: EncryptedDatabase, things: Collection[str]) -> tuple[Answer, ...]:
    """Return the answers about these things, wherever they were said, in the order of their recording."""
    if not things:
        return ()
    marks = ", ".join("?" * len(things))
    return answers.where(db, f"about IN ({marks}) ", *things)


def people_in_story(db: EncryptedDatabase, story: str) -> tuple[str, ...]:
    """Return the codes of who is in a story, as its own or in a picture or a video; sorted."""
    sql = (
        "SELECT contributor FROM story_contributors WHERE story = ? UNION"
        " SELECT f.contributor FROM faces AS f JOIN images AS i ON i.id = f.image"
        " WHERE i.story = ? AND f.contributor IS NOT NULL UNION"
        " SELECT t.contributor FROM tracks AS t JOIN videos AS v ON v.id = t.video"
        " WHERE v.story = ? AND t.contributor IS NOT NULL"
    )
    return tuple(sorted(row["contributor"] for row in db.rows(sql, (story,) * 3)))


def plans_of_story(db: EncryptedDatabase, story: str) -> tuple[Plan, ...]:
    """Return every plan of a story."""
    return plans.where(db, "story = ?", story)


def answers_to(db: EncryptedDatabase, story: str, policy: str, question: str) -> tuple[Answer, ...]:
    """Return the answers to one question that were said in a story, oldest first."""
    return answers.where(db, "story = ? AND policy = ? AND question = ?", story, policy, question)


_IS_NO = "reply = 'no' AND EXISTS (SELECT 1 FROM json_each(answers.roles) WHERE value = 'safeguarding')"


def questions_with_safeguarding_noes(db: EncryptedDatabase, limit: int) -> list[tuple[str, str, str]]:
    """Return the story, policy and question of what safeguarding ever said no to, the newest first."""
    sql = (
        f"SELECT story, policy, question, max(seq) AS last FROM answers WHERE {_IS_NO} AND story IS NOT NULL"  # noqa: S608 - ours
        " GROUP BY story, policy, question ORDER BY last DESC LIMIT ?"
    )
    return [(row["story"], row["policy"], row["question"]) for row in db.rows(sql, (limit,))]


def risks_with_safeguarding_noes(db: EncryptedDatabase, limit: int) -> list[tuple[str, str, str]]:
    """Return (contributor, policy, question) of safeguarding noes said in no story, the newest first."""
    sql = (
        f"SELECT about, policy, question, max(seq) AS last FROM answers WHERE {_IS_NO} AND story IS NULL"  # noqa: S608 - ours
        " AND about LIKE 'C-%' GROUP BY about, policy, question ORDER BY last DESC LIMIT ?"
    )
    return [(row["about"], row["policy"], row["question"]) for row in db.rows(sql, (limit,))]


def where_safeguarding_said_no(db: EncryptedDatabase, policy: str) -> list[tuple[str | None, str]]:
    """Return each story and question of a policy that safeguarding ever said no to; no story: the sheet."""
    sql = f"SELECT DISTINCT story, question FROM answers WHERE {_IS_NO} AND policy = ?"  # noqa: S608 - ours
    return [(row["story"], row["question"]) for row in db.rows(sql, (policy,))]


def safeguarding_noes_beside(db: EncryptedDatabase, story: str) -> tuple[Answer, ...]:
    """Return what safeguarding said no to in other stories that hold a file of this one, oldest first."""
    beside = " UNION ".join(
        f"SELECT other.story FROM {table} AS own JOIN {table} AS other"  # noqa: S608 - our own words
        " ON other.digest = own.digest AND other.story <> own.story WHERE own.story = ?"
        for table in ("images", "videos")
    )
    return answers.where(db, f"story IN ({beside}) AND {_IS_NO}", story, story, order="seq")


def get_plan(db: EncryptedDatabase, story: str, channel: Channel) -> Plan | None:
    """Return the plan for a channel, or `None`."""
    found = plans.where(db, "story = ? AND channel = ?", story, channel.value)
    return found[0] if found else None


def plans_that_stand(db: EncryptedDatabase, story: str, day: date) -> tuple[Plan, ...]:
    """Return a story's plans that have not ended on a day."""
    return plans.where(db, "story = ? AND until >= ?", story, day.isoformat())


def save_plan(db: EncryptedDatabase, plan: Plan) -> None:
    """Add or replace the plan for a channel."""
    db.table("plans").upsert(plan.model_dump(mode="json"), pk=("story", "channel"))


def sign_off(db: EncryptedDatabase, answer: Answer, handle: str) -> None:
    """Note who signed off an answer that is not yes."""
    sql = (
        "UPDATE answers SET signed_off_by = ?"
        " WHERE story IS ? AND policy = ? AND question = ? AND by = ? AND at = ?"
    )
    db.execute(sql, [handle, answer.story, answer.policy, answer.question, answer.by, _at(answer)])


def _at(answer: Answer) -> str:
    return str(answer.model_dump(mode="json", include={"at"})["at"])


def stories_with(db: EncryptedDatabase, contributor: str) -> tuple[str, ...]:
    """Return the codes of the stories in which somebody is, as their story or in a picture."""
    sql = (
        "SELECT story FROM story_contributors WHERE contributor = ? UNION"
        " SELECT i.story FROM faces AS f JOIN images AS i ON i.id = f.image WHERE f.contributor = ? UNION"
        " SELECT v.story FROM tracks AS t JOIN videos AS v ON v.id = t.video WHERE t.contributor = ? UNION"
        " SELECT story FROM consents WHERE contributor = ?"
    )
    return tuple(sorted(row["story"] for row in db.rows(sql, (contributor,) * 4)))


def _contributors(db: EncryptedDatabase, story: str) -> tuple[str, ...]:
    rows = db.rows("SELECT contributor FROM story_contributors WHERE story = ? ORDER BY rowid", (story,))
    return tuple(row["contributor"] for row in rows)


def _link(db: EncryptedDatabase, story: Story) -> None:
    db.table("story_contributors").insert_all(
        {"story": story.id, "contributor": c} for c in story.contributors
    )
