"""Which of the score models that stand side by side is shown."""

from collections.abc import Sequence

from northing.kernel.errors import NotVisible
from northing.planning.models import ScoreModel


def score_model(models: Sequence[ScoreModel], wanted: int | None) -> ScoreModel | None:
    """The one asked for, else the default one, else the first; none where nobody has made one."""
    if wanted is not None:
        found = next((model for model in models if model.pk == wanted), None)
        if found is None:
            raise NotVisible
        return found
    return next((model for model in models if model.is_default), models[0] if models else None)
