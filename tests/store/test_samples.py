from __future__ import annotations

import subprocess
import sys

import pytest

from geo import query
from geo.articles import read
from geo.errors import DataError
from geo.store import ensure_samples
from tests.builders import Draft


@pytest.fixture
def folder(tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.md").write_text(
            f"---\ntitle: {name}\ndate: 2023-09-11\n---\nKyiv burns.\n", encoding="utf-8"
        )
    write_records(tmp_path)
    return tmp_path


def write_records(folder, version="1"):
    lines = []
    for path in sorted(folder.glob("*.md")):
        (article,) = read(path)
        draft = Draft(article.text, id=article.id, version=version, title="line \u2028 break")
        draft.toponym("Kyiv", "site")
        lines.append(draft.record().to_json())
    (folder / "records.jsonl").write_text("\n".join([*lines, ""]), encoding="utf-8")


def test_samples_are_written_once_and_again_only_where_they_differ(store, folder):
    assert ensure_samples(store, folder=folder) == 2
    version = store.version()
    assert ensure_samples(store, folder=folder) == 0
    assert store.version() == version
    write_records(folder, version="2")
    assert ensure_samples(store, folder=folder) == 2
    assert query.article(store, "one").record.extractor.version == "2"
    assert query.article(store, "one").collection == "Samples"


@pytest.mark.parametrize("broken", ["missing", "no record", "a story without"])
def test_stories_and_records_that_do_not_go_together_are_said(store, folder, broken):
    records = folder / "records.jsonl"
    if broken == "missing":
        records.unlink()
    elif broken == "no record":
        records.write_text("{}\n")
    else:
        records.write_text("")
    with pytest.raises(DataError, match=r"records\.jsonl"):
        ensure_samples(store, folder=folder)


def test_opening_and_asking_the_store_loads_no_language_model():
    code = (
        "import sys\n"
        "from geo.store import open_store\nfrom geo import query\n"
        "query.places(open_store(':memory:'))\n"
        "sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
