"""The training loop: seeded, with averaged parameters, and resumable at checkpoints."""

from __future__ import annotations

import json
import logging
import random
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import spacy
from corpus import batches
from spacy.language import Language
from spacy.pipeline import EditTreeLemmatizer
from spacy.training import Example
from thinc.api import Adam, Optimizer

log = logging.getLogger("dateline.model")


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how hard to train.

    Attributes
    ----------
    rates : tuple of (int, float)
        Learning rate at some steps, linear between them; the last step ends the training.
    batches : tuple of (int, float)
        Tokens in a batch at some steps, linear between them.
    check : int
        Updates between checkpoints, which are made at the ends of epochs.
    dropout : float
        Share of activations that is left out.
    """

    rates: tuple[tuple[int, float], ...]
    batches: tuple[tuple[int, float], ...]
    check: int
    dropout: float

    @property
    def steps(self) -> int:
        """Updates in all."""
        return self.rates[-1][0]

    def rate_at(self, step: int) -> float:
        """Learning rate at a step."""
        return float(np.interp(step, *zip(*self.rates, strict=True)))

    def batch_at(self, step: int) -> int:
        """Tokens in a batch at a step."""
        return int(np.interp(step, *zip(*self.batches, strict=True)))


def _slots(nlp: Language) -> Iterator[tuple[str, tuple[int, str]]]:
    """A lasting name for every parameter of a pipeline, with the key that the optimizer knows it by."""
    seen = set()
    for name, pipe in nlp.pipeline:
        for number, node in enumerate(pipe.model.walk()):
            for param in node.param_names:
                if (node.id, param) not in seen:
                    seen.add((node.id, param))
                    yield f"{name}|{number}|{param}", (node.id, param)


def _save(nlp: Language, optimizer: Optimizer, folder: Path, state: dict) -> None:
    new = folder.with_name(folder.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    nlp.to_disk(new)
    arrays, counts = {}, {}
    for name, key in _slots(nlp):
        for kind in ("mom1", "mom2", "averages"):
            if key in getattr(optimizer, kind):
                arrays[f"{kind}|{name}"] = getattr(optimizer, kind)[key]
        counts[name] = int(optimizer.nr_update[key])
    np.savez(new / "optimizer.npz", **arrays)
    (new / "state.json").write_text(json.dumps({**state, "counts": counts}), encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    new.rename(folder)


def _restore(nlp: Language, optimizer: Optimizer, folder: Path) -> dict:
    state = json.loads((folder / "state.json").read_text("utf-8"))
    for _, pipe in nlp.pipeline:
        if isinstance(pipe, EditTreeLemmatizer):  # it does not restore this on loading, only training needs it
            pipe.tree2label = {tree: label for label, tree in enumerate(pipe.labels)}
    with np.load(folder / "optimizer.npz") as arrays:
        for name, key in _slots(nlp):
            optimizer.nr_update[key] = state["counts"][name]
            for kind in ("mom1", "mom2", "averages"):
                if f"{kind}|{name}" in arrays:
                    getattr(optimizer, kind)[key] = arrays[f"{kind}|{name}"]
    return state


def train(
    nlp: Language,
    *,
    plan: Plan,
    epoch_of: Callable[[int], list[Example]],
    evaluate: Callable[[Language], dict[str, float]],
    folder: Path,
    seed: int,
    variants: int,
    frozen: tuple[str, ...] = (),
) -> None:
    """Train a pipeline and leave the averaged result in `folder`/done.

    A run that was ended goes on from its last checkpoint, at the start of the epoch that it was in.

    Parameters
    ----------
    nlp : spacy.language.Language
        The pipeline, initialized or loaded from the last checkpoint, `folder`/last.
    plan : Plan
        Length and rates.
    epoch_of : callable
        From the number of a variant of the training texts to its examples.
    evaluate : callable
        From a pipeline to its scores on the development texts.
    folder : pathlib.Path
        Where checkpoints and the result go.
    seed : int
        Makes the run repeatable.
    variants : int
        How many variants of the training texts take turns, one an epoch.
    frozen : tuple of str
        Components that are left as they are.
    """
    optimizer = Adam(0.001, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    state = {"step": 0, "epoch": 0}
    last = folder / "last"
    if last.exists():
        state = _restore(nlp, optimizer, last)
        log.info("going on from step %d", state["step"])
    step, began, words = state["step"], time.monotonic(), 0
    spacy.util.fix_random_seed(seed + step)
    epoch = state["epoch"]
    while step < plan.steps:
        examples = list(epoch_of(epoch % variants))
        random.Random(seed + epoch).shuffle(examples)
        for batch in batches(examples, plan.batch_at(step)):
            optimizer.learn_rate = plan.rate_at(step)
            nlp.update(batch, sgd=optimizer, drop=plan.dropout, exclude=frozen)
            step += 1
            words += sum(map(len, batch))
            if step >= plan.steps:
                break
        epoch += 1
        if step // plan.check != (state["step"]) // plan.check or step >= plan.steps:
            state = {"step": step, "epoch": epoch}
            with nlp.use_params(optimizer.averages):
                scores = evaluate(nlp)
            log.info(
                "step %d epoch %d rate %.5f, %.0f words/s: %s",
                step,
                epoch,
                plan.rate_at(step),
                words / (time.monotonic() - began),
                " ".join(f"{k} {v:.4f}" for k, v in scores.items()),
            )
            _save(nlp, optimizer, last, state)
            random.seed(seed + step)
            spacy.util.fix_random_seed(seed + step)
    with nlp.use_params(optimizer.averages):
        nlp.to_disk(folder / "done")
