"""Articles: from files, rows, pasted text, web pages and feeds to what the extractor reads."""

from geo.articles.article import MAX_BYTES, Article, InputProblem, body_start, check_text, parse_date
from geo.articles.feed import from_feed
from geo.articles.language_check import require_english
from geo.articles.likeness import LIKE, bands, likeness, signature
from geo.articles.readers import read
from geo.articles.uploads import MAX_ARTICLES, MAX_UPLOAD_BYTES, read_folder, read_upload, read_uploads
from geo.articles.urls import same_url
from geo.articles.web import from_url

__all__ = [
    "LIKE",
    "MAX_ARTICLES",
    "MAX_BYTES",
    "MAX_UPLOAD_BYTES",
    "Article",
    "InputProblem",
    "bands",
    "body_start",
    "check_text",
    "from_feed",
    "from_url",
    "likeness",
    "parse_date",
    "read",
    "read_folder",
    "read_upload",
    "read_uploads",
    "require_english",
    "same_url",
    "signature",
]
