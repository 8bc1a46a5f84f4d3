from django.db import models
from django.db.models import Q

from northing.planning.models.feature import Feature
from northing.planning.models.item import Item


class OriginKind(models.TextChoices):
    FEATURE = "feature", "feature"
    ITEM = "item", "item"


class Origin(models.Model):
    """Where a feature or item came from: the row word for word, and what it said when it last came.

    The next import compares: a field changed here since then stays, one left alone follows the file. The
    database does not look up what it points to, a hundred thousand times an import: an origin whose feature or
    item is gone says nothing wrong, and is written over when its row comes again.
    """

    source = models.CharField(max_length=20)
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=7, choices=OriginKind)
    feature = models.ForeignKey(
        Feature, models.CASCADE, null=True, db_constraint=False, db_index=False, related_name="origins"
    )
    item = models.ForeignKey(
        Item, models.CASCADE, null=True, db_constraint=False, db_index=False, related_name="origins"
    )
    batch = models.BigIntegerField()
    line = models.IntegerField()
    said = models.JSONField()
    said_before = models.JSONField(null=True, help_text="For undoing the import that wrote `said`.")
    row = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_origin_a_key")]
        indexes = [
            models.Index(fields=["feature"], condition=Q(feature__isnull=False), name="origin_of_feature"),
        ]

    def __str__(self) -> str:
        return f"{self.key} from {self.source}, line {self.line}"
