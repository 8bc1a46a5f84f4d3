from django.core.validators import MaxValueValidator
from django.db import models

from northing.organisation.history import track

MOST = [MaxValueValidator(200)]


@track()
class AttentionRules(models.Model):
    """One row: how many percent of a product manager's time each thing takes. Rules of thumb, set by people."""

    concept = models.PositiveSmallIntegerField("a product in concept", default=8, validators=MOST)
    introduction = models.PositiveSmallIntegerField("in introduction", default=8, validators=MOST)
    growth = models.PositiveSmallIntegerField("in growth", default=60, validators=MOST)
    maturity = models.PositiveSmallIntegerField("in maturity", default=54, validators=MOST)
    decline = models.PositiveSmallIntegerField("in decline", default=12, validators=MOST)
    building = models.PositiveSmallIntegerField("a bet that is being built", default=28, validators=MOST)
    open_bet = models.PositiveSmallIntegerField("a bet that is shaped or planned", default=2, validators=MOST)
    promise = models.PositiveSmallIntegerField("somebody who was promised a date", default=4, validators=MOST)
    report = models.PositiveSmallIntegerField("a person who reports", default=6, validators=MOST)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_row_of_attention_rules")]

    def __str__(self) -> str:
        return "What takes attention"
