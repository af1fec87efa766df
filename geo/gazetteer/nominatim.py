"""Nominatim asked through geopy: one request at a time, at most one a second, and only the server that was named."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, ProxyHandler, build_opener

from geopy.adapters import URLLibAdapter
from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderRateLimited,
    GeocoderTimedOut,
    GeopyError,
)
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim
from pydantic import ValidationError

from geo.errors import GeocoderError
from geo.gazetteer.osm import answers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geopy.location import Location

    from geo.gazetteer.osm import Answer

MOST_ANSWERS = 10
_PAUSE_SECONDS = 60.0
"""How long a server that has had too many requests is left alone where it does not say."""
_LONGEST_PAUSE_SECONDS = 3600.0
_FAULTS: tuple[tuple[type[GeopyError], str], ...] = (
    (GeocoderTimedOut, "did not answer in time: try again later"),
    (GeocoderRateLimited, "has had too many requests: try again later"),
    (GeocoderParseError, "gave an answer that cannot be read: check that its address is that of a Nominatim"),
    (GeocoderInsufficientPrivileges, "refuses to answer: set DATELINE_CONTACT to your address, or use another server"),
    (GeocoderAuthenticationFailure, "wants a password: use another server"),
    (GeopyError, "cannot be asked: check its address and the network, or try again later"),
)


class _Stay(HTTPRedirectHandler):
    """A name that was meant for one server is sent to no other."""

    def redirect_request(self, *_: Any) -> None:  # noqa: ANN401 - urllib's own signature
        return None


class _Adapter(URLLibAdapter):
    """HTTP that follows no redirect, and takes nothing for an answer but a list of places."""

    def __init__(self, *, proxies: dict[str, str] | None, ssl_context: Any) -> None:  # noqa: ANN401 - geopy's signature
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self.urlopen = build_opener(HTTPSHandler(context=ssl_context), ProxyHandler(proxies), _Stay()).open

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> list[dict[str, Any]]:
        try:
            text = self.get_text(url, timeout=timeout, headers=headers)
            return answers().dump_python(answers().validate_json(text))
        except (ValidationError, LookupError) as error:  # LookupError: an encoding that does not exist
            raise GeocoderParseError("not the JSON of Nominatim") from error


class _Nominatim(Nominatim):
    """geopy's geocoder with the newer form of the answer, which names the class of a place ``category``."""

    def _construct_url(self, base_api: str, params: dict[str, Any]) -> str:
        return super()._construct_url(base_api, {**params, "format": "jsonv2"})


class _Turns:
    """The turns of all threads of this process at one server."""

    def __init__(self, min_delay_seconds: float) -> None:
        self.lock = threading.Lock()
        self.quiet_until = float("-inf")
        self._limited = RateLimiter(
            lambda ask: ask(),
            min_delay_seconds=min_delay_seconds,
            max_retries=0,
            error_wait_seconds=min_delay_seconds,
            swallow_exceptions=False,
        )

    def take(self, ask: Callable[[], list[Location] | None]) -> list[Location] | None:
        """Wait for the next turn and ask; to be called with the lock held.

        Raises
        ------
        geopy.exc.GeopyError
            Whatever the question raises, and ``GeocoderRateLimited`` while the server wants to be left alone.
        """
        left = self.quiet_until - time.monotonic()
        if left > 0:
            raise GeocoderRateLimited(f"a pause of {left:.0f} s is left", retry_after=left)
        try:
            return self._limited(ask)
        except GeocoderRateLimited as error:
            pause = _PAUSE_SECONDS if error.retry_after is None else min(error.retry_after, _LONGEST_PAUSE_SECONDS)
            self.quiet_until = time.monotonic() + pause
            raise


_turns: dict[tuple[str, float], _Turns] = {}


class Server:
    """One Nominatim, shared fairly by all who ask it in this process.

    Parameters
    ----------
    url
        Its base address, with or without a path.
    user_agent
        How Dateline names itself.
    timeout
        How long to wait for an answer (seconds).
    min_delay_seconds
        The least time between two requests (seconds).
    direct
        Go round the proxies of the environment, as for a server on this machine.
    """

    def __init__(
        self, url: str, *, user_agent: str, timeout: float, min_delay_seconds: float, direct: bool = False
    ) -> None:
        parts = urlsplit(url)
        self.url = url
        self._turns = _turns.setdefault((url, min_delay_seconds), _Turns(min_delay_seconds))
        self._geocoder = _Nominatim(
            domain=parts.netloc + parts.path,
            scheme=parts.scheme,
            user_agent=user_agent,
            timeout=timeout,
            proxies={} if direct else None,
            adapter_factory=_Adapter,
        )

    @property
    def lock(self) -> threading.Lock:
        """Hold it from the look into the cache to the entry in it, so that no two threads ask for the same."""
        return self._turns.lock

    def search(self, name: str, countries: Sequence[str]) -> list[Answer]:
        """Return what the server knows under a name; empty where it knows no such place.  Hold ``lock``.

        Parameters
        ----------
        name
            What to look for.
        countries
            ISO 3166-1 alpha-2 codes of where it may lie; empty for anywhere.

        Raises
        ------
        geo.errors.GeocoderError
            If the server is not to be reached, is slow or busy, refuses, or answers what cannot be read.
        """
        try:
            found = self._turns.take(
                lambda: self._geocoder.geocode(
                    name,
                    exactly_one=False,
                    limit=MOST_ANSWERS,
                    addressdetails=True,
                    language="en",
                    country_codes=[code.lower() for code in countries],
                )
            )
        except GeopyError as error:
            fault = next(sentence for kind, sentence in _FAULTS if isinstance(error, kind))
            raise GeocoderError(f"The geocoder at {self.url} {fault} ({error}).") from error
        return answers().validate_python([location.raw for location in found or []])
