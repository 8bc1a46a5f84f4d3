"""The chance of every open promise as it would be said now; nothing of it is kept."""

from northing.kernel import clock
from northing.planning.forecasts.inputs import gather
from northing.planning.forecasts.outlooks import outlooks
from northing.planning.forecasts.promises import promise_model
from northing.planning.models import Commitment


def standing_chances() -> dict[int, float]:
    """By feature. The day is the seed, as of the forecast that is kept: the same rows give the same chances."""
    if not Commitment.objects.current().exists():
        return {}
    today = clock.today()
    found, _ = outlooks(gather(today=today), promise_model(today=today), seed=today.toordinal())
    return {said.feature.pk: said.chance for said in found if said.chance is not None}
