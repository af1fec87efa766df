"""Loads the language model once: Dateline's own, or the spaCy pipeline that `DATELINE_MODEL` names."""

from __future__ import annotations

import functools
import os
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import DataError

if TYPE_CHECKING:
    from spacy.language import Language

OWN = Path(__file__).parents[2] / "data" / "model"
VARIABLE = "DATELINE_MODEL"


def load() -> Language:
    """Return the language model, loaded on the first call and kept.

    Returns
    -------
    spacy.language.Language
        A pipeline with a parser whose docs carry Universal Dependencies and the names of `geo.language.labels.NAMES`.

    Raises
    ------
    geo.errors.DataError
        If the model is missing or broken, or has no parser.
    """
    return _loaded(os.environ.get(VARIABLE) or None)


@functools.cache
def _loaded(name: str | None) -> Language:
    import spacy
    from thinc.api import use_ops
    from threadpoolctl import threadpool_limits

    from geo.language import features  # noqa: F401 - registers the architecture that the model is made of
    from geo.language.labels import NAMES, uses_clearnlp

    source = name or OWN
    advice = "Build it with data/build/model/build.py."
    if name:
        advice = f"Install it, or unset {VARIABLE} to use Dateline's own."
    # The products are small: two threads need twice the processor time of one for no gain in speed.
    threadpool_limits(1, user_api="blas")
    try:
        with use_ops("numpy", use_blis=False):  # NumPy's BLAS multiplies two to three times as fast as blis
            nlp = spacy.load(source)
    except OSError as error:
        raise DataError(f"There is no language model {source}. {advice}") from error
    except Exception as error:
        raise DataError(f"The language model {source} cannot be read: {error}. {advice}") from error
    if "parser" not in nlp.pipe_names:
        has = ", ".join(nlp.pipe_names) or "none"
        raise DataError(
            f"The language model {source} has no parser (its components: {has}). Dateline needs one to tell who says "
            f"and does what. Set {VARIABLE} to a pipeline with a parser, or unset it to use Dateline's own."
        )
    foreign_names = "ner" in nlp.pipe_names and not set(nlp.get_pipe("ner").labels) <= set(NAMES)
    if foreign_names or uses_clearnlp(nlp.get_pipe("parser").labels):
        nlp.add_pipe("dateline_labels")
    return nlp
