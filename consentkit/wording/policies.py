"""The words of a policy, in the reader's language where its file has them, and marked where they are not."""

from consentkit.catalogue.policy_words import is_draft, words_in
from consentkit.domain.checklists import Policy
from consentkit.wording.languages import _, language


def policy_words(policy: Policy, words: str) -> str:
    """Return words of a policy in the reader's language, or as it has them with a mark, such as ‹en›."""
    return words_written_in(policy.language, policy.id, words)


def words_written_in(written: str, policy: str, words: str) -> str:
    """Return words that a policy has in a language, as `policy_words` does."""
    if written == language():
        return words
    told = words_in(language(), policy, words)
    return f"‹{written}› {words}" if told is None else told


def draft_lines(policy: Policy) -> tuple[str, ...]:
    """Say that the policy's words in the reader's language are a draft, where they are; once on a page."""
    if not is_draft(language(), policy.id):
        return ()
    return (_("The words of these questions are a draft translation: no native speaker has reviewed them."),)
