"""The ways to score that stand side by side."""

from collections.abc import Sequence

from northing.kernel.errors import NotVisible
from northing.planning.models import Driver, ScoreModel


def score_models() -> Sequence[ScoreModel]:
    """Those that are offered, in their order, with their drivers."""
    return list(ScoreModel.objects.filter(archived_at=None).prefetch_related("drivers"))


def one_score_model(pk: int) -> ScoreModel:
    found = ScoreModel.objects.prefetch_related("drivers").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def one_driver(pk: int) -> Driver:
    found = Driver.objects.select_related("score_model").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found
