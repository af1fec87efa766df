"""Pages of several browser sessions in one server: each sees its own, and no other's."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from geo import access as decisions
from geo.ui import access, metering

KEY = "a long and secret key"

pytestmark = pytest.mark.usefixtures("fresh")


def looking():
    """Show all that pages get from the store that this session looks at."""
    import streamlit as st

    from geo.query import Filters
    from geo.ui import data

    where = st.session_state.get("where", "library")
    data.look_at(where)
    chosen = Filters()
    st.text(data.looking_at())
    st.text(sorted(data.actors(chosen)["name"]))
    st.text(sorted(data.places(chosen)["name"]))
    st.text(int(data.counts(chosen)["total"].sum()))
    st.text(data.date_span())
    st.text(getattr(data.article("story"), "title", None))


def shown(at):
    assert not at.exception
    return [element.value for element in at.text]


def session(**state):
    at = AppTest.from_function(looking, default_timeout=120)
    for name, value in state.items():
        at.session_state[name] = value
    return at.run()


def with_articles(number):
    """Return a session with a store of its own that holds an article."""
    from geo.ui import session as sessions
    from tests.builders import add, story

    visit = sessions._visits().begin()
    add(visit.store, story(title=f"Article of visitor {number}"))
    return session(where="session", visit=visit)


def test_no_session_is_answered_from_anothers():
    library = session()
    everybody = shown(library)
    assert everybody[0] == "library"
    one, two = with_articles(1), with_articles(2)
    assert shown(one)[0] == "session"
    assert shown(one)[-1] == "Article of visitor 1"
    assert shown(two)[-1] == "Article of visitor 2"
    assert shown(one)[1] != everybody[1]
    # Asked again, with all caches warm, and after the visitor goes back to the library.
    assert shown(library.run()) == everybody
    assert shown(one.run())[-1] == "Article of visitor 1"
    one.session_state["where"] = "library"
    assert shown(one.run()) == everybody
    assert shown(session()) == everybody
    assert shown(two.run())[-1] == "Article of visitor 2"


def test_a_session_without_articles_shows_the_library():
    assert shown(session(where="session"))[0] == "library"


def test_a_session_whose_store_was_given_up_shows_the_library():
    one = with_articles(1)
    one.session_state["visit"].store = None
    assert shown(one.run())[0] == "library"


def signing_in():
    import streamlit as st

    from geo.ui import access

    access.sign_in()
    st.text(access.who())


def key_page(key=KEY):
    at = AppTest.from_function(signing_in, default_timeout=60)
    at.secrets["dateline"] = {"editor_key": key}
    return at.run()


NAMELESS = {"client_id": "x", "client_kwargs": {"prompt": "login"}}
NAMED = {"google": {"client_id": "y"}, "keycloak": {"client_id": "z"}}


@pytest.mark.parametrize(
    ("auth", "offered"),
    [
        (NAMELESS, ["Log in"]),
        (NAMED, ["Log in with google", "Log in with keycloak"]),
        (NAMELESS | NAMED, ["Log in", "Log in with google", "Log in with keycloak"]),
        ({"cookie_secret": "the only one"}, ["Log in"]),
    ],
)
def test_each_identity_provider_has_its_button_and_their_options_have_none(auth, offered):
    at = AppTest.from_function(signing_in, default_timeout=60)
    at.secrets["auth"] = auth
    at.run()
    assert shown(at) == ["visitor"]
    assert [button.label for button in at.button] == offered


def give(at, key):
    at.text_input[0].set_value(key)
    return at.button[0].click().run()


def test_the_editor_key_makes_an_editor_of_this_session_alone():
    at = key_page()
    assert shown(at) == ["visitor"]
    give(at, "a long and wrong key")
    assert shown(at) == ["visitor"]
    assert "not the editor key" in at.error[0].value
    give(at, KEY)
    assert shown(at) == ["editor"]
    assert shown(at.run()) == ["editor"]
    assert KEY not in str(at.session_state)
    assert shown(key_page()) == ["visitor"]
    at.button[0].click().run()
    assert shown(at) == ["visitor"]


def test_another_key_ends_what_the_old_one_gave():
    at = give(key_page(), KEY)
    assert shown(at) == ["editor"]
    at.secrets["dateline"] = {"editor_key": "another long and secret key"}
    assert shown(at.run()) == ["visitor"]


def test_keys_cannot_be_tried_for_ever():
    at = key_page()
    for n in range(5):
        give(at, f"guess number {n} of many")
        assert "not the editor key" in at.error[0].value
    fresh = key_page()
    for guess in ("guess number 6 of many", KEY):
        give(fresh, guess)
        assert "Too many wrong keys. Try again in 15 minutes." in fresh.error[0].value.replace("\\", "")
        assert shown(fresh) == ["visitor"]


def test_a_wrong_setting_makes_visitors_and_is_told():
    at = key_page(key="short")
    assert shown(at) == ["visitor"]
    assert "at least 16 characters" in at.error[0].value


def adding():
    import streamlit as st

    from geo.errors import GeoError
    from geo.ui import data, metering, session
    from tests.ingest.test_ingest import numbered

    if st.button("Add"):
        first = st.session_state.get("first", 0)
        try:
            session.add(map(numbered, range(first, first + 6)), collection="My reading", total=6).wait(120)
        except GeoError as error:
            st.error(str(error))
    job = session.job()
    st.text(job.progress().counts if job else None)
    st.text([o.message for o in job.progress().outcomes if o.message] if job else None)
    st.text(data.looking_at())
    st.text(metering.articles_left())


def test_a_visitor_adds_ten_articles_an_hour_to_their_own_session():
    at = AppTest.from_function(adding, default_timeout=240).run()
    assert shown(at)[2:] == ["library", "10"]
    at.button[0].click().run()
    assert shown(at)[0] == "{'added': 6}"
    assert shown(at)[2:] == ["session", "4"]
    at.session_state["first"] = 6
    at.button[0].click().run()
    assert shown(at)[0] == "{'refused': 2, 'added': 4}" or shown(at)[0] == "{'added': 4, 'refused': 2}"
    assert "Visitors add up to 10 articles an hour. Try again in 60 minutes" in shown(at)[1]
    # A reload makes another session; the address stays.
    other = AppTest.from_function(adding, default_timeout=240).run()
    other.button[0].click().run()
    assert "Visitors add up to 10 articles an hour." in other.error[0].value
    assert shown(other)[2:] == ["library", "0"]


def test_an_editor_adds_to_the_library_and_looks_at_it(monkeypatch):
    from geo.ui import session as sessions

    monkeypatch.setattr(access, "role", lambda: decisions.Role(True, "ann@example.org"))
    # They may have tried articles as a visitor before they signed in, and look at those.
    at = AppTest.from_function(adding, default_timeout=240)
    at.session_state["looking_at"], at.session_state["visit"] = "session", sessions._visits().begin()
    assert shown(at.run())[2] == "session"
    at.button[0].click().run()
    assert shown(at)[0] == "{'added': 6}"
    assert shown(at)[2] == "library"
    from geo.ui import data

    assert data.library().find(_numbered(0)) == "article-0"


def _numbered(number):
    from tests.ingest.test_ingest import numbered

    return numbered(number)


def test_a_long_article_of_a_visitor_is_refused():
    from geo.articles import Article

    long = Article("long", "A train left Paris. " * 6_000)
    (problem,) = metering.metered([long])
    assert "up to 100,000 characters, and this one has 120,000" in problem.message


def reading():
    import streamlit as st

    from geo.ui import data, reader

    class View:
        """Nothing has been clicked or chosen in it."""

        def __getattr__(self, name):
            return None

    def view(**mounted):
        words = [words for p in mounted["data"]["paragraphs"] for words, *_ in p["segments"]]
        st.text("".join(words))
        return View()

    reader._view = lambda: view
    data.look_at(st.session_state.get("where", "library"))
    reader.evidence_view(data.article("story"), None, key="reading")


@pytest.mark.parametrize(
    ("collection", "where", "role", "whole"),
    [
        ("My reading", "library", decisions.VISITOR, False),
        ("Samples", "library", decisions.VISITOR, True),
        ("My reading", "session", decisions.VISITOR, True),
        ("My reading", "library", decisions.Role(True, "ann@example.org"), True),
    ],
)
def test_a_deployment_with_excerpts_sends_no_whole_text_of_others(monkeypatch, collection, where, role, whole):
    from geo.ui import data, reader
    from geo.ui import session as sessions
    from tests.builders import add, story

    monkeypatch.setenv("DATELINE_EXCERPTS", "1")
    monkeypatch.setattr(access, "role", lambda: role)
    monkeypatch.setattr(reader, "_view", reader._view)
    visit = sessions._visits().begin()
    add(visit.store if where == "session" else data.library(), story(), collection=collection)
    at = AppTest.from_function(reading, default_timeout=60)
    at.session_state["where"], at.session_state["visit"] = where, visit
    (text,) = shown(at.run())
    assert "Kim Jong-un set off from Pyongyang" in text
    assert ("Russian grain is cheap" in text) is whole
