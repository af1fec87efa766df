"""Errors that a user can cause.  Every message says what was wrong and what to do."""

from __future__ import annotations


class GeoError(Exception):
    """The base of all errors that Dateline raises itself."""


class InputError(GeoError):
    """An article, a file or an option that cannot be read."""


class EmptyTextError(InputError):
    """The article has no words."""


class TextTooLongError(InputError):
    """The article is longer than Dateline reads."""


class NotTextError(InputError):
    """The bytes are no text."""


class NotEnglishError(InputError):
    """The text is not English, the only language that Dateline reads."""


class DateError(InputError):
    """A date that is none."""


class FetchError(InputError):
    """A web page or feed that cannot be fetched."""


class AddressError(FetchError):
    """A web address that is none, or that Dateline does not ask: only public http and https servers are."""


class FetchTimeoutError(FetchError):
    """The server did not finish in time."""


class UnreachableError(FetchError):
    """No answer: an unknown host, a refused or broken connection, or encryption that cannot be trusted."""


class StatusError(FetchError):
    """The server answered with an error; ``status`` is the number of HTTP."""

    def __init__(self, message: str, *, status: int) -> None:
        super().__init__(message)
        self.status = status


class RedirectError(FetchError):
    """The server sends one from address to address without end."""


class ContentError(FetchError):
    """The answer is of a wrong kind, too large, or cannot be decoded."""


class SpentError(FetchError):
    """Whoever asks has had as many pages and files read as they may, for now."""


class PlaceNotFoundError(GeoError):
    """No place of the gazetteer has this name."""


class GeocoderError(GeoError):
    """The online geocoder is away, slow, busy or not to be understood: nothing is known of the place."""


class DataError(GeoError):
    """A file that ships with Dateline is missing or broken."""


class StoreError(GeoError):
    """The store cannot be opened, read or written."""


class CorrectionError(GeoError):
    """A correction that cannot be made of this article."""


class SettingError(GeoError):
    """A setting of the deployment that is not what it must be."""


class QuotaError(GeoError):
    """A visitor has had all that is granted for now."""


class LinkError(GeoError):
    """A link that names what cannot be shown."""


class BatchError(GeoError):
    """A batch over a cluster cannot start or go on."""
