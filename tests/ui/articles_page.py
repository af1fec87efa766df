"""The page of articles without a browser: buttons are pressed, and what is shown is read."""

from __future__ import annotations

import json

from streamlit.testing.v1 import AppTest

from geo import access as decisions

EDITOR = decisions.Role(True, "ann@example.org")


def _page():
    import streamlit as st

    from geo.query import Filters
    from geo.ui import articles, data, link

    if "where" in st.session_state:
        data.look_at(st.session_state.pop("where"))
    link.load()
    articles.articles(Filters())


def opened(article: str | None = None, *, view: str = "Read", **state: object) -> AppTest:
    """Return the page after its first run, with the article that its link selects; ``state`` is the session's."""
    at = AppTest.from_function(_page, default_timeout=120)
    if article:
        at.query_params["sel"] = f"article.{article}"
    at.session_state["articles_view"] = view
    for name, value in state.items():
        at.session_state[name] = value
    return run(at)


def run(at: AppTest) -> AppTest:
    """Run the page; it must not fail."""
    at.run()
    assert not at.exception
    return at


def press(at: AppTest, label: str) -> AppTest:
    """Press the only button of this label."""
    (button,) = [button for button in at.button if button.label == label]
    button.click()
    return run(at)


def said(at: AppTest) -> list[str]:
    """Return what the page says of what was done last, and what it warns of."""
    return [message.value.replace("\\", "") for message in (*at.error, *at.success, *at.warning)]


def listed(at: AppTest) -> dict[str, dict]:
    """Return the rows of the list of articles, by title."""
    (panels,) = [c.proto for c in at.get("bidi_component") if c.proto.component_name == "dateline_panels"]
    return {row["title"]: row for row in json.loads(panels.json)["lists"]["articles"]["rows"]}


def reads(at: AppTest) -> bool:
    """Tell whether the text of an article is there."""
    return any(c.proto.component_name == "dateline_evidence" for c in at.get("bidi_component"))
