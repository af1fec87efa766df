"""How much a visitor may have fetched and read, and how many articles they may add, within an hour."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import streamlit as st

from geo.articles import InputProblem
from geo.errors import SpentError
from geo.quota import Quota
from geo.ui import access

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geo.articles import Article
    from geo.quota import Refusal

ARTICLES_AN_HOUR = 10
READS_AN_HOUR = 40
"""Web pages that are fetched and files that are read for one visitor: some are no articles, some are only looked at."""
MOST_CHARACTERS = 100_000
"""Length of a visitor's article: ten long magazine stories; it keeps what all visitors' sessions hold small."""

_ADD = f"add up to {ARTICLES_AN_HOUR} articles"
_READ = f"have up to {READS_AN_HOUR} pages and files read"


@st.cache_resource(show_spinner=False)
def _articles() -> Quota:
    return Quota(ARTICLES_AN_HOUR)


@st.cache_resource(show_spinner=False)
def _reads() -> Quota:
    return Quota(READS_AN_HOUR)


def articles_left() -> int:
    """Return how many articles this visitor may still add within this hour."""
    return _articles().left(access.keys(), now=time.monotonic())


def quota_sentence() -> str:
    """Return why this visitor can add no article now, and when they can; empty where they can."""
    refusal = _articles().refusal(access.keys(), now=time.monotonic())
    return "" if refusal is None else _sentence(refusal, _ADD)


def metered(items: Iterable[Article | InputProblem]) -> Iterator[Article | InputProblem]:
    """Return the items with a problem in the place of each article beyond the visitor's quota.

    Call it in the page's run; the iterator may then be used in another thread.
    """
    return _metered(items, _articles(), access.keys())


def _metered(
    items: Iterable[Article | InputProblem], quota: Quota, keys: tuple[str, ...]
) -> Iterator[Article | InputProblem]:
    for item in items:
        if isinstance(item, InputProblem):
            yield item
        elif len(item.text) > MOST_CHARACTERS:
            much = (
                f"Visitors add articles of up to {MOST_CHARACTERS:,} characters, and this one has {len(item.text):,}."
            )
            yield InputProblem(item.title or item.id, None, f"{much} Shorten it.")
        elif (refusal := quota.take(keys, now=time.monotonic())) is not None:
            yield InputProblem(item.title or item.id, None, _sentence(refusal, _ADD))
        else:
            yield item


def reads() -> Callable[[], None]:
    """Return what is called before each page is fetched and each file read; for an editor it does nothing.

    Call it in the page's run; what it returns may be called in another thread, and raises `geo.errors.SpentError` where
    a visitor has had all that is granted for this hour.
    """
    if access.is_editor():
        return lambda: None
    quota, keys = _reads(), access.keys()

    def take() -> None:
        refusal = quota.take(keys, now=time.monotonic())
        if refusal is not None:
            raise SpentError(_sentence(refusal, _READ))

    return take


def _sentence(refusal: Refusal, granted: str) -> str:
    wait = access.try_again(refusal)
    if refusal.crowded:
        return f"Very many visitors are adding articles just now. {wait}."
    return f"Visitors {granted} an hour. {wait}, or run Dateline on your own computer."
