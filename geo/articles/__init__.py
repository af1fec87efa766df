"""Articles: from files, rows and pasted text to what the extractor reads."""

from geo.articles.article import MAX_BYTES, Article, body_start, check_text, parse_date
from geo.articles.language_check import require_english
from geo.articles.readers import InputProblem, read

__all__ = [
    "MAX_BYTES",
    "Article",
    "InputProblem",
    "body_start",
    "check_text",
    "parse_date",
    "read",
    "require_english",
]
