"""One cell of the access table, ready to be played: who asks, whose thing it is, and with what data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from northing.organisation.models import Member, Team
from northing.portfolio.models import Product
from tests.conftest import World

Relation = Literal["own", "same team", "other"]
RELATIONS: tuple[Relation, ...] = ("own", "same team", "other")
ACTORS = {"owner": "olive", "head": "hana", "manager": "mara", "member": "tim", "viewer": "vera"}


@dataclass(frozen=True)
class Call:
    """How to ask: what the address needs and what is sent. A write must succeed when it is allowed."""

    kwargs: Mapping[str, Any] = field(default_factory=dict)
    data: Any = None
    content_type: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Scene:
    """`role` asks about a thing that is in `relation` to them.

    For everybody, Billing Core is the own and the same team, Data the other one. `stock` is what the room's
    `prepare(world)` returned.
    """

    world: World
    role: str
    relation: Relation
    stock: Any = None

    @property
    def actor(self) -> Member:
        """Who asks; where nobody is signed in, tim stands for whose things those are."""
        return self.world.cast[ACTORS.get(self.role, "tim")]

    def pick(self, own: Any, same_team: Any, other: Any) -> Any:
        return {"own": own, "same team": same_team, "other": other}[self.relation]

    @property
    def member(self) -> Member:
        colleague = self.world.tim if self.role == "manager" else self.world.mara
        return self.pick(self.actor, colleague, self.world.oscar)

    @property
    def team(self) -> Team:
        return self.pick(self.world.billing_core, self.world.billing_core, self.world.data)

    @property
    def product(self) -> Product:
        """mara owns Billing, hana Terminal; who owns none meets Billing as their own."""
        owned = self.world.terminal if self.role == "head" else self.world.billing
        colleague = self.world.billing if self.role == "head" else self.world.terminal
        return self.pick(owned, colleague, self.world.insights)


Case = Callable[[Scene], Call]
