"""Word features for the tok2vec layers of `en_dateline`, in place of word vectors.

A small table says of each word what large amounts of text and name lists know about it: its Brown cluster, how it is
mostly written, how common it is, and whether it is a first name, a surname, a city and so on.  The table travels
inside the pipeline as the lookup table `dateline_lexicon` of its vocabulary; `data/build/model` builds it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from spacy import registry
from thinc.api import HashEmbed, Maxout, Model, chain, concatenate

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

TABLE = "dateline_lexicon"
COLUMNS = ("cluster", "cluster4", "cluster6", "cluster10", "casing", "person", "lists")
MISSING = 0xFFFF


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known about words, as sorted arrays that are searched with NumPy.

    Attributes
    ----------
    form_keys : numpy.ndarray
        Low 32 bits of the hashes of written forms, sorted, shape (forms,).
    clusters : numpy.ndarray
        Brown cluster of each form, the first branch in the lowest bit, shape (forms,).
    known_keys : numpy.ndarray
        Low 32 bits of the hashes of the norms that training saw more than twice, sorted, shape (norms,).
    lower_keys : numpy.ndarray
        Low 32 bits of the hashes of lower-cased words, sorted, shape (words,).
    casing, person, lists : numpy.ndarray
        Three codes a lower-cased word: how it is written and how often, how often it is a first name and a surname
        of known people, and the lists that it stands in, shape (words,) each.
    """

    form_keys: np.ndarray
    clusters: np.ndarray
    known_keys: np.ndarray
    lower_keys: np.ndarray
    casing: np.ndarray
    person: np.ndarray
    lists: np.ndarray

    @classmethod
    def of(cls, vocab: Vocab) -> Lexicon:
        """Read the table of a vocabulary, once a table.

        Parameters
        ----------
        vocab : spacy.vocab.Vocab
            The vocabulary of a pipeline that carries the lookup table.

        Returns
        -------
        Lexicon
            An empty one if the vocabulary has no such table.
        """
        if not vocab.lookups.has_table(TABLE):
            return EMPTY
        table = vocab.lookups.get_table(TABLE)
        found = getattr(table, "lexicon", None)
        if found is None:
            found = cls(**{name: np.frombuffer(table[name], dtype=DTYPES[name]) for name in DTYPES})
            table.lexicon = found
        return found

    def columns(self, forms: np.ndarray, lowers: np.ndarray) -> np.ndarray:
        """Look words up.

        Parameters
        ----------
        forms, lowers : numpy.ndarray
            Hashes of the words as written and lower-cased, unsigned 64 bit, shape (n,) each.

        Returns
        -------
        numpy.ndarray
            One row a word, one column for each of `COLUMNS`, unsigned 64 bit, shape (n, 7).
        """
        form_at = _search(self.form_keys, forms)
        lower_form_at = _search(self.form_keys, lowers)
        at = np.where(form_at >= 0, form_at, lower_form_at)
        cluster = _take(self.clusters, at)
        word_at = _search(self.lower_keys, lowers)
        unknown = cluster == MISSING
        prefixes = [np.where(unknown, MISSING, cluster & (2**bits - 1)) for bits in (4, 6, 10)]
        codes = [_take(values, word_at) for values in (self.casing, self.person, self.lists)]
        return np.stack([cluster, *prefixes, *codes], axis=1)


DTYPES = {
    "form_keys": np.dtype("<u4"),
    "clusters": np.dtype("<u2"),
    "known_keys": np.dtype("<u4"),
    "lower_keys": np.dtype("<u4"),
    "casing": np.dtype("u1"),
    "person": np.dtype("u1"),
    "lists": np.dtype("<u2"),
}
EMPTY = Lexicon(**{name: np.empty(0, dtype=dtype) for name, dtype in DTYPES.items()})


def _search(keys: np.ndarray, hashes: np.ndarray) -> np.ndarray:
    """Positions of hashes among sorted keys; -1 where absent."""
    if not len(keys):
        return np.full(len(hashes), -1)
    wanted = (hashes & np.uint64(0xFFFFFFFF)).astype(keys.dtype)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, at, -1)


def _take(values: np.ndarray, at: np.ndarray) -> np.ndarray:
    if not len(values):
        return np.full(len(at), MISSING, dtype=np.uint64)
    return np.where(at >= 0, values[at], MISSING).astype(np.uint64)


def word_rows(vocab: Vocab, orths: np.ndarray) -> np.ndarray:
    """Describe words by what can be said without their context.

    Parameters
    ----------
    vocab : spacy.vocab.Vocab
        The vocabulary that the hashes belong to.
    orths : numpy.ndarray
        Hashes of words as written, unsigned 64 bit, shape (n,).

    Returns
    -------
    numpy.ndarray
        Norm, prefix, suffix and shape of each word, then `COLUMNS`, unsigned 64 bit, shape (n, 11).  Rare norms
        share one value, so that a new word is read by its form and its lists instead of by a chance hash.
    """
    lexicon = Lexicon.of(vocab)
    lexemes = [vocab[int(orth)] for orth in orths]
    surface = np.array([(lex.norm, lex.prefix, lex.suffix, lex.shape) for lex in lexemes], dtype=np.uint64)
    lowers = np.array([lex.lower for lex in lexemes], dtype=np.uint64)
    surface = surface.reshape(-1, 4)
    surface[:, 0] = np.where(_search(lexicon.known_keys, surface[:, 0]) >= 0, surface[:, 0], 0)
    return np.hstack([surface, lexicon.columns(orths, lowers)])


@registry.architectures("dateline.LexicalEmbed.v1")
def lexical_embed(*, width: int, rows: list[int], lexical_width: int, lexical_rows: list[int]) -> Model:
    """Embed words by hashed surface features and hashed lexical features.

    Words are computed once a batch, however often they stand in it.

    Parameters
    ----------
    width : int
        Width of the output and of the surface columns.
    rows : list of int
        Rows of the hash tables of norm, prefix, suffix and shape.
    lexical_width : int
        Width of the lexical columns.
    lexical_rows : list of int
        Rows of the hash tables of `COLUMNS`; 0 leaves a column out.

    Returns
    -------
    thinc.api.Model
        From a list of docs to a list of arrays, shape (tokens, width) each.
    """
    sizes = [(width, n) for n in rows] + [(lexical_width, n) for n in lexical_rows]
    tables = [
        HashEmbed(size, n, column=column, seed=column + 8, dropout=0.0) for column, (size, n) in enumerate(sizes) if n
    ]
    total = sum(size for size, n in sizes if n)
    mixed = chain(concatenate(*tables), Maxout(width, total, nP=3, dropout=0.0, normalize=True))
    return Model("lexical_embed", _forward, init=_init, layers=[mixed], dims={"nO": width})


def _forward(model: Model, docs: list[Doc], is_train: bool) -> tuple[list[np.ndarray], Callable]:
    if not sum(map(len, docs)):
        empty = model.ops.alloc2f(0, model.get_dim("nO"))
        return [empty for _ in docs], lambda grads: []
    _widen(model)
    orths = np.concatenate([doc.to_array("ORTH") for doc in docs]).astype(np.uint64)
    unique, inverse = np.unique(orths, return_inverse=True)
    known, backprop_known = model.layers[0](word_rows(docs[0].vocab, unique), is_train)
    ends = np.cumsum([len(doc) for doc in docs])[:-1]

    def backprop(grads: list[np.ndarray]) -> list:
        d_known = model.ops.alloc2f(*known.shape)
        model.ops.scatter_add(d_known, inverse.astype("i"), np.concatenate(grads))
        backprop_known(d_known)
        return []

    return [np.ascontiguousarray(part) for part in np.split(known[inverse], ends)], backprop


def narrow(model: Model) -> None:
    """Store the hash tables of a model in half precision, which halves their size on disk.

    Parameters
    ----------
    model : thinc.api.Model
        Any model with `dateline.LexicalEmbed.v1` in it, changed in place.  It widens its tables again when it is used.
    """
    for node in model.walk():
        if node.name == "lexical_embed":
            _cast(node, np.float16)


def _widen(model: Model) -> None:
    if any(node.get_param("E").dtype == np.float16 for node in model.walk() if node.name == "hashembed"):
        _cast(model, np.float32)


def _cast(model: Model, dtype: type) -> None:
    for node in model.walk():
        if node.name == "hashembed":
            node.set_param("E", node.get_param("E").astype(dtype))


def _init(model: Model, X: list[Doc] | None = None, Y: object = None) -> None:  # noqa: N803 thinc's own names
    model.layers[0].initialize()
