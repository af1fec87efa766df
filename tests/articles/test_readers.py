"""Files and rows: texts exactly as given, and a sentence for each that cannot be read."""

import datetime as dt
import io
import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.articles import Article, InputProblem, read

TEXT = "Kim left Pyongyang for Vladivostok."


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("articles")


def one(path, **options):
    """The single thing that an input yields."""
    (item,) = read(path, **options)
    return item


def problem(path):
    item = one(path)
    assert isinstance(item, InputProblem)
    assert item.file == str(path)
    return item.message


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_text_stays_as_it_is(folder, suffix, mark):
    text = "  Kim left\r\nPyongyang.\rHe\u2028came\n\n\ufeffback \U0001f600.  \n"
    path = folder / f"kim{suffix}"
    path.write_bytes((mark + text).encode())
    assert one(path) == Article("kim", text, file=str(path))


def test_utf16_is_read_by_its_mark(folder):
    path = folder / "kim.txt"
    for encoding, mark in (("utf-16", ""), ("utf-16-be", "\ufeff")):
        path.write_bytes(f"{mark}{TEXT}\r\n".encode(encoding))
        assert one(path).text == f"{TEXT}\r\n"


def test_markdown_front_matter_tells_about_the_article_and_stays_in_the_text(folder):
    path = folder / "talks.md"
    head = "title: 'Talks: day one'\ndate: 2023-09-11\npublisher: Gazette\nurl: https://example.org/1\nother: [1]"
    text = f"---\n{head}\n---\n{TEXT}"
    path.write_bytes(text.encode())
    assert one(path, published=dt.date(2000, 1, 1)) == Article(
        "talks", text, "Talks: day one", dt.date(2023, 9, 11), "https://example.org/1", "Gazette", file=str(path)
    )
    path.write_text(f"---\ntitle:\n---\n{TEXT}")
    assert one(path, published=dt.date(2000, 1, 1)).published == dt.date(2000, 1, 1)
    assert one(path).title is None


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("title: Talks: day one", "no valid YAML in line 2"),
        ("title: Talks\ndate: Monday", "“Monday” is no date"),
        ("title: Talks\ndate: 2023-02-30", "“2023-02-30” is no date"),
        ("title: [a, b]", "“title” is no string"),
    ],
)
def test_broken_front_matter_is_told(folder, head, message):
    path = folder / "broken.md"
    path.write_text(f"---\n{head}\n---\n{TEXT}")
    assert message in problem(path)


def test_a_web_page_gives_its_main_text_and_what_it_declares(folder):
    path = folder / "page.html"
    paragraph = "<p>The leader of North Korea travelled from Pyongyang to Vladivostok by train, the caf\xe9 said.</p>"
    path.write_bytes(
        f"""<!DOCTYPE html><html><head><meta charset="iso-8859-1"><title>Kim travels</title>
        <meta property="og:site_name" content="The Gazette"><link rel="canonical" href="https://example.org/kim">
        <meta property="article:published_time" content="2023-09-11T10:00:00Z"></head>
        <body><nav><a href="/">Home</a></nav><article>{paragraph * 3}<script>alert("Kyiv")</script></article>
        <footer>Copyright 2019</footer></body></html>""".encode("latin-1")
    )
    article = one(path)
    assert (article.id, article.title, article.publisher) == ("page", "Kim travels", "The Gazette")
    assert (article.published, article.url) == (dt.date(2023, 9, 11), "https://example.org/kim")
    assert article.derived
    assert "caf\xe9 said" in article.text
    assert not any(word in article.text for word in ("<p>", "alert", "Home"))


def test_the_date_of_a_page_is_never_guessed(folder):
    path = folder / "undated.html"
    body = "<p>The leader of North Korea travelled from Pyongyang to Vladivostok by train, back in April 2019.</p>" * 3
    path.write_text(f"<html><body><article>{body}</article><footer>Copyright 2019-05-01</footer></body></html>")
    assert one(path).published is None
    assert one(path, published=dt.date(2023, 9, 11)).published == dt.date(2023, 9, 11)


def test_rows_bring_their_own_fields(folder):
    path = folder / "rows.jsonl"
    rows = [
        {"id": "a", "text": TEXT, "title": "Talks", "published": "2023-09-11", "url": "u", "publisher": "p", "more": 1},
        {"id": 7, "text": TEXT, "title": "", "published": None},
        {"text": TEXT},
        {"text": TEXT + " Soon."},
        {"text": TEXT + " Late."},
    ]
    path.write_text("\n".join(map(json.dumps, rows)) + "\n\n")
    first, second, third, *others = read(path, published=dt.date(2000, 1, 1))
    assert first == Article("a", TEXT, "Talks", dt.date(2023, 9, 11), "u", "p", file=str(path), line=1)
    assert second == Article("7", TEXT, None, dt.date(2000, 1, 1), file=str(path), line=2)
    assert third.id == "rows"
    assert len({article.id for article in others}) == 2
    assert all(len(article.id) == 12 for article in others)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (b'{"id": "b", "text": ', "no valid JSON (Expecting value, column 20)"),
        (b'{"id": "b", "text": "Kyiv"} x', "no valid JSON (Extra data"),
        (b'{"id": "b"}', "“text” is missing"),
        (b'{"id": "b", "text": 5}', "“text” is missing or no string"),
        (b'{"id": "b", "text": " "}', "no words"),
        (b'{"id": "b", "text": "Kyiv", "published": "Monday"}', "“Monday” is no date"),
        (b'{"id": "b", "text": "Kyiv", "title": ["x"]}', "“title” is no string"),
        (b'{"id": true, "text": "Kyiv"}', "“id” is no string"),
        (b'{"id": "\\udc00", "text": "Kyiv"}', "“id” has a character"),
        (b'{"id": "b", "text": "Kyiv \\ud800"}', "half a character (U+D800)"),
        (b'{"id": "b", "text": "Kyiv \\u0000"}', "NUL byte"),
        (b'{"id": "b", "text": "Kyiv \xff"}', "not in UTF-8 (byte 0xff)"),
        (b'["Kyiv"]', "no JSON object"),
        (b"[" * 200_000, "no JSON that can be read"),
        (b'{"id": ' + b"9" * 10_000 + b', "text": "Kyiv"}', "no JSON that can be read"),
        (b'{"id": "b", "text": "' + b"Kyiv " * 500_000 + b'"}', "too long (2.5 MB; the limit is 2 MB)"),
        (b'{"id": "b", "text": "' + b"Kyiv " * 3_500_000 + b'"}', "too long (16.0 MB"),
    ],
)
def test_a_broken_row_stops_no_other(folder, row, message):
    path = folder / "rows.jsonl"
    good = b'{"id": "%s", "text": "Kim left Pyongyang."}'
    path.write_bytes(b"\r\n".join([good % b"a", row, good % b"c"]))
    first, second, third = read(path)
    assert (first.id, first.line, third.id, third.line) == ("a", 1, "c", 3)
    assert str(second).startswith(f"{path}:2: ")
    assert message in second.message


letters = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
with_halves = st.characters(categories=["L", "Z", "C"])


@given(texts=st.lists(st.text(letters), min_size=1), escaped=st.booleans(), end=st.sampled_from(["\n", "\r\n"]))
def test_rows_round_trip_exactly(folder, texts, escaped, end):
    texts = [f"A\r\nb\u2028{text}" for text in texts]
    path = folder / "round.jsonl"
    path.write_bytes(end.join(json.dumps({"text": text}, ensure_ascii=escaped) for text in texts).encode())
    assert [article.text for article in read(path)] == texts


@given(texts=st.lists(st.text(with_halves), min_size=1))
def test_every_row_is_an_article_or_a_problem(folder, texts):
    path = folder / "any.jsonl"
    path.write_text("\n".join(json.dumps({"text": text}) for text in texts))
    items = list(read(path))
    assert len(items) == len(texts)
    for item, text in zip(items, texts, strict=True):
        # json joins two halves that stand together, as JSON demands
        assert isinstance(item, InputProblem) or item.text == json.loads(json.dumps(text))


@given(raw=st.binary(), suffix=st.sampled_from([".txt", ".md", ".html"]))
def test_no_bytes_take_the_reader_down(folder, raw, suffix):
    path = folder / f"bytes{suffix}"
    path.write_bytes(raw)
    item = one(path)
    assert isinstance(item, (Article, InputProblem))
    if suffix == ".txt" and isinstance(item, Article) and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        assert item.text.encode() == raw.removeprefix(b"\xef\xbb\xbf")


@given(raw=st.binary())
def test_no_bytes_take_the_row_reader_down(folder, raw):
    path = folder / "bytes.jsonl"
    path.write_bytes(raw)
    assert all(isinstance(item, (Article, InputProblem)) for item in read(path))


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("empty.txt", b"", "no words"),
        ("blank.md", b" \r\n", "no words"),
        ("empty.html", b"", "no main text"),
        ("empty.jsonl", b"\n\n", "no rows"),
        ("long.txt", b"The train left Pyongyang. " * 200_000, "too long (5.2 MB; the limit is 2 MB)"),
        ("long.md", ("\ufeff" + "Kyiv " * 500_000).encode("utf-16-le"), "too long (5.0 MB; the limit is 2 MB)"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary data"),
        ("picture.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary data"),
        ("latin.txt", "one\ncaf\xe9 of Kyiv".encode("latin-1"), "no text in UTF-8 (byte 0xe9 in line 2)"),
        ("sheet.xlsx", b"PK", "“.xlsx” are not read. Give .txt, .md, .html, .pdf, .docx, .csv or .jsonl"),
        ("README", b"Kyiv", "“README” are not read"),
    ],
)
def test_a_file_that_is_no_article_gets_a_sentence(folder, name, raw, message):
    path = folder / name
    path.write_bytes(raw)
    assert message in problem(path)


def test_paths_that_are_no_files_get_a_sentence(folder):
    assert problem(folder).startswith("This is a directory.")
    assert problem(folder / "nowhere.txt") == "There is no such file. Check the path."
    assert problem(folder / f"{'x' * 300}.txt").startswith("This cannot be read (File name too long).")


@pytest.mark.parametrize(
    ("given_bytes", "texts"),
    [
        (TEXT.encode(), [TEXT]),
        (f"\ufeff\r\n{TEXT}\r\n".encode(), [f"\r\n{TEXT}\r\n"]),
        (TEXT.encode("utf-16"), [TEXT]),
        (b'\n {"text": "Kyiv"}\n{"text": "Lviv"}', ["Kyiv", "Lviv"]),
        (b'{"text": \n{"text": "Lviv"}\n', [None, "Lviv"]),
        (b"{sic} Kim left\nfor Kyiv.", ["{sic} Kim left\nfor Kyiv."]),
        (b"", [None]),
        (b"Kyiv " * 500_000, [None]),
        (b"Kyiv \0", [None]),
    ],
)
def test_standard_input_is_rows_or_a_text(monkeypatch, given_bytes, texts):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given_bytes)))
    items = list(read("-"))
    assert [item.text if isinstance(item, Article) else None for item in items] == texts
    assert all(item.file == "<stdin>" for item in items)


def test_a_long_stream_is_read_row_by_row(monkeypatch):
    taken = 0

    class Rows(io.RawIOBase):
        def readable(self):
            return True

        def readinto(self, buffer):
            nonlocal taken
            taken += 1
            row = b'{"text": "Kyiv"}\n'
            buffer[: len(row)] = row
            return len(row)

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Rows())))
    items = read("-")
    assert [next(items).text for _ in range(3)] == ["Kyiv"] * 3
    assert taken < 10
