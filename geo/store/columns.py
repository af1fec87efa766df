"""What the columns of the store hold: text that any database takes, JSON, and moments."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from sqlalchemy import DateTime, Text, TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """Return the text with what no database stores (NUL, lone surrogates) replaced one for one, so that spans hold."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def fold(text: str) -> str:
    """Return the text as the free-text filter compares it: without case, accents and surplus blanks."""
    if text.isascii() and "\0" not in text:
        return " ".join(text.casefold().split())
    plain = unicodedata.normalize("NFKD", storable(text)).casefold()
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


class Words(TypeDecorator[str]):
    """Text from an article or a link: always storable."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Clean the text on its way in."""
        return None if value is None else storable(value)


class Json(TypeDecorator[Any]):
    """A list or a mapping, kept as ASCII JSON text that SQLite and PostgreSQL treat alike."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:  # noqa: ANN401 - any JSON value
        """Write the value as JSON."""
        return json.dumps(value, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401 - any JSON value
        """Read the value back."""
        return None if value is None else json.loads(value)


class Moment(TypeDecorator[dt.datetime]):
    """A moment with its time zone, kept as UTC in both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Turn the moment to UTC; SQLite knows no time zones."""
        if value is None:
            return None
        value = value.astimezone(dt.UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Read the moment back, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def now() -> dt.datetime:
    """Return this moment, in UTC."""
    return dt.datetime.now(dt.UTC)
