"""Who may do what: visitors read and try, editors store and correct.  Whatever is not clear makes a visitor."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from geo.errors import SettingError

LOCAL_EDITOR, KEY_EDITOR = "local editor", "editor"
SAMPLES = "samples"
SHORTEST_KEY = 16
"""Characters of an editor key: at five guesses a quarter of an hour, none of this length is guessed."""
_TRUE, _FALSE = frozenset({"1", "true", "yes", "on"}), frozenset({"", "0", "false", "no", "off"})
_FORWARDED = frozenset(
    {"forwarded", "via", "client-ip", "true-client-ip", "cf-connecting-ip", "fastly-client-ip", "fly-client-ip"}
)
_FORWARDED_STARTS = ("x-forwarded", "x-real-ip", "x-client", "x-cluster", "x-original", "cf-", "x-proxy")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the keeper of a deployment has set; see `settings`."""

    public: bool = False
    login: bool = False
    editors: frozenset[str] = frozenset()
    unverified_emails: bool = False
    editor_key: str | None = None
    excerpts: bool = False
    proxies: int = 0


@dataclass(frozen=True, slots=True)
class Request:
    """What is known of whoever asks.

    ``headers`` are those of the browser's connection, names in lower case; ``address`` is that of the other end, None
    on this computer; ``url`` is the page's address as the browser tells it; ``claims`` are those of a login, empty
    without one; ``has_key`` tells whether this session has given the right editor key.
    """

    headers: Mapping[str, str]
    address: str | None = None
    url: str | None = None
    claims: Mapping[str, Any] | None = None
    has_key: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """Whether somebody is an editor, and the name that what they do is signed with."""

    editor: bool
    name: str


VISITOR = Role(False, "visitor")


def settings(dateline: Mapping[str, Any], *, login: bool, environment: Mapping[str, str]) -> Settings:
    """Return the settings of a deployment.

    Parameters
    ----------
    dateline
        The section ``[dateline]`` of the secrets.
    login
        Whether logging in is configured (the section ``[auth]``).
    environment
        Variables of the process; ``DATELINE_PUBLIC`` and ``DATELINE_EXCERPTS`` count.

    Raises
    ------
    SettingError
        If one of them is not what it must be.
    """
    editors = dateline.get("editors", ())
    if isinstance(editors, str) or not all(isinstance(e, str) and "@" in e for e in editors):
        raise SettingError('The setting [dateline] editors is no list of e-mail addresses: write ["name@example.org"].')
    key = dateline.get("editor_key")
    if key is not None and (not isinstance(key, str) or len(key) < SHORTEST_KEY):
        raise SettingError(f"The setting [dateline] editor_key must be a text of at least {SHORTEST_KEY} characters.")
    proxies = dateline.get("proxies", 0)
    if type(proxies) is not int or not 0 <= proxies <= 10:
        raise SettingError("The setting [dateline] proxies must be the number of proxies before the app, 0 to 10.")
    return Settings(
        public=_switch("DATELINE_PUBLIC", environment.get("DATELINE_PUBLIC", "")),
        login=login,
        editors=frozenset(e.strip().casefold() for e in editors),
        unverified_emails=_switch("[dateline] unverified_emails", dateline.get("unverified_emails", False)),
        editor_key=key,
        excerpts=_switch("[dateline] excerpts", dateline.get("excerpts", False))
        or _switch("DATELINE_EXCERPTS", environment.get("DATELINE_EXCERPTS", "")),
        proxies=proxies,
    )


def providers(auth: Mapping[str, Any]) -> list[str | None]:
    """Return the names of the identity providers in the section ``[auth]``; None is one without a section of its own.

    A section without a client, such as ``client_kwargs``, is an option of a provider.
    """
    named = [name for name, section in auth.items() if isinstance(section, Mapping) and "client_id" in section]
    return [None, *named] if "client_id" in auth or not named else named


def _switch(name: str, value: object) -> bool:
    word = str(value).strip().lower()
    if word not in _TRUE | _FALSE:
        raise SettingError(f"The setting {name} must be true or false, not “{word[:40]}”.")
    return word in _TRUE


def role(chosen: Settings, request: Request) -> Role:
    """Return the role of whoever asks.

    An editor is who logged in with a verified e-mail address of the list, who gave the editor key, or who uses an app
    without login and key on the very computer that it runs on.
    """
    if (email := _email(chosen, request.claims or {})) is not None:
        return Role(True, email)
    if chosen.editor_key is not None and request.has_key:
        return Role(True, KEY_EDITOR)
    if not (chosen.public or chosen.login or chosen.editor_key is not None) and is_local(request):
        return Role(True, LOCAL_EDITOR)
    return VISITOR


def _email(chosen: Settings, claims: Mapping[str, Any]) -> str | None:
    """Return the address of an editor who logged in; a provider that lets anybody claim any address names nobody."""
    email = claims.get("email")
    if not (chosen.login and isinstance(email, str)):
        return None
    verified = claims.get("email_verified")
    sure = verified is True or (verified is None and chosen.unverified_emails)
    email = email.strip().casefold()
    return email if sure and email in chosen.editors else None


def is_local(request: Request) -> bool:
    """Tell whether a browser on this very computer asks, with no proxy between.

    All that speaks of it must say so: the other end of the connection, the name that the browser asked for, the page
    that asks, and no trace of forwarding.
    """
    headers = request.headers
    if any(name in _FORWARDED or name.startswith(_FORWARDED_STARTS) for name in headers):
        return False
    told = [f"//{headers.get('host', '')}", *filter(None, (headers.get("origin"), request.url))]
    return all(map(_is_loopback_url, told)) and (request.address is None or _is_loopback(request.address))


def _is_loopback_url(url: str) -> bool:
    try:
        return _is_loopback(urlsplit(url).hostname or "")
    except ValueError:
        return False


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    # A server on all addresses sees IPv4 in IPv6's clothes (::ffff:127.0.0.1).
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback


def address_of(chosen: Settings, request: Request) -> str | None:
    """Return the visitor's address: behind as many proxies as the settings say, what the outermost of them saw.

    Without proxies in the settings a forwarding header is not believed: whoever writes one could have as many
    addresses, and quotas, as they like.
    """
    if not chosen.proxies:
        return request.address
    hops = [hop.strip() for hop in request.headers.get("x-forwarded-for", "").split(",")]
    return hops[-chosen.proxies] if len(hops) >= chosen.proxies else request.address


def right_key(chosen: Settings, given: str) -> bool:
    """Tell whether this is the editor key, in a time that does not tell how much of it is right."""
    key = chosen.editor_key
    return key is not None and hmac.compare_digest(key.encode(), given.encode("utf-8", "replace"))


def may_read_text(chosen: Settings, who: Role, *, collection: str, own_session: bool) -> bool:
    """Tell whether the full text of an article may be shown, exported or sent.

    Parameters
    ----------
    chosen, who
        The settings and the reader's role.
    collection
        The id of the article's collection; the samples are ours to show.
    own_session
        Whether the article lies in the reader's own browser session: they brought it themselves.
    """
    return not chosen.excerpts or who.editor or own_session or collection == SAMPLES
