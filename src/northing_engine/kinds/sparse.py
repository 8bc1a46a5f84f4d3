"""Rows of few numbers among many columns, and the two products that learning needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Rows:
    """(count, width): entry e is `values[e]` in row `row[e]`, column `column[e]`. Rows ascend."""

    count: int
    width: int
    row: NDArray[np.intp]
    column: NDArray[np.intp]
    values: Floats

    @classmethod
    def of(cls, rows: Sequence[Mapping[int, float]], width: int) -> Rows:
        sizes = [len(each) for each in rows]
        total = sum(sizes)
        return cls(
            count=len(rows),
            width=width,
            row=np.repeat(np.arange(len(rows)), sizes),
            column=np.fromiter((column for each in rows for column in each), dtype=np.intp, count=total),
            values=np.fromiter(
                (value for each in rows for value in each.values()), dtype=np.float64, count=total
            ),
        )

    def times(self, weights: Floats) -> Floats:
        """Rows times a vector of `width`: (count,)."""
        summed = np.bincount(self.row, weights=self.values * weights[self.column], minlength=self.count)
        return summed.astype(np.float64, copy=False)

    def transposed_times(self, by_row: Floats) -> Floats:
        """A vector of `count` times the rows: (width,)."""
        summed = np.bincount(self.column, weights=self.values * by_row[self.row], minlength=self.width)
        return summed.astype(np.float64, copy=False)

    def scaled(self, by_column: Floats) -> Rows:
        """Each column multiplied; entries that become 0 are left out."""
        values = self.values * by_column[self.column]
        kept = values != 0
        return Rows(self.count, self.width, self.row[kept], self.column[kept], values[kept])

    def unit(self) -> Rows:
        """Each row of length 1; a row of zeros stays one."""
        length = np.sqrt(np.bincount(self.row, weights=self.values**2, minlength=self.count))
        return Rows(
            self.count, self.width, self.row, self.column, self.values / np.maximum(length, 1e-12)[self.row]
        )

    def take(self, wanted: NDArray[np.bool_]) -> Rows:
        """The rows where `wanted` (count,) is true, in order."""
        place = np.cumsum(wanted) - 1
        kept = wanted[self.row]
        return Rows(int(wanted.sum()), self.width, place[self.row[kept]], self.column[kept], self.values[kept])

    def narrowed(self) -> tuple[Rows, NDArray[np.intp]]:
        """Without the columns that no row uses, and which columns are left."""
        used, column = np.unique(self.column, return_inverse=True)
        return Rows(self.count, used.size, self.row, column, self.values), used


def beside(parts: Sequence[Rows]) -> Rows:
    """The parts' columns after one another; all have the same number of rows."""
    starts = np.cumsum([0, *(part.width for part in parts)])
    row = np.concatenate([part.row for part in parts])
    order = np.argsort(row, kind="stable")
    column = np.concatenate([part.column + start for part, start in zip(parts, starts[:-1], strict=True)])
    values = np.concatenate([part.values for part in parts])
    return Rows(parts[0].count, int(starts[-1]), row[order], column[order], values[order])
