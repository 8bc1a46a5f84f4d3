"""What is expected of the next value, learnt one value after the other without looking ahead."""

from __future__ import annotations

import math

import numpy as np

from northing_engine.series.line import Line
from northing_engine.series.seasons import Floats

# A value breaks the range when one at least so far off comes once in about 560 values.
BREAKS_AT = 2.75
# Values further off than so many limits teach no more than those.
TAUGHT = 1.1
# How fast the level, and each step of the cycle, follow new values.
LEVEL_RATE, SEASON_RATE = 0.05, 0.3
# A level that moved is followed within so many values: distances that stay large for longer are usual for it.
LONGEST_SHIFT, BEGINS_WITH = 20, 3
# The cycle, or the line, is followed once it errs clearly less than the level, and was seen for so many values.
CLEARLY_LESS, FEWEST = 0.7, 14
ERROR_RATE = 0.002
PERCENTILE = 0.95
# No score says more than this.
CERTAIN = 99.0
REMEMBERED = 1500
# What grows is noisier the larger it is: the line is judged by its latest distances.
REMEMBERED_ALONG = 100
# So many imagined distances beyond the percentile, of the size of the mean distance, steady small samples.
IMAGINED = 10.0


class Expected:
    """A level, and beside it a season about a level of its own, and a line: whichever has erred least speaks.

    Each is judged by its own record, so that what the level alone did not know makes no range wide once the
    season, or the line, speaks. Nothing is said before `learning` values. `levels_tell`: a level that moves for
    good is no reason to expect such distances again, and one that goes on moving is followed by the line; a
    level alone comes late to growth, and how late it comes would be its range.
    """

    def __init__(self, cycle: int, learning: int, size: int, *, levels_tell: bool = False) -> None:
        self._cycle = cycle
        self._learning = learning
        self._level = math.nan
        self._season = np.full(cycle, np.nan)
        self._shift = 0.0
        self._line = Line() if levels_tell else None
        self._plain, self._seasonal = (Surprise(size, learning, shifts=levels_tell) for _ in range(2))
        self._along = Surprise(size, learning, shifts=levels_tell, remembered=REMEMBERED_ALONG)

    def at(self, phase: int) -> float:
        """The value expected at this step of the cycle; NaN while learning."""
        if self._plain.count < self._learning:
            return math.nan
        record = self._record(phase)
        if record is self._seasonal:
            return self._of_season(phase)
        return self._line.next if self._line and record is self._along else self._level

    def limit(self, phase: int, score: float) -> float:
        """How far from what is expected a value of this score lies; NaN while learning."""
        if self._plain.count < self._learning:
            return math.nan
        return self._record(phase).limit(score)

    def score(self, value: float, phase: int) -> float:
        if self._plain.count < self._learning:
            return 0.0
        return self._record(phase).score(abs(value - self.at(phase)))

    def without_season(self, value: float, phase: int) -> float:
        """What a value says of the level, no further from what is expected of it than what it may teach."""
        taught = value
        if self._plain.count >= self._learning:
            foretold = self.at(phase)
            taught = foretold + self._record(phase).taught(value - foretold)
        if self._record(phase) is not self._seasonal:
            return taught
        return taught - float(self._season[phase] - np.nanmean(self._season))

    def error(self, phase: int) -> float:
        """The mean distance of values from the level, or season, at this step of the cycle.

        Not from the line: growth that goes on is what a level goes away by usually.
        """
        return (self._seasonal if self._follows(phase, self._plain.error) else self._plain).error

    def learn(self, value: float, phase: int) -> None:
        if math.isnan(self._level):
            self._level = value
        away = self._plain.learn(value - self._level)
        # What hardly ever moves, such as a count of markets, has moved for good when it does.
        self._level = value if self._plain.flat else self._level + max(LEVEL_RATE, 1 / self._plain.count) * away
        if self._line:
            self._line.learn(
                self._line.next + self._along.learn(value - self._line.next) if self._line.known else value
            )
        foretold = self._of_season(phase)
        if math.isnan(foretold):
            self._season[phase] = value
            return
        away = self._seasonal.learn(value - foretold)
        self._shift += LEVEL_RATE * away
        self._season[phase] += SEASON_RATE * away

    def _of_season(self, phase: int) -> float:
        return float(self._season[phase]) + self._shift

    def _record(self, phase: int) -> Surprise:
        """Of what speaks at this step of the cycle."""
        speaks = self._plain
        if self._along.count >= FEWEST and self._along.error < CLEARLY_LESS * self._plain.error:
            speaks = self._along
        return self._seasonal if self._follows(phase, speaks.error) else speaks

    def _follows(self, phase: int, else_error: float) -> bool:
        return (
            self._seasonal.count >= max(self._cycle, FEWEST)
            and not math.isnan(self._season[phase])
            and self._seasonal.error < min(CLEARLY_LESS * self._plain.error, else_error)
        )


class Surprise:
    """How rare is a distance from what was expected, next to those of the past?

    Distances beyond the 95th percentile are taken to fall off exponentially (peaks over threshold, as Siffer et
    al. 2017), so that a series with spikes is not surprised by the next one. `error`: the mean distance.
    """

    def __init__(self, size: int, learning: int, *, shifts: bool = False, remembered: int = REMEMBERED) -> None:
        self._shifts = shifts
        self._remembered = remembered
        self._sizes = np.empty(size)
        self._learning = learning
        self._known_at = 0
        self._run, self._largest = 0, 0.0
        self._border = self._excess = math.nan
        self.count = 0
        self.error = 0.0

    def limit(self, score: float) -> float:
        """The distance whose score this is."""
        self._know()
        return self._border + self._excess * math.log(10) * (score + math.log10(1 - PERCENTILE))

    def score(self, size: float) -> float:
        """Minus the decimal logarithm of the chance of a distance at least so large; 0 within the usual."""
        self._know()
        if not size > self._border:
            return 0.0
        return min((size - self._border) / self._excess / math.log(10) - math.log10(1 - PERCENTILE), CERTAIN)

    @property
    def flat(self) -> bool:
        """Nearly all distances so far were none."""
        return self._border == 0

    def taught(self, away: float) -> float:
        """What a distance teaches: no more than somewhat beyond the limit.

        Else a break would soon make the range so wide that it seems over.
        """
        if self.count < self._learning or self.flat:
            return away
        most = TAUGHT * self.limit(BREAKS_AT)
        return max(-most, min(most, away))

    def learn(self, away: float) -> float:
        """Keeps a distance, unless it tells of the level, and answers with what it teaches."""
        taught = self.taught(away)
        if self._is_shift(away):
            return taught
        self._sizes[self.count] = abs(taught)
        self.count += 1
        self.error += max(ERROR_RATE, 1 / self.count) * (abs(away) - self.error)
        return taught

    def _is_shift(self, away: float) -> bool:
        """Whether the level moved: large distances in a row on one side, which shrink as it is followed.

        Those of a level that goes on moving grow, and are to be expected.
        """
        if not self._shifts or self.count < self._learning or self.flat or abs(away) <= self._border:
            self._run = 0
            return False
        if self._run * away <= 0:
            self._run, self._largest = 0, 0.0
        self._run += 1 if away > 0 else -1
        if abs(self._run) <= BEGINS_WITH:
            self._largest = max(self._largest, abs(away))
        elif abs(away) > self._largest:
            self._largest = 0.0
        return 1 < abs(self._run) <= LONGEST_SHIFT and self._largest > 0

    def _know(self) -> None:
        """Anew every few values, the more seldom the more there are."""
        if self.count < self._known_at:
            return
        self._known_at = self.count + max(1, min(20, self.count // 40))
        past: Floats = self._sizes[max(0, self.count - self._remembered) : self.count]
        self._border = float(np.quantile(past, PERCENTILE))
        beyond = past[past > self._border] - self._border
        excess = (float(beyond.sum()) + IMAGINED * float(past.mean())) / (beyond.size + IMAGINED)
        self._excess = max(excess, 1e-3 * (abs(self._border) + 1e-12))
