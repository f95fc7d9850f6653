"""What is kept of the words of stories: the check, and what was found."""

from consentkit.domain.errors import NotFound
from consentkit.domain.words.settlements import KeptFinding, StoryWords, WordCheck
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.database.tables import Table

_TEXTS = frozenset({"title", "text", "compared", "beside"})
word_checks = Table("word_checks", WordCheck, key="story", packed=_TEXTS)
word_findings = Table("word_findings", KeptFinding, packed=frozenset({"contexts", "whose"}))


def words_of_story(db: EncryptedDatabase, story: str) -> StoryWords | None:
    """Return what is kept of a story's words; `None` where nobody looked."""
    check = check_of_story(db, story)
    return StoryWords(check=check, findings=findings_of_story(db, story)) if check else None


def check_of_story(db: EncryptedDatabase, story: str) -> WordCheck | None:
    """Return the last look at a story's words, without what was found."""
    return next(iter(word_checks.where(db, "story = ?", story)), None)


def checks_comparing(db: EncryptedDatabase, code: str) -> tuple[WordCheck, ...]:
    """Return the looks at words that somebody's sealed names were compared with."""
    return word_checks.where(db, "compared LIKE ?", f'%"{code}"%')


def aliases_of(db: EncryptedDatabase, code: str) -> tuple[KeptFinding, ...]:
    """Return the wordings of which somebody said that they are an agreed alias of a person."""
    said = "contributor = ? AND settlement = 'agreed' AND named_as = 'alias'"
    return word_findings.where(db, said, code)


def findings_of_story(db: EncryptedDatabase, story: str) -> tuple[KeptFinding, ...]:
    """Return all that was ever found in a story's words, in the order in which it was found."""
    return word_findings.where(db, "story = ?", story)


def get_finding(db: EncryptedDatabase, story: str, finding: str) -> KeptFinding:
    """Return a finding of a story. Raises NotFound."""
    found = word_findings.get(db, finding)
    if found.story != story:
        raise NotFound("record-unknown", kind="finding", id=finding)
    return found


def keep_check(db: EncryptedDatabase, check: WordCheck) -> None:
    """Keep that the words of a story were looked at, in the place of the look before."""
    before = check_of_story(db, check.story)
    if before is not None:
        word_checks.update(db, check, expected=before)
        return
    word_checks.insert(db, check)
