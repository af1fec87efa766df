"""Geocoding with Nominatim behind the offline gazetteer: a switch that is off unless the environment turns it on.

Only a name that the gazetteer does not have is sent, with the codes of the countries that stand behind it after a
comma, and nothing else.  What comes back is OpenStreetMap's: show :data:`ATTRIBUTION` with it.
"""

from __future__ import annotations

import dataclasses
import ipaddress
import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from geo.contact import user_agent
from geo.errors import GeocoderError, InputError
from geo.gazetteer.cache import AnswerCache, cache_folder
from geo.gazetteer.gazetteer import LONGEST, Gazetteer
from geo.gazetteer.geocoder import geocode
from geo.gazetteer.names import DIVISION_WORDS, normalise
from geo.gazetteer.nominatim import Server
from geo.gazetteer.osm import ATTRIBUTION, candidates_of

if TYPE_CHECKING:
    from pathlib import Path

    from geo.gazetteer.cache import Kept
    from geo.gazetteer.candidate import Candidate

__all__ = ["ATTRIBUTION", "OnlineGeocoder"]

SWITCH = "DATELINE_NOMINATIM"
TIMEOUT_SECONDS = 10.0
MIN_DELAY_SECONDS = 1.0
"""The least time between two requests that servers of OpenStreetMap allow."""


class OnlineGeocoder:
    """Looks a name up in the gazetteer and, where that has none and the switch is on, at a Nominatim.

    Parameters
    ----------
    url
        The base address of the Nominatim, by default the environment's ``DATELINE_NOMINATIM``; without either,
        nothing is ever sent.
    gazetteer
        Where to look first; the one that ships with Dateline by default.
    cache
        The folder for answers; by default the environment's ``DATELINE_CACHE`` or the user's cache folder.
    timeout
        How long to wait for an answer (seconds).
    min_delay_seconds
        The least time between two requests of all threads of the process (seconds); a server beyond this machine
        always gets a second or more.
    kept
        What keeps the answers in the place of the folder, as a store.
    sends
        Whether the server is asked at all; if not, a name that no kept answer tells of, however old, is not known.

    Raises
    ------
    geo.errors.InputError
        If the address is none, is not encrypted (https) though beyond this machine, or the contact has line breaks.
    """

    def __init__(
        self,
        *,
        url: str | None = None,
        gazetteer: Gazetteer | None = None,
        cache: Path | None = None,
        timeout: float = TIMEOUT_SECONDS,
        min_delay_seconds: float = MIN_DELAY_SECONDS,
        kept: Kept | None = None,
        sends: bool = True,
    ) -> None:
        self._sends = sends
        self._gazetteer = gazetteer or Gazetteer.default()
        address = (url or os.environ.get(SWITCH) or "").strip().rstrip("/")
        self._server: Server | None = None
        if not address:
            return
        local = _checked(address)
        self._server = Server(
            address,
            user_agent=user_agent(),
            timeout=timeout,
            min_delay_seconds=min_delay_seconds if local else max(MIN_DELAY_SECONDS, min_delay_seconds),
            direct=local,
        )
        self._kept = kept if kept is not None else AnswerCache(cache or cache_folder())

    @classmethod
    def switched_on(cls) -> OnlineGeocoder:
        """Return the geocoder that the environment names.

        Raises
        ------
        geo.errors.InputError
            If the environment names none, or what is no address.
        """
        geocoder = cls()
        if not geocoder.on:
            raise InputError(f"No online geocoder is named: set {SWITCH}, as to https://nominatim.openstreetmap.org.")
        return geocoder

    @property
    def on(self) -> bool:
        """Whether a name may be sent anywhere."""
        return self._server is not None

    def geocode(self, query: str, *, limit: int = 5, send: bool = True) -> tuple[Candidate, ...]:
        """Return the places that a name may mean, best first, at most ``limit``; empty where there is no such place.

        What follows a comma must contain the place, as in :func:`geo.gazetteer.geocode`.

        Parameters
        ----------
        query
            A name, or a name and its containers after commas.
        limit
            How many places at most.
        send
            Whether the server may be asked; otherwise only answers that it gave before count.

        Raises
        ------
        geo.errors.GeocoderError
            If the name had to be looked up online and could not be; nothing is known of the place then.
        """
        found = geocode(query, limit=limit, gazetteer=self._gazetteer)
        if found or self._server is None:
            return found
        name, *tail = [part for part in (" ".join(part.split()) for part in query.split(",")) if part] or [""]
        holders = [self._gazetteer.containers(part) for part in tail]
        if not all(holders):
            name, holders = ", ".join((name, *tail)), []
        if len(name) > LONGEST or not name.isprintable() or not any(c.isalpha() for c in name):
            return ()
        codes = [{c.place.country for c in choices if c.place.country} for choices in holders]
        countries = sorted(set.intersection(*codes)) if codes else []
        if codes and not countries:
            return ()
        found = self._ask(name, countries, send=send)
        for choices in holders:
            found = tuple(laid for laid in (_laid(c, choices) for c in found) if laid is not None)
        total = sum(c.prior for c in found)
        return tuple(dataclasses.replace(c, prior=c.prior / total) for c in found[:limit])

    def _ask(self, name: str, countries: list[str], *, send: bool) -> tuple[Candidate, ...]:
        with self._server.lock:
            url = self._server.url
            found = self._kept.get(url, name, countries, fresh=self._sends)
            if found is None and not self._sends:
                return ()
            if found is None and not send:
                raise GeocoderError(f"The geocoder at {url} was not asked.")
            if found is None:
                found = self._server.search(name, countries)
                self._kept.put(url, name, countries, found)
        return candidates_of(found)


def _laid(candidate: Candidate, holders: tuple[Candidate, ...]) -> Candidate | None:
    """Return the candidate with its division named as the gazetteer names it; None where no holder contains it."""
    for holder in holders:
        if candidate.place.country != holder.place.country:
            continue
        if holder.place.kind == "country":
            return candidate
        division = holder.admin1 or holder.place.name
        if candidate.admin1 and _bare(candidate.admin1) == _bare(division):
            return dataclasses.replace(candidate, admin1=division)
    return None


def _bare(division: str) -> str:
    """Return the key of a division without the word for what it is: Kherson Oblast and Kherson region are one."""
    return " ".join(word for word in normalise(division).split() if word not in DIVISION_WORDS)


def _checked(address: str) -> bool:
    """Return whether an address is on this machine; raise InputError where it is no address to send names to."""
    example = f"write it as https://nominatim.openstreetmap.org (variable {SWITCH})"
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError as error:
        raise InputError(f"The address of the online geocoder is none ({error}): {example}.") from error
    if parts.scheme not in ("http", "https") or not host or not port_is_fine or not address.isprintable():
        raise InputError(f"The address of the online geocoder, “{address}”, is none: {example}.")
    if parts.query or parts.fragment or "@" in parts.netloc:
        raise InputError(f"The address of the online geocoder has more than a host and a path: {example}.")
    try:
        local = ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = host == "localhost"
    if parts.scheme == "http" and not local:
        raise InputError(f"The online geocoder must be asked over https, not “{address}”: {example}.")
    return local
