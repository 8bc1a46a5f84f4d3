"""Ways to score: several stand side by side over the same inputs, and one of them is shown first."""

from typing import Any

from django.db.models import Max

from northing.kernel import clock
from northing.kernel.errors import Refused
from northing.kernel.rows import check, only_known
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.planning.commands.scoring.rows import locked, require_planner
from northing.planning.models import Method, ScoreModel
from northing.planning.scoring.formulas import check_formula

OF_A_SCORE_MODEL = frozenset({"name", "method", "formula", "reach_of", "reach_per"})


def create_score_model(*, actor: Member, name: str, method: str, **fields: Any) -> ScoreModel:
    """The first one is shown first."""
    only_known(fields, OF_A_SCORE_MODEL)
    with recorded(actor=actor, command="planning.create_score_model"):
        require_planner(actor)
        last = ScoreModel.objects.aggregate(last=Max("position"))["last"]
        made = ScoreModel(
            name=name,
            method=method,
            position=0 if last is None else last + 1,
            is_default=not ScoreModel.objects.filter(is_default=True).exists(),
            **fields,
        )
        _check(made)
        made.save(force_insert=True)
    return made


def first_score_model(*, actor: Member) -> ScoreModel:
    """The one that is shown first; RICE where nobody has made one yet."""
    with recorded(actor=actor, command="planning.create_score_model"):
        standing = ScoreModel.objects.filter(archived_at=None)
        found = standing.filter(is_default=True).first() or standing.first()
        return found or create_score_model(actor=actor, name="RICE", method=Method.RICE)


def change_score_model(
    *, actor: Member, score_model: ScoreModel, reason: str = "", **changes: Any
) -> ScoreModel:
    only_known(changes, OF_A_SCORE_MODEL)
    with recorded(actor=actor, command="planning.change_score_model", reason=reason):
        found = locked(actor, score_model)
        for name, value in changes.items():
            setattr(found, name, value)
        _check(found)
        found.save(update_fields=[*changes, "formula"])
    return found


def make_default(*, actor: Member, score_model: ScoreModel) -> ScoreModel:
    """Shown first from now on, instead of the one that was."""
    with recorded(actor=actor, command="planning.make_default_score_model"):
        found = locked(actor, score_model)
        if found.archived_at is not None:
            raise Refused("Bring it back before it is shown first.")
        for other in ScoreModel.objects.select_for_update().filter(is_default=True).exclude(pk=found.pk):
            other.is_default = False
            other.save(update_fields=["is_default"])
        found.is_default = True
        found.save(update_fields=["is_default"])
    return found


def archive_score_model(*, actor: Member, score_model: ScoreModel) -> ScoreModel:
    """Offered no longer; what was said for it stays."""
    with recorded(actor=actor, command="planning.archive_score_model"):
        found = locked(actor, score_model)
        if found.is_default:
            raise Refused("It is the one that is shown first. Choose another for that before.")
        found.archived_at = clock.now()
        found.save(update_fields=["archived_at"])
    return found


def _check(score_model: ScoreModel) -> None:
    score_model.name = score_model.name.strip()
    score_model.reach_of = score_model.reach_of.strip() or "users"
    if score_model.method != Method.FORMULA:
        score_model.formula = ""
    else:
        check_formula(score_model.formula)
    twins = ScoreModel.objects.filter(name__iexact=score_model.name).exclude(pk=score_model.pk)
    if twins.exists():
        raise Refused(name=f"There is a score called {score_model.name} already.")
    check(score_model, validate_unique=False, validate_constraints=False)
