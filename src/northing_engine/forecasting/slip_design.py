"""Turns promises into the columns of a regression: how far ahead, their labels, their numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from northing_engine.forecasting.slip_promises import Floats, Promises

LEAD_CLASSES = 4
RARE = 3
# Where a term's prior precision starts; the fit learns it where there is enough to learn from.
FREE, USUAL, NUMBERS = 0.4, 2.0, 20.0


@dataclass(frozen=True)
class Design:
    """How columns are made. Learnt once from the history, so that new promises get the same columns."""

    lead_cuts: Floats
    levels: tuple[NDArray[np.str_], ...]
    cells: NDArray[np.str_]
    centres: Floats
    scales: Floats

    @property
    def terms(self) -> NDArray[np.intp]:
        """The number of the term that each column belongs to: intercept, lead, categories, cells, measures."""
        sizes = [1, self.lead_cuts.size + 1, *(level.size for level in self.levels), self.cells.size]
        sizes.append(self.centres.size)
        return np.repeat(np.arange(len(sizes)), sizes)

    @property
    def precisions(self) -> Floats:
        """Where each term's prior precision starts."""
        return np.array([FREE, USUAL, *(USUAL for _ in self.levels), USUAL, NUMBERS])

    def columns(self, promises: Promises) -> Floats:
        """(rows, columns). A label that the history does not know gets zeros: the pooled answer."""
        lead = promises.promised - promises.made
        classes = self._lead_class(lead)
        parts = [np.ones((len(promises), 1)), _one_hot(classes, np.arange(self.lead_cuts.size + 1))]
        parts += [_one_hot(c.labels, known) for c, known in zip(promises.categories, self.levels, strict=True)]
        parts.append(_one_hot(_cells(promises, classes), self.cells))
        numbers = np.column_stack([np.log1p(np.maximum(lead, 0.0)), *(m.values for m in promises.measures)])
        scaled = np.clip((numbers - self.centres) / self.scales, -3, 3)
        parts.append(np.where(np.isnan(scaled), 0.0, scaled))
        return np.hstack(parts)

    def _lead_class(self, lead: Floats) -> NDArray[np.intp]:
        return np.searchsorted(self.lead_cuts, lead, side="right")


def learn_design(promises: Promises, step: float | None) -> Design:
    """Chooses classes of lead (each step up to three, else quartiles), known labels and scales."""
    lead = promises.promised - promises.made
    if step is not None:
        cuts = step * (np.arange(1, LEAD_CLASSES) - 0.5)
    elif lead.size:
        cuts = np.unique(np.quantile(lead, np.arange(1, LEAD_CLASSES) / LEAD_CLASSES))
    else:
        cuts = np.empty(0)
    numbers = np.column_stack([np.log1p(np.maximum(lead, 0.0)), *(m.values for m in promises.measures)])
    centres, scales = np.zeros(numbers.shape[1]), np.ones(numbers.shape[1])
    for at, column in enumerate(numbers.T):
        known = column[~np.isnan(column)]
        if known.size:
            centres[at] = known.mean()
            scales[at] = known.std() or 1.0
    classes = np.searchsorted(cuts, lead, side="right")
    return Design(
        lead_cuts=np.asarray(cuts, dtype=float),
        levels=tuple(_frequent(c.labels) for c in promises.categories),
        cells=_frequent(_cells(promises, classes)),
        centres=centres,
        scales=scales,
    )


def _cells(promises: Promises, lead_class: NDArray[np.intp]) -> NDArray[np.str_]:
    """One label for each combination of the class of lead and all crossed categories."""
    cell = lead_class.astype(np.str_)
    for category in promises.categories:
        if category.crossed:
            cell = np.char.add(np.char.add(cell, "|"), category.labels.astype(np.str_))
    return cell


def _frequent(labels: NDArray[np.str_]) -> NDArray[np.str_]:
    """Labels seen at least three times; the others say nothing of their own and get the pooled answer."""
    known, counts = np.unique(labels, return_counts=True)
    return known[counts >= RARE]


def _one_hot(values: NDArray[np.generic], known: NDArray[np.generic]) -> Floats:
    return np.asarray(values[:, None] == known[None, :], dtype=float)
