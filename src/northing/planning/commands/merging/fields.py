"""Which columns come from outside, and how their three values are told apart."""

from dataclasses import dataclass

from northing.planning.commands.merging.choices import Choices

# A feature whose first item was started has been started.
FEATURE_START = (
    "coalesce(incoming.started_at,"
    " CASE WHEN incoming.state IN ('building', 'shipped') THEN usual.started_at END)"
)
ITEM_STATE = (
    "CASE incoming.state WHEN 'shipped' THEN 'done' WHEN 'building' THEN 'doing' "
    "WHEN 'dropped' THEN 'dropped' ELSE 'todo' END"
)


@dataclass(frozen=True, slots=True)
class Field:
    """A column of ours, what a person calls it, and the expression over `incoming` that fills it.

    Below, `mine` is our row, `new` the file's and `origin` what the file said last time, as SQL knows them.
    """

    word: str
    column: str
    type: str
    value: str

    @property
    def new(self) -> str:
        return f"new.new_{self.column}"

    @property
    def said(self) -> str:
        """What the file said last time; NULL where it never came."""
        return f"(origin.said->>'{self.column}')::{self.type}"

    @property
    def untouched(self) -> str:
        """Nobody changed it here since the file came last."""
        return f"mine.{self.column} IS NOT DISTINCT FROM {self.said}"

    @property
    def in_conflict(self) -> str:
        """It changed here and there, to different values."""
        return (
            f"(mine.{self.column} IS DISTINCT FROM {self.said} AND {self.new} IS DISTINCT FROM {self.said}"
            f" AND {self.new} IS DISTINCT FROM mine.{self.column})"
        )

    def yields(self, choices: Choices) -> str:
        """Ours gives way: a person wants the file's value where both sides changed. "" where nobody does."""
        if self.word in choices.theirs:
            return self.in_conflict
        return (
            f"({self.in_conflict} AND new.key = ANY(%(theirs_{self.word})s))"
            if choices.keys_of(self.word)
            else ""
        )

    def follows(self, choices: Choices) -> str:
        """Our row takes the file's value."""
        return " OR ".join(filter(None, (self.untouched, self.yields(choices))))


@dataclass(frozen=True, slots=True)
class Promised(Field):
    """The date of the open commitment, which `promises` moves: a file without one, or ours, says nothing."""

    @property
    def in_conflict(self) -> str:
        both = f"mine.{self.column} IS NOT NULL AND {self.new} IS NOT NULL"
        return f"({both} AND {super(Promised, self).in_conflict})"


FEATURE_FIELDS = (
    Field("name", "name", "text", "left(incoming.name, 300)"),
    Field("description", "problem", "text", "incoming.problem"),
    Field("state", "state", "text", "incoming.state"),
    Field("team", "team_id", "bigint", "team.id"),
    Field("product", "product_id", "bigint", "product.id"),
    Field("release", "release_id", "bigint", "release.id"),
    Field("started", "started_on", "date", f"least({FEATURE_START}, incoming.done_at)::date"),
    Field(
        "finished", "shipped_on", "date", "CASE WHEN incoming.state = 'shipped' THEN incoming.done_at::date END"
    ),
    Field("estimate", "estimate_low", "numeric", "incoming.estimate_low"),
    Field("estimate", "estimate_likely", "numeric", "incoming.estimate_likely"),
    Field("estimate", "estimate_high", "numeric", "incoming.estimate_high"),
    Field("link", "tracker_url", "text", "incoming.url"),
)
COMMITMENT = Promised("commitment", "due_on", "date", "incoming.due_on")
ITEM_FIELDS = (
    Field("name", "name", "text", "incoming.name"),
    Field("state", "state", "text", ITEM_STATE),
    Field("feature", "feature_id", "bigint", "coalesce(feature.id, family.chosen_id)"),
    Field("team", "team_id", "bigint", "coalesce(team.id, feature.team_id, chosen.team_id)"),
    Field("release", "release_id", "bigint", "release.id"),
    Field("person", "assignee", "text", "incoming.assignee"),
    Field("started", "started_at", "timestamptz", "least(incoming.started_at, incoming.done_at)"),
    Field(
        "finished", "done_at", "timestamptz", "CASE WHEN incoming.state = 'shipped' THEN incoming.done_at END"
    ),
    Field("link", "tracker_url", "text", "incoming.url"),
)
WORDS = tuple(dict.fromkeys(field.word for field in (*FEATURE_FIELDS, COMMITMENT, *ITEM_FIELDS)))
"""Of all fields that can change on both sides."""
