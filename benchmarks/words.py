"""How long the words of a story take to be searched: `uv run python benchmarks/words.py`."""

import time

from consentkit.catalogue.shipped import policies_folder
from consentkit.catalogue.words.gazetteers import load_towns
from consentkit.catalogue.words.terms import load_terms
from consentkit.domain.words.looking import WordRules, look_for
from consentkit.domain.words.terms import term_search

PARAGRAPH = (
    "Once there was a long walk to the market and nobody said a word about Phnom Penh or the rain in those "
    "days. Dara (not her real name), a garment worker, left school at 14 to help. The factory paid wages. "
)


def main() -> None:
    rules = WordRules(load_towns(), (term_search(load_terms(policies_folder())[0]),))
    look_for(PARAGRAPH, rules)
    for count in (75, 1000):
        text = PARAGRAPH * count
        start, used = time.perf_counter(), time.process_time()
        found = look_for(text, rules)
        took, cpu = time.perf_counter() - start, time.process_time() - used
        print(f"{len(text.split()):,} words, {len(found):,} findings: {took:.3f} s, {cpu:.3f} s of CPU")


if __name__ == "__main__":
    main()
