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


class LinkError(GeoError):
    """A link that names what cannot be shown."""
