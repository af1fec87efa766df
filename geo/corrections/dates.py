"""Corrections of dates: another value, one that was missed, one that is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from geo.corrections.anchor import Anchor, checked
from geo.corrections.correction import Correction
from geo.days import day_range
from geo.errors import CorrectionError
from geo.record import Date

if TYPE_CHECKING:
    from geo.corrections.work import Work
    from geo.record import DateType, Precision, Record, Span

_PRECISIONS: tuple[tuple[str, Precision], ...] = (
    (r"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?|\d{4}-\d\d-\d\dT(?:MO|MI|AF|EV|NI|DT)", "time"),
    (r"\d{4}-\d\d-\d\d", "day"),
    (r"\d{4}-W\d\d(?:-WE)?", "week"),
    (r"\d{4}-\d\d", "month"),
    (r"\d{4}-Q[1-4]", "quarter"),
    (r"\d{4}-(?:SP|SU|FA|WI)", "season"),
    (r"\d{4}", "year"),
    (r"\d{3}X", "decade"),
    (r"\d\dXX", "century"),
)
_DURATION = re.compile(r"P(?=\d|T\d)(?:\d+(?:\.\d+)?(?:Y|M|W|D|DE|CE))*(?:T(?:\d+(?:\.\d+)?[HMS])+)?")
_CLOCK = re.compile(r"T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?", re.ASCII)
_REFERENCES = ("PRESENT_REF", "PAST_REF", "FUTURE_REF")


def date_value(value: str) -> tuple[DateType, Precision | None]:
    """Return type and precision of a date's value.

    Raises
    ------
    CorrectionError
        If the value is no date, or one that the calendar does not have.

    Examples
    --------
    >>> date_value("2023-09-11"), date_value("2019-04"), date_value("P3D")
    (('DATE', 'day'), ('DATE', 'month'), ('DURATION', None))
    """
    first = value.partition("/")[0]
    if value in _REFERENCES:
        return "DATE", None
    if _CLOCK.fullmatch(value):
        return "TIME", "time"
    if _DURATION.fullmatch(value):
        return "DURATION", None
    precision = next((name for pattern, name in _PRECISIONS if re.fullmatch(pattern, first, re.ASCII)), None)
    if precision is None or day_range(value) is None:
        raise CorrectionError(
            f"“{value}” is no date: write 2023-09-11, 2023-W37 for a week, 2019-04 for a month, 2023 for a year, or "
            "2023-09-10/2023-09-13 for a span of days."
        )
    return ("TIME" if precision == "time" else "DATE"), precision


def change_date(record: Record, text: str, span: Span, value: str | None) -> Correction:
    """Return the correction of a date's value; journeys and statements of this date follow.

    Parameters
    ----------
    record, text
        The record as it is shown, and its article.
    span
        The words of the date (code points).
    value
        ISO 8601 at the precision that the text gives; None where it cannot be known.

    Raises
    ------
    CorrectionError
        If there is no date at the span, or the value is none.
    """
    old = date_at(record, text, span)
    values = date_values(value) | {"was": {"value": old.value}}
    return Correction("change_date", Anchor.of(text, (old.start, old.end)), None, values)


def add_date(record: Record, text: str, span: Span, value: str | None) -> Correction:
    """Return the correction that adds a date that was missed.

    Raises
    ------
    CorrectionError
        If the words are not in the text or are a date already, or the value is none.
    """
    span = checked(text, span)
    if any((d.start, d.end) == span for d in record.dates):
        raise CorrectionError(f"“{text[slice(*span)]}” is a date already: change its value.")
    return Correction("add_date", Anchor.of(text, span), None, date_values(value) | {"was": None})


def remove_date(record: Record, text: str, span: Span) -> Correction:
    """Return the correction that takes away what is no date.

    Raises
    ------
    CorrectionError
        If there is no date at the span.
    """
    old = date_at(record, text, span)
    return Correction("remove_date", Anchor.of(text, (old.start, old.end)), None, {"was": {"value": old.value}})


def date_values(value: str | None) -> dict[str, Any]:
    """Return a checked value as JSON values."""
    if value is None:
        return {"type": "DATE", "value": None, "precision": None}
    type_, precision = date_value(value)
    return {"type": type_, "value": value, "precision": precision}


def date_at(record: Record, text: str, span: Span) -> Date:
    """Return the date at a span, also one that only a journey or statement has; refuse where there is none."""
    span = checked(text, span)
    told = (part.date for part in (*record.journeys, *record.statements) if part.date)
    found = next((d for d in (*record.dates, *told) if (d.start, d.end) == span), None)
    if found is None:
        raise CorrectionError(f"“{text[slice(*span)]}” is no date of this article yet: add it as a missed date.")
    return found


def put(work: Work, correction: Correction) -> bool:
    """Apply ``change_date`` and ``add_date``."""
    span = work.find(correction.anchor)
    if span is None:
        return False
    given = correction.values
    put_date(work, Date(*span, work.text[slice(*span)], given["type"], given["value"], given["precision"]))
    return True


def put_date(work: Work, date: Date) -> None:
    """Put a date in place; a journey or statement that has a date at the same words follows."""
    work.put(work.dates, date)
    work.redate((date.start, date.end), date)


def remove(work: Work, correction: Correction) -> bool:
    """Apply ``remove_date``."""
    span = work.find(correction.anchor)
    if span is None:
        return False
    work.dates[:] = [d for d in work.dates if not (d.start < span[1] and span[0] < d.end)]
    work.redate(span, None)
    return True
