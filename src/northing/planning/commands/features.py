"""Making and changing features."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Max

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.kernel.rows import check, only_known
from northing.organisation.commands import with_custom
from northing.organisation.history import recorded
from northing.organisation.models import FieldAbout, Member
from northing.planning import policies
from northing.planning.commands.commitments import close_open_commitments
from northing.planning.commands.outlooks import ask_forecast
from northing.planning.models import Feature, FeatureState

CHANGEABLE = frozenset(
    {
        "name", "public_name", "problem", "product", "team", "initiative", "release", "owner", "state",
        "rank", "estimate_low", "estimate_likely", "estimate_high", "not_before", "started_on", "shipped_on",
        "tracker_key", "tracker_url", "custom",
    }
)  # fmt: skip
# The others say something only together.
RESTORABLE = CHANGEABLE - {
    *("estimate_low", "estimate_likely", "estimate_high"),
    *("rank", "started_on", "shipped_on", "tracker_key"),
}
MOVES_DATES = frozenset(
    {"team", "state", "rank", "estimate_low", "estimate_likely", "estimate_high", "not_before"}
)


def create_feature(*, actor: Member, name: str, reason: str = "", **fields: Any) -> Feature:
    """A new feature at the end of the rank, unless a rank is given."""
    only_known(fields, CHANGEABLE)
    if not policies.may_create_feature(actor):
        raise NotAllowed("Viewers read. Ask an owner or head for another role.")
    with recorded(actor=actor, command="planning.create_feature", reason=reason):
        if "rank" not in fields:
            fields["rank"] = (Feature.objects.aggregate(last=Max("rank"))["last"] or 0) + 1
        if "custom" in fields:
            fields["custom"] = with_custom(FieldAbout.FEATURE, {}, fields["custom"])
        feature = Feature(name=name, created_at=clock.now(), **fields)
        if not policies.may_change_feature(actor, feature):
            raise NotAllowed("Give it one of your own products or teams, or ask a head of product.")
        _settle_dates(feature)
        _check(feature)
        feature.save(force_insert=True)
        ask_forecast(actor=actor)
    return feature


def change_feature(
    *,
    actor: Member,
    feature: Feature,
    reason: str = "",
    seen: Callable[[Feature], None] = lambda _: None,
    **changes: Any,
) -> Feature:
    """Change the named fields of one feature; its row is locked, so two people never half-overwrite.

    `custom` names values of the organisation's own fields, by slug; the others stay. `seen` may refuse once the
    row is held, when it is not what the caller knew.
    """
    [changed] = change_features(actor=actor, features=[feature.pk], changes=changes, reason=reason, seen=seen)
    return changed


def change_feature_field(*, actor: Member, row: Feature, field: str, value: Any, reason: str = "") -> Feature:
    """One field, as history brings it back; for a relation the value is the other row's id."""
    related = Feature._meta.get_field(field).related_model
    if isinstance(related, type) and value is not None:
        value = related._default_manager.filter(pk=value).first()
    return change_feature(actor=actor, feature=row, reason=reason, **{field: value})


def change_features(
    *,
    actor: Member,
    features: Iterable[int],
    changes: Mapping[str, Any],
    reason: str = "",
    seen: Callable[[Feature], None] = lambda _: None,
) -> list[Feature]:
    """The same change to many: all of them or none."""
    only_known(changes, CHANGEABLE)
    wanted = list(dict.fromkeys(features))
    with recorded(actor=actor, command="planning.change_feature", reason=reason):
        found = (
            Feature.objects.visible_to(actor)
            .select_related("product__owner")
            .select_for_update(of=("self",))
            .in_bulk(wanted)
        )
        if len(found) < len(wanted):
            raise NotVisible
        for feature in found.values():
            seen(feature)
            _change(actor, feature, changes)
        if MOVES_DATES & changes.keys():
            ask_forecast(actor=actor)
    return [found[pk] for pk in wanted]


def move_rank(*, actor: Member, feature: Feature, before: Feature | None, reason: str = "") -> Feature:
    """Put a feature just before another one, or last."""
    if before is None:
        rank = (Feature.objects.aggregate(last=Max("rank"))["last"] or 0) + 1
    else:
        above = (
            Feature.objects.filter(rank__lt=before.rank)
            .exclude(pk=feature.pk)
            .aggregate(last=Max("rank"))["last"]
        )
        rank = before.rank - 1 if above is None else (above + before.rank) / 2
    return change_feature(actor=actor, feature=feature, rank=rank, reason=reason)


def _change(actor: Member, feature: Feature, changes: Mapping[str, Any]) -> None:
    if not policies.may_change_feature(actor, feature):
        raise NotAllowed(policies.why_not(actor, feature))
    was_closed = feature.is_closed
    for name, value in changes.items():
        if name == "custom":
            value = with_custom(FieldAbout.FEATURE, feature.custom, value)
        setattr(feature, name, value)
    if not policies.may_change_feature(actor, feature):
        raise NotAllowed("That would give it to a product or team where you may not change it any more.")
    dates = _settle_dates(feature)
    _check(feature)
    feature.save(update_fields=[*changes, *dates])
    if feature.is_closed and not was_closed:
        close_open_commitments(feature)


def _settle_dates(feature: Feature) -> list[str]:
    """A state brings its date along: building has started, shipped is shipped on a day, reopened is neither."""
    today = clock.today()
    if feature.state in {FeatureState.BUILDING, FeatureState.SHIPPED} and feature.started_on is None:
        feature.started_on = feature.shipped_on or today
    if feature.state == FeatureState.SHIPPED and feature.shipped_on is None:
        feature.shipped_on = today
    if feature.state not in {FeatureState.SHIPPED, FeatureState.DROPPED}:
        feature.shipped_on = None
    if feature.shipped_on and feature.started_on and feature.shipped_on < feature.started_on:
        raise Refused(shipped_on=f"Shipped {feature.shipped_on} is before it started, {feature.started_on}.")
    return ["started_on", "shipped_on"]


def _check(feature: Feature) -> None:
    feature.name = feature.name.strip()
    Feature.check_estimate(feature.estimate_low, feature.estimate_likely, feature.estimate_high)
    check(feature, validate_constraints=False)
