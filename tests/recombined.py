"""A corpus as large as wanted: the sample stories recombined with other names and dates.

``python -m tests.recombined 20000 --seed 1 --out corpus.jsonl``.  Paragraphs of two or three stories make an article of
some 400 words; persons, places and days in it are exchanged for others, each the same throughout the article.
Nothing in it is true.  The same arguments make the same corpus.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

from geo.articles import body_start
from geo.record import Record

DATA = Path(__file__).resolve().parents[1] / "data"
WORDS = 400
_MONTHS = "January February March April May June July August September October November December".split()
_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)})(?: (\d{{4}}))?\b")


def corpus(number: int, *, seed: int = 1) -> Iterator[dict[str, str]]:
    """Yield the rows of a corpus: id, text, title, published and publisher."""
    draw = random.Random(seed)
    paragraphs, persons, cities = _paragraphs(), _persons(), _cities()
    for n in range(1, number + 1):
        published = dt.date(2015, 1, 1) + dt.timedelta(days=draw.randrange(3650))
        text = "\n\n".join(_some(paragraphs, draw))
        text = _exchanged(text, persons, cities, draw)
        text = _DAY.sub(lambda match: _near(match, published, draw), text)  # noqa: B023 - used at once
        yield {
            "id": f"recombined-{seed}-{n:06d}",
            "title": " ".join(text.split()[:8]),
            "published": published.isoformat(),
            "publisher": f"Gazette {draw.randrange(40)}",
            "text": text,
        }


def _paragraphs() -> list[list[str]]:
    texts = [path.read_text(encoding="utf-8") for path in sorted((DATA / "stories").glob("*.md"))]
    return [[p.strip() for p in text[body_start(text) :].split("\n\n") if p.strip()] for text in texts]


def _some(stories: list[list[str]], draw: random.Random) -> list[str]:
    """Return paragraphs of three stories in turns, in their order, until there are words enough."""
    chosen = draw.sample(stories, 3)
    words = round(WORDS * draw.uniform(0.75, 1.25))
    out, size = [], 0
    for story in chosen:
        for paragraph in story[draw.randrange(2) : 2 + draw.randrange(len(story) - 1)]:
            out.append(paragraph)
            size += len(paragraph.split())
            if size >= words:
                return out
    return out


def _persons() -> list[str]:
    """Return the full names of persons in the stories."""
    return sorted({a.name for r in _records() for a in r.actors if a.kind == "person" and len(a.name.split()) == 2})


def _cities() -> list[str]:
    return sorted({p.name for r in _records() for p in r.places if p.kind == "city"})


def _records() -> list[Record]:
    lines = (DATA / "stories" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    return [Record.from_json(line) for line in lines]


def _exchanged(text: str, persons: list[str], cities: list[str], draw: random.Random) -> str:
    """Exchange the names that occur for others of their kind, all at once, surnames along with full names."""
    swap: dict[str, str] = {}
    for name in persons:
        if name in text:
            first, last = draw.choice(persons).split()[0], draw.choice(persons).split()[1]
            swap[name] = f"{first} {last}"
            swap[name.split()[1]] = last
    here = [city for city in cities if city in text and city not in swap]
    swap |= dict(zip(here, draw.sample(cities, len(here)), strict=True))
    if not swap:
        return text
    names = "|".join(map(re.escape, sorted(swap, key=len, reverse=True)))
    return re.sub(rf"\b(?:{names})\b", lambda match: swap[match[0]], text)


def _near(match: re.Match[str], published: dt.date, draw: random.Random) -> str:
    """Return a day in the ten days before the day of publication, or in an earlier year where one is told."""
    day = published - dt.timedelta(days=draw.randrange(10))
    year = f" {day.year - draw.randrange(1, 6)}" if match[3] else ""
    return f"{day.day} {_MONTHS[day.month - 1]}{year}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("number", type=int)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--out", type=Path, required=True)
    chosen = options.parse_args()
    with chosen.out.open("w", encoding="utf-8", newline="") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in corpus(chosen.number, seed=chosen.seed))


if __name__ == "__main__":
    main()
