"""From text to a spaCy ``Doc`` whose sentences never cross a line break, and to its quotations."""

from geo.language.parse import model_name, parse
from geo.language.quotations import inside, paragraphs, quotations, statement_kind

__all__ = ["inside", "model_name", "paragraphs", "parse", "quotations", "statement_kind"]
