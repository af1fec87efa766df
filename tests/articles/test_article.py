"""What makes a text an article: its size, its characters, its front matter, its date."""

import datetime as dt

import pytest

from geo.articles import MAX_BYTES, body_start, check_text, parse_date
from geo.errors import DateError, EmptyTextError, NotTextError, TextTooLongError


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("---\ntitle: Talks\ndate: 2023-09-11\n---\nA train left.", "A train left."),
        ("---\r\ntitle: Talks\r\n---\r\n\r\nA train left.", "\r\nA train left."),
        ("---\n# a comment\ntitle: Talks\n...\nA train left.", "A train left."),
        ("---\n---\nA train left.", "A train left."),
        ("---\ntitle: Talks\n---", ""),
        ("A train left.", "A train left."),
        ("\n---\ntitle: Talks\n---\nA train left.", "\n---\ntitle: Talks\n---\nA train left."),
        ("---\ntitle: never closed\nA train left.", "---\ntitle: never closed\nA train left."),
        ("---\nA train left.\n\n---\nIt came back.", "---\nA train left.\n\n---\nIt came back."),
    ],
)
def test_the_body_starts_after_front_matter(text, body):
    assert text[body_start(text) :] == body


@pytest.mark.parametrize("text", ["", " \r\n\t", "\u2028\u00a0", "1234 -- !?", "---\ntitle: Only a title\n---\n\n"])
def test_a_text_without_words_is_empty(text):
    with pytest.raises(EmptyTextError, match="no words"):
        check_text(text)


def test_the_limit_is_in_bytes_of_utf8():
    check_text("é" * (MAX_BYTES // 2))
    with pytest.raises(TextTooLongError, match=r"2\.0 MB; the limit is 2 MB"):
        check_text("é" * (MAX_BYTES // 2) + "e")


def test_what_no_file_can_hold_is_no_text():
    with pytest.raises(NotTextError, match="NUL byte at character 5"):
        check_text("Kyiv \0")
    with pytest.raises(NotTextError, match=r"U\+D83D\) at character 5"):
        check_text("Kyiv \ud83d")
    check_text("Kyiv \U0001f600")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2023-09-11", dt.date(2023, 9, 11)),
        (" 2023-09-11 ", dt.date(2023, 9, 11)),
        ("2023-09-11T23:30:00+09:00", dt.date(2023, 9, 11)),
        ("2023-09-11T00:10:00Z", dt.date(2023, 9, 11)),
        (dt.datetime(2023, 9, 11, 23, tzinfo=dt.UTC), dt.date(2023, 9, 11)),
        (dt.date(2023, 9, 11), dt.date(2023, 9, 11)),
        (None, None),
        ("", None),
    ],
)
def test_iso_dates_are_read_as_written(value, day):
    read = parse_date(value)
    assert read == day
    assert type(read) is type(day)


@pytest.mark.parametrize(
    "value", ["Monday", "11.09.2023", "2023-02-30", "2023", "2023-09", 20230911, True, ["2023-09-11"]]
)
def test_other_dates_are_refused_with_an_example(value):
    with pytest.raises(DateError, match=r"is no date.*2023-09-11"):
        parse_date(value)


def test_a_refused_date_cannot_steer_the_terminal():
    with pytest.raises(DateError) as refused:
        parse_date("\x1b[2J")
    assert "\x1b" not in str(refused.value)
