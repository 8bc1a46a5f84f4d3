"""What became of each piece, narrow enough to count a hundred thousand of them while a page is made.

Kept by the database (see the migration `what_became`), so imports, merges and undo are in it without saying so.
"""

from django.db import models
from django.db.models import Q

from northing.insight.models.customer import Customer
from northing.insight.models.feedback import Feedback
from northing.organisation.models import Member
from northing.portfolio.models import Product


class Became(models.IntegerChoices):
    """The best that any of a piece's opportunities came to; without one, whether somebody answered."""

    SHIPPED = 5, "shipped"
    IN_DELIVERY = 4, "in delivery"
    PLANNED = 3, "planned"
    ANSWERED = 2, "answered"
    DECLINED = 1, "declined with a reason"
    UNANSWERED = 0, "no answer"


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    def visible_to(self, actor: Member) -> "OutcomeQuerySet":
        """The same pieces that the actor sees in the inbox."""
        if actor.runs_the_place:
            return self
        return self.filter(Q(product=None) | Q(product__restricted=False) | Q(product__owner=actor))


class Outcome(models.Model):
    """One for each piece that a customer said and that was not merged into another."""

    feedback = models.OneToOneField(
        Feedback, models.DO_NOTHING, primary_key=True, related_name="outcome", db_constraint=False
    )
    customer = models.ForeignKey(
        Customer, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    product = models.ForeignKey(
        Product, models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False
    )
    became = models.PositiveSmallIntegerField(choices=Became)
    reply_by = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["customer", "became"], include=["product", "reply_by", "answered_at"], name="became_of"
            ),
            models.Index(
                fields=["reply_by"], condition=Q(answered_at=None, reply_by__isnull=False), name="still_owed"
            ),
            models.Index(
                fields=["customer"],
                include=["reply_by", "answered_at", "product"],
                condition=Q(reply_by__isnull=False),
                name="promised_to",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_became_display())
