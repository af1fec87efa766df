"""An article's page as an editor has it, without a browser: marks are clicked, buttons pressed, what is shown read."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from streamlit.testing.v1 import AppTest

if TYPE_CHECKING:
    from collections.abc import Mapping


class Answer(NamedTuple):
    """What the view of the article answers: the mark that was clicked, or the words that were chosen."""

    pick: Mapping[str, int] | None = None
    words: Mapping[str, int] | None = None


def view(**mounted):
    """Stand in for the component in the browser: keep what it is to draw, answer as the test clicked."""
    import streamlit as st

    st.session_state["drawn"] = mounted["data"]
    return st.session_state.pop("clicked", None) or Answer()


def _page():
    import streamlit as st

    from geo.ui import data, detail

    data.look_at(st.session_state["where"])
    detail.detail(st.session_state["article"])


class Editing:
    """The page of an article."""

    def __init__(self, article: str, *, where: str = "library", **state: object) -> None:
        self.at = AppTest.from_function(_page, default_timeout=60)
        for name, value in {"article": article, "where": where, **state}.items():
            self.at.session_state[name] = value
        self._run()

    def choices(self, label: str) -> list[str]:
        """Return what a list offers."""
        return list(self.field(label).options)

    def _run(self, error: str | None = None) -> None:
        self.at.run()
        assert not self.at.exception
        assert [error in one.value.replace("\\", "") for one in self.at.error] == [True] * bool(error)

    def marks(self, layer: str, words: str) -> list[str]:
        """Return what the marks of a layer on exactly these words say."""
        return [self.drawn["marks"][n][2] for n in self._found(layer, words)]

    @property
    def drawn(self) -> dict[str, Any]:
        """What the view of the article draws, as `geo.evidence.payload` made it."""
        return self.at.session_state["drawn"]

    def _found(self, layer: str, words: str) -> list[int]:
        texts: dict[int, str] = {}
        for paragraph in self.drawn["paragraphs"]:
            for text, numbers, _ in paragraph["segments"]:
                for n in numbers:
                    texts[n] = texts.get(n, "") + text
        return [n for n, text in sorted(texts.items()) if text == words and self.drawn["marks"][n][0] == layer]

    def click(self, layer: str, words: str, nth: int = 0) -> None:
        """Click a mark."""
        self.at.session_state["clicked"] = Answer(pick={"mark": self._found(layer, words)[nth]})
        self._run()

    def select(self, words: str, nth: int = 0) -> None:
        """Select words of the text with the mouse."""
        text = "".join(segment[0] for paragraph in self.drawn["paragraphs"] for segment in paragraph["segments"])
        at = [found.start() for found in re.finditer(re.escape(words), text)][nth]
        self.at.session_state["clicked"] = Answer(words={"start": at, "end": at + len(words)})
        self._run()

    def field(self, label: str):
        """Return the field, choice or list of this label."""
        every = [*self.at.text_input, *self.at.selectbox, *self.at.multiselect, *self.at.radio, *self.at.button_group]
        (found,) = [one for one in every if one.label.startswith(label)]
        return found

    def fill(self, label: str, value: object) -> None:
        """Write into a field, or choose in a list."""
        self.field(label).set_value(value)
        self._run()

    def choose(self, label: str, option: str) -> None:
        """Choose in a list by what is read there, as a browser does; it may begin so, if no other does."""
        field = self.field(label)
        (at,) = [n for n, one in enumerate(field.options) if one == option] or [
            n for n, one in enumerate(field.options) if one.startswith(option)
        ]
        field.__class__ = type("Chosen", (type(field),), {"index": at})
        field.set_value(option)
        self._run()

    def offered(self, label: str) -> bool:
        """Tell whether there is a button of this label."""
        return label in [button.label for button in self.at.button]

    def press(self, label: str, *, error: str | None = None) -> None:
        """Press the (first) button of this label; ``error`` is in what the page must then complain of."""
        next(button for button in self.at.button if button.label == label).click()
        self._run(error)

    @property
    def said(self) -> list[str]:
        """What the page says of what was done last."""
        return [message.value.replace("\\", "") for message in self.at.success]

    @property
    def captions(self) -> list[str]:
        """The notes of the page."""
        return [note.value.replace("\\", "") for note in self.at.caption]

    @property
    def signed(self) -> list[str]:
        """The lines of the list of corrections that say by whom and when, newest correction first."""
        found = [element.proto.body for element in self.at.get("html")]
        return [html.unescape(re.sub("<[^>]+>", "", line)) for line in found if "dl-by" in line]
