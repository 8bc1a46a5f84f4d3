"""Who came, stayed, came back and left between two periods; and the same for their revenue."""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from northing_engine.lifecycle.errors import LifecycleError

Account = TypeVar("Account", bound=Hashable)


@dataclass(frozen=True)
class Growth:
    """Counts of accounts. Now active = new + retained + resurrected; active before = retained + churned."""

    new: int
    retained: int
    resurrected: int
    churned: int

    @property
    def before(self) -> int:
        return self.retained + self.churned

    @property
    def after(self) -> int:
        return self.new + self.retained + self.resurrected

    @property
    def quick_ratio(self) -> float:
        """Came for each that left: infinite when nobody left, NaN when nobody came either."""
        return _ratio(self.new + self.resurrected, self.churned)


@dataclass(frozen=True)
class Revenue:
    """Parts of the change of revenue, each zero or more, in the unit given."""

    before: float
    new: float
    expansion: float
    resurrected: float
    contraction: float
    churned: float

    @property
    def after(self) -> float:
        return self.before + self.new + self.expansion + self.resurrected - self.contraction - self.churned

    @property
    def net_retention(self) -> float:
        """Revenue now of those who paid before, a share of theirs then."""
        return _ratio(self.before + self.expansion - self.contraction - self.churned, self.before)

    @property
    def gross_retention(self) -> float:
        """The same without expansion: at most 1."""
        return _ratio(self.before - self.contraction - self.churned, self.before)

    @property
    def quick_ratio(self) -> float:
        return _ratio(self.new + self.expansion + self.resurrected, self.contraction + self.churned)


def growth_accounting(
    before: Collection[Hashable], after: Collection[Hashable], ever: Collection[Hashable] = ()
) -> Growth:
    """Accounts active in the period before and in this one; `ever`: those active at any time earlier.

    Social Capital's growth accounting (Hsu 2015): both identities of `Growth` hold exactly.
    """
    was, now = set(before), set(after)
    known = set(ever) | was
    return Growth(
        new=len(now - known),
        retained=len(now & was),
        resurrected=len((now & known) - was),
        churned=len(was - now),
    )


def revenue_accounting(
    before: Mapping[Account, float], after: Mapping[Account, float], ever: Collection[Account] = ()
) -> Revenue:
    """Revenue of each account in both periods; nothing paid is no account. Raises for negative revenue."""
    if min((*before.values(), *after.values()), default=0.0) < 0:
        raise LifecycleError("revenue of an account is zero or more; show refunds apart")
    was = {account: paid for account, paid in before.items() if paid > 0}
    now = {account: paid for account, paid in after.items() if paid > 0}
    known = set(ever) | set(before)
    change = {account: now[account] - was[account] for account in was.keys() & now.keys()}
    came = now.keys() - was.keys()
    return Revenue(
        before=math.fsum(was.values()),
        new=math.fsum(now[each] for each in came if each not in known),
        expansion=math.fsum(more for more in change.values() if more > 0),
        resurrected=math.fsum(now[each] for each in came if each in known),
        contraction=math.fsum(-less for less in change.values() if less < 0),
        churned=math.fsum(was[each] for each in was.keys() - now.keys()),
    )


def _ratio(part: float, whole: float) -> float:
    if whole:
        return part / whole
    return math.inf if part else math.nan
