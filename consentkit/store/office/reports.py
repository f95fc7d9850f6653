"""Counts over the records, made by the database: no row leaves it."""

from statistics import median

from consentkit.domain.reports import FigureCode
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.stories.several import ids_of

Period = dict[str, str]
"""`from_on` and `until` as days, `since` and `before` as the instants that bound them."""

_C = FigureCode

_STATES = """WITH back AS (
  SELECT consent, max(channels = '[]') AS is_whole FROM withdrawals WHERE withdrawn_on <= :until
  GROUP BY consent
), given AS (
  SELECT seq, contributor, story, decision, until,
         CASE WHEN withdrawn_on <= :until THEN 1 ELSE is_whole END AS is_whole,
         (SELECT r.seq FROM consents AS r WHERE r.id = c.replaced_by AND r.given_on <= :until) IS NULL
         AND NOT EXISTS (SELECT 1 FROM consents AS n WHERE n.story = c.story AND n.asked IS NULL
           AND n.contributor = c.contributor AND n.seq > c.seq AND n.given_on <= :until) AS binds
  FROM consents AS c LEFT JOIN back ON back.consent = c.id WHERE given_on <= :until
), placed AS (
  SELECT *, row_number() OVER (PARTITION BY contributor, story
    ORDER BY (binds AND decision = 'yes' AND until >= :until AND is_whole IS NOT 1) DESC, seq DESC) AS place
  FROM given
)
SELECT CASE WHEN decision = 'no' THEN 'consents-refused'
            WHEN is_whole = 1 THEN 'consents-withdrawn'
            WHEN until < :until THEN 'consents-ended'
            WHEN is_whole = 0 THEN 'consents-in-part'
            ELSE 'consents-holding' END AS state, count(*) AS number
FROM placed WHERE place = 1 GROUP BY state"""
"""Of each person and story one: an answer that binds and holds, else the last."""

_ENDINGS = f"""WITH ended AS (
  SELECT seq, contributor, story, until FROM consents AS c
  WHERE decision = 'yes' AND until BETWEEN :from_on AND :until AND until < :today
    AND NOT EXISTS (SELECT 1 FROM withdrawals w
                    WHERE w.consent = c.id AND w.channels = '[]' AND w.withdrawn_on <= c.until)
), judged AS (
  SELECT EXISTS (SELECT 1 FROM consents r WHERE r.seq > ended.seq AND r.contributor = ended.contributor
                 AND r.story = ended.story AND r.decision = 'yes' AND r.given_on <= ended.until
                 AND r.until > ended.until) AS is_renewed,
         EXISTS (SELECT 1 FROM publications p WHERE p.id IN ({ids_of("publications", "ended.story")})
                 AND p.from_on <= ended.until
                 AND p.voided_by IS NULL AND (p.ended_on IS NULL OR p.ended_on > ended.until)) AS is_up
  FROM ended
)
SELECT coalesce(sum(is_renewed), 0) AS renewed,
       coalesce(sum(NOT is_renewed AND is_up), 0) AS still_up,
       coalesce(sum(NOT is_renewed AND NOT is_up), 0) AS in_time FROM judged"""  # noqa: S608

_CHILDREN = """WITH children AS (
  SELECT code FROM contributors WHERE age_basis = 'none' OR (adult_on IS NOT NULL AND :until < adult_on)
    OR (adult_on IS NULL AND age <> 'adult')
)
SELECT count(DISTINCT contributor) AS children, count(DISTINCT story) AS stories
FROM story_contributors WHERE contributor IN (SELECT code FROM children)"""

_FACES = """SELECT
  coalesce(sum(settlement = 'redacted' OR is_hidden), 0) AS covered,
  coalesce(sum(settlement = 'linked' AND NOT is_hidden), 0) AS shown,
  coalesce(sum(settlement = 'declared' AND NOT is_hidden), 0) AS declared
FROM faces WHERE settled_at >= :since AND settled_at < :before"""

_WAITING = f"""SELECT count(DISTINCT w.seq) AS number FROM withdrawals w
JOIN consents c ON c.id = w.consent
JOIN publications p ON p.id IN ({ids_of("publications", "c.story")})
JOIN takedowns t ON t.publication = p.id
WHERE w.withdrawn_on BETWEEN :from_on AND :until
  AND (w.channels = '[]' OR p.channel IN (SELECT value FROM json_each(w.channels)))
  AND t.opened_on <= :until AND (t.confirmed_on IS NULL OR t.confirmed_on > :until)
  AND (t.voided_on IS NULL OR t.voided_on > :until)"""  # noqa: S608

_FIRST_REFUSALS = """SELECT count(*) AS number FROM (
  SELECT min(at) AS first FROM audit WHERE action = 'gate-refused'
  GROUP BY subject, json_extract(body, '$.channel')
) WHERE first >= :since AND first < :before"""

_NUMBERS: dict[FigureCode, str] = {
    _C.WITHDRAWALS: "SELECT count(*) AS number FROM withdrawals"
    " WHERE withdrawn_on BETWEEN :from_on AND :until",
    _C.WITHDRAWALS_WAITING: _WAITING,
    _C.TAKEDOWNS_OPENED: "SELECT count(*) AS number FROM takedowns"
    " WHERE opened_on BETWEEN :from_on AND :until",
    _C.TAKEDOWNS_OPEN: "SELECT count(*) AS number FROM takedowns"
    " WHERE opened_on <= :until AND (confirmed_on IS NULL OR confirmed_on > :until)"
    " AND (voided_on IS NULL OR voided_on > :until)",
    _C.FACES_OPEN: "SELECT count(*) AS number FROM faces WHERE settlement = 'open' OR lacks_second = 1",
    _C.COPIES_STOPPED: "SELECT count(*) AS number FROM audit WHERE action = 'copy-made'"
    " AND at >= :since AND at < :before"
    " AND (json_extract(body, '$.unsettled') > 0 OR json_array_length(body, '$.leaks') > 0)",
    _C.SCANS_UNDECIDED: "SELECT count(*) AS number FROM audit WHERE action = 'image-scanned'"
    " AND at >= :since AND at < :before AND json_extract(body, '$.outcome') = 'undecided'",
    _C.ATTEMPTS_STOPPED: "SELECT count(*) AS number FROM audit WHERE action = 'gate-refused'"
    " AND at >= :since AND at < :before AND json_extract(body, '$.act') IS NOT NULL",
    _C.FIRST_REFUSALS: _FIRST_REFUSALS,
    _C.SAFEGUARDING_NO: "SELECT count(*) AS number FROM answers WHERE reply = 'no'"
    " AND at >= :since AND at < :before"
    " AND EXISTS (SELECT 1 FROM json_each(answers.roles) WHERE value = 'safeguarding')",
    _C.SIGNED_OFF: "SELECT count(*) AS number FROM audit WHERE action = 'answer-signed-off'"
    " AND at >= :since AND at < :before",
}


def count_all(db: EncryptedDatabase, period: Period) -> dict[FigureCode, float | None]:
    """Return every figure of a report."""
    return (
        {code: _one(db, sql, period)["number"] for code, sql in _NUMBERS.items()}
        | _takedown_days(db, period)
        | _consent_states(db, period)
        | _groups(db, period)
    )


def _takedown_days(db: EncryptedDatabase, period: Period) -> dict[FigureCode, float | None]:
    sql = (
        "SELECT julianday(confirmed_on) - julianday(opened_on) AS days FROM takedowns"
        " WHERE confirmed_on BETWEEN :from_on AND :until"
    )
    days = [row["days"] for row in db.query(sql, period)]
    return {
        _C.TAKEDOWNS_CONFIRMED: len(days),
        _C.TAKEDOWN_DAYS_MEDIAN: median(days) if days else None,
        _C.TAKEDOWN_DAYS_WORST: max(days, default=None),
    }


def _consent_states(db: EncryptedDatabase, period: Period) -> dict[FigureCode, float | None]:
    found = {FigureCode(row["state"]): row["number"] for row in db.query(_STATES, period)}
    states = (
        _C.CONSENTS_HOLDING, _C.CONSENTS_IN_PART, _C.CONSENTS_WITHDRAWN, _C.CONSENTS_ENDED,
        _C.CONSENTS_REFUSED,
    )  # fmt: skip
    return {state: found.get(state, 0) for state in states}


def _groups(db: EncryptedDatabase, period: Period) -> dict[FigureCode, float | None]:
    endings, children, faces = (_one(db, sql, period) for sql in (_ENDINGS, _CHILDREN, _FACES))
    return {
        _C.ENDED_IN_TIME: endings["in_time"],
        _C.ENDED_RENEWED: endings["renewed"],
        _C.ENDED_STILL_UP: endings["still_up"],
        _C.CHILDREN: children["children"],
        _C.STORIES_WITH_CHILDREN: children["stories"],
        _C.FACES_COVERED: faces["covered"],
        _C.FACES_SHOWN: faces["shown"],
        _C.FACES_DECLARED: faces["declared"],
    }


def _one(db: EncryptedDatabase, sql: str, period: Period) -> dict[str, float]:
    (row,) = db.query(sql, period)
    return row
