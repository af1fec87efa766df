"""Who is an editor: a table of decisions, and that nothing unclear makes one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import access
from geo.access import KEY_EDITOR, LOCAL_EDITOR, VISITOR, Request, Role, Settings
from geo.errors import SettingError

KEY = "a long and secret key"
HOME = {"host": "localhost:8501", "origin": "http://localhost:8501"}
LOCAL = Request(HOME, address=None, url="http://localhost:8501/articles")
AFAR = Request({"host": "dateline.example.org", "origin": "https://dateline.example.org"}, address="203.0.113.7")
CLAIMS = {"is_logged_in": True, "email": "Ann@Example.org", "email_verified": True}
ANN = Role(True, "ann@example.org")
LISTED = Settings(login=True, editors=frozenset({"ann@example.org"}))


def asking(base=LOCAL, **changes):
    fields = {name: getattr(base, name) for name in ("headers", "address", "url", "claims", "has_key")}
    return Request(**fields | changes)


@pytest.mark.parametrize(
    ("settings", "request_", "role"),
    [
        (Settings(), LOCAL, Role(True, LOCAL_EDITOR)),
        (Settings(), asking(address="127.0.0.1", headers={"host": "127.0.0.1:8501"}), Role(True, LOCAL_EDITOR)),
        (Settings(), asking(address="::ffff:127.0.0.1", headers={"host": "127.0.0.1:8501"}), Role(True, LOCAL_EDITOR)),
        (Settings(), asking(address="::ffff:93.184.216.34", headers={"host": "127.0.0.1:8501"}), VISITOR),
        (Settings(), asking(address="::1", headers={"host": "[::1]:8501"}, url=None), Role(True, LOCAL_EDITOR)),
        (Settings(public=True), LOCAL, VISITOR),
        (Settings(), AFAR, VISITOR),
        (Settings(), asking(address="192.168.1.5"), VISITOR),
        (Settings(), asking(headers={}), VISITOR),
        (Settings(), asking(headers={"host": "evil.example"}), VISITOR),
        (Settings(), asking(headers={"host": "localhost.evil.example"}), VISITOR),
        (Settings(), asking(headers=HOME | {"origin": "https://dateline.example.org"}), VISITOR),
        (Settings(), asking(headers=HOME | {"origin": "null"}), VISITOR),
        (Settings(), asking(url="https://dateline.example.org/"), VISITOR),
        (Settings(editor_key=KEY), LOCAL, VISITOR),
        (Settings(editor_key=KEY), asking(has_key=True), Role(True, KEY_EDITOR)),
        (Settings(editor_key=KEY), asking(AFAR, has_key=True), Role(True, KEY_EDITOR)),
        (Settings(editor_key=KEY, public=True), asking(AFAR, has_key=True), Role(True, KEY_EDITOR)),
        (Settings(), asking(AFAR, has_key=True), VISITOR),
        (Settings(login=True), LOCAL, VISITOR),
        (Settings(login=True), asking(AFAR, claims=CLAIMS), VISITOR),
        (LISTED, asking(AFAR, claims=CLAIMS), ANN),
        (LISTED, asking(AFAR, claims=None), VISITOR),
        (LISTED, asking(AFAR, claims=CLAIMS | {"email": "bob@example.org"}), VISITOR),
        (LISTED, asking(AFAR, claims=CLAIMS | {"email": None}), VISITOR),
        (LISTED, asking(AFAR, claims=CLAIMS | {"email_verified": False}), VISITOR),
        (LISTED, asking(AFAR, claims=CLAIMS | {"email_verified": "true"}), VISITOR),
        (LISTED, asking(AFAR, claims={"email": "ann@example.org"}), VISITOR),
        (
            Settings(login=True, editors=LISTED.editors, unverified_emails=True),
            asking(AFAR, claims={"email": "ann@example.org"}),
            ANN,
        ),
        (
            Settings(login=True, editors=LISTED.editors, unverified_emails=True),
            asking(AFAR, claims=CLAIMS | {"email_verified": False}),
            VISITOR,
        ),
        (Settings(editors=LISTED.editors), asking(AFAR, claims=CLAIMS), VISITOR),
    ],
)
def test_table_of_decisions(settings, request_, role):
    assert access.role(settings, request_) == role


FORWARDING = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via", "CF-Connecting-IP", "X-Client-IP"]


@pytest.mark.parametrize("name", FORWARDING)
def test_a_trace_of_a_proxy_makes_a_visitor(name):
    assert access.role(Settings(), asking(headers=HOME | {name.lower(): "203.0.113.7"})) == VISITOR


words = st.text(max_size=20) | st.sampled_from(["localhost", "127.0.0.1", "http://localhost:8501", "ann@example.org"])
requests = st.builds(
    Request,
    headers=st.dictionaries(st.sampled_from(["host", "origin", "x-forwarded-for", "via"]), words, max_size=4),
    address=words | st.none(),
    url=words | st.none(),
    claims=st.dictionaries(st.sampled_from(["email", "email_verified"]), words | st.booleans() | st.none(), max_size=2),
    has_key=st.booleans(),
)
deployments = st.builds(
    Settings,
    public=st.booleans(),
    login=st.booleans(),
    editors=st.just(LISTED.editors) | st.just(frozenset()),
    editor_key=st.none() | st.just(KEY),
)


@given(deployments, requests)
def test_an_editor_always_has_a_reason(settings, request_):
    who = access.role(settings, request_)
    if not who.editor:
        assert who == VISITOR
    elif who.name == LOCAL_EDITOR:
        assert (settings.public, settings.login, settings.editor_key) == (False, False, None)
        assert request_.headers["host"].startswith(("localhost", "127.", "[::1]"))
        assert not {"x-forwarded-for", "via"} & request_.headers.keys()
    elif who.name == KEY_EDITOR:
        assert settings.editor_key
        assert request_.has_key
    else:
        assert settings.login
        assert who.name in settings.editors
        assert request_.claims["email_verified"] is True


@given(words)
def test_only_the_key_is_the_key(given_):
    assert access.right_key(Settings(editor_key=KEY), given_) == (given_ == KEY)
    assert access.right_key(Settings(editor_key=KEY), KEY)
    assert not access.right_key(Settings(), given_)


def test_settings_are_read():
    read = access.settings(
        {"editors": ["Ann@Example.org "], "editor_key": KEY, "excerpts": True, "proxies": 1},
        login=True,
        environment={"DATELINE_PUBLIC": "1"},
    )
    assert read == Settings(public=True, login=True, editors=LISTED.editors, editor_key=KEY, excerpts=True, proxies=1)
    assert access.settings({}, login=False, environment={}) == Settings()
    assert access.settings({}, login=False, environment={"DATELINE_EXCERPTS": "yes"}).excerpts


@pytest.mark.parametrize(
    ("dateline", "environment", "said"),
    [
        ({"editors": "ann@example.org"}, {}, "list of e-mail addresses"),
        ({"editors": ["ann"]}, {}, "list of e-mail addresses"),
        ({"editor_key": "short"}, {}, "at least 16 characters"),
        ({"editor_key": 1234567890123456}, {}, "at least 16 characters"),
        ({"excerpts": "perhaps"}, {}, "true or false"),
        ({"proxies": True}, {}, "number of proxies"),
        ({"proxies": -1}, {}, "number of proxies"),
        ({}, {"DATELINE_PUBLIC": "maybe"}, "DATELINE_PUBLIC must be true or false"),
    ],
)
def test_a_wrong_setting_gets_a_sentence(dateline, environment, said):
    with pytest.raises(SettingError, match=said.replace("[", r"\[")):
        access.settings(dateline, login=False, environment=environment)


def test_a_forged_address_is_not_believed():
    forged = asking(AFAR, headers=AFAR.headers | {"x-forwarded-for": "198.51.100.1"})
    assert access.address_of(Settings(), forged) == "203.0.113.7"
    behind = asking(AFAR, headers={"x-forwarded-for": "198.51.100.66, 198.51.100.1"}, address="10.0.0.2")
    assert access.address_of(Settings(proxies=1), behind) == "198.51.100.1"
    assert access.address_of(Settings(proxies=2), behind) == "198.51.100.66"
    assert access.address_of(Settings(proxies=3), behind) == "10.0.0.2"


@pytest.mark.parametrize(
    ("excerpts", "who", "collection", "own", "may"),
    [
        (False, VISITOR, "my-reading", False, True),
        (True, VISITOR, "my-reading", False, False),
        (True, VISITOR, "samples", False, True),
        (True, VISITOR, "my-reading", True, True),
        (True, ANN, "my-reading", False, True),
    ],
)
def test_who_may_read_the_whole_text(excerpts, who, collection, own, may):
    assert access.may_read_text(Settings(excerpts=excerpts), who, collection=collection, own_session=own) is may
