"""The words of policies, as they are written."""

from consentkit.domain.checklists import Policy
from consentkit.wording.languages import ENGLISH, language


def policy_words(policy: Policy, words: str) -> str:
    """Return words of a policy, with a mark where they are neither English nor in the reader's language."""
    return words_written_in(policy.language, words)


def words_written_in(written: str, words: str) -> str:
    """Return words that are written in a language, as `policy_words` does."""
    return words if written in {ENGLISH, language()} else f"‹{written}› {words}"
