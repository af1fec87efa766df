"""What a page says where the store fails under it: a lost database, a full disk."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st
from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from collections.abc import Iterator

_log = logging.getLogger(__name__)


@contextmanager
def said() -> Iterator[None]:
    """Say that the store cannot be read, once, and end the run; the log has the reason."""
    try:
        yield
    except DBAPIError:
        _log.exception("The store cannot be read.")
        st.error(
            "The store of articles cannot be read at the moment, so nothing can be shown. What is in it is not lost: "
            "reload the page in a minute. If this stays, whoever runs Dateline finds the reason in its log."
        )
        st.stop()
