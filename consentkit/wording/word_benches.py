"""What a bench of words found, as tables in Markdown: they stand in the documentation as they are printed."""

from collections.abc import Iterable, Iterator, Sequence

from consentkit.domain.words.benches import Asked, Count, Half, WordsBench

_COLUMNS = {
    Asked.NAMES: "names, none sealed",
    Asked.SEALED_NAMES: "names, sealed",
    Asked.CONTACTS: "contacts, numbers",
    Asked.DAYS: "days, ages",
    Asked.PLACES: "places",
    Asked.INNOCENT: "innocent, none sealed",
    Asked.INNOCENT_SEALED: "innocent, 20 sealed",
    Asked.AROUND: "around",
}
_WRONGLY = frozenset({Asked.INNOCENT, Asked.INNOCENT_SEALED, Asked.AROUND})
_HALVES = {Half.FIRST: "the half that was looked at", Half.SECOND: "the half that was kept apart"}


def word_bench_lines(measured: Sequence[WordsBench]) -> Iterator[str]:
    """Yield what was found of each language, of both halves together and of each by itself."""
    yield from _table("language", measured, tuple(Half))
    for half, words in _HALVES.items():
        yield ""
        yield from _table(words, measured, (half,))


def word_odd_lines(measured: Sequence[WordsBench]) -> Iterator[str]:
    """Yield for each language a table of what came out otherwise than marked."""
    for one in measured:
        yield ""
        yield _row(one.language, "", "what", "in")
        yield _row(*["---"] * 4)
        for odd in one.odd:
            what = "found" if odd.asked in _WRONGLY else "missed"
            yield _row(_COLUMNS[odd.asked], what, _on_one_line(odd.said), _on_one_line(odd.text))


def _table(head: str, measured: Sequence[WordsBench], halves: Sequence[Half]) -> Iterator[str]:
    yield _row(head, *_COLUMNS.values())
    yield _row("---", *["---:"] * len(_COLUMNS))
    for one in measured:
        yield _row(one.language, *(_told(one.count(asked, halves)) for asked in Asked))
    if len(measured) > 1:
        yield _row("all", *(_told(_sum(one.count(asked, halves) for one in measured)) for asked in Asked))


def _sum(counts: Iterable[Count]) -> Count:
    return sum(counts, Count())


def _told(count: Count) -> str:
    # Of 350 one missing is no 100 %.
    return "–" if count.percent is None else f"{count.found} of {count.of} ({round(count.percent, 1):g} %)"


def _on_one_line(text: str) -> str:
    shown = "".join(one if one.isprintable() else f"‹{ord(one):04X}›" for one in text)
    return shown.replace("|", "\\|")


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
