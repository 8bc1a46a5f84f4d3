"""Rows of another tool on their way in: they wait here, are merged in one transaction, and are gone."""

from django.db import models

from northing.planning.models.feature import Feature
from northing.planning.models.item import Item


class IncomingKind(models.TextChoices):
    FEATURE = "feature", "feature"
    ITEM = "item", "item"


class Incoming(models.Model):
    """One row as read, in our words, before anything of ours is touched.

    The table is unlogged: after a crash it is empty, and the import starts over from its file.
    """

    batch = models.BigIntegerField()
    line = models.IntegerField(help_text="Line of the file, from 1.")
    kind = models.CharField(max_length=7, choices=IncomingKind)
    key = models.CharField(max_length=120)
    tracker_id = models.CharField(max_length=120, blank=True)
    name = models.CharField(max_length=500)
    alias = models.CharField(max_length=500, blank=True)
    problem = models.TextField(blank=True)
    state = models.CharField(max_length=10, help_text="One of FeatureState.")
    created_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    team = models.CharField(max_length=120, blank=True)
    product = models.CharField(max_length=120, blank=True)
    release = models.CharField(max_length=200, blank=True)
    assignee = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=500, blank=True)
    parent = models.CharField(max_length=500, blank=True, help_text="As written: key, number or title.")
    estimate_low = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    estimate_likely = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    estimate_high = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    row = models.TextField(help_text="The row word for word.")
    # Found by the merge.
    feature_key = models.CharField(max_length=120, blank=True)
    is_copy = models.BooleanField(default=False, help_text="A later row of the same key: the last one counts.")

    class Meta:
        indexes = [models.Index(fields=["batch", "key"], name="incoming_key")]

    def __str__(self) -> str:
        return f"{self.key} on line {self.line}"


class IncomingLink(models.Model):
    """ "`key` needs, relates to or duplicates `other`", as the file said it."""

    batch = models.BigIntegerField()
    key = models.CharField(max_length=120)
    other = models.CharField(max_length=120)
    kind = models.CharField(max_length=10)

    class Meta:
        indexes = [models.Index(fields=["batch"], name="incoming_link_batch")]

    def __str__(self) -> str:
        return f"{self.key} {self.kind} {self.other}"


class Origin(models.Model):
    """Where a feature or item came from: the row word for word, and what it said when it last came.

    The next import compares: a field changed here since then stays, one left alone follows the file.
    """

    source = models.CharField(max_length=20)
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=7, choices=IncomingKind)
    feature = models.ForeignKey(Feature, models.CASCADE, null=True, related_name="origins")
    item = models.ForeignKey(Item, models.CASCADE, null=True, related_name="origins")
    batch = models.BigIntegerField()
    line = models.IntegerField()
    said = models.JSONField()
    said_before = models.JSONField(null=True, help_text="For undoing the import that wrote `said`.")
    row = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_origin_a_key")]

    def __str__(self) -> str:
        return f"{self.key} from {self.source}, line {self.line}"
