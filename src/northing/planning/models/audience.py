from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from northing.organisation.history import track


@track()
class Audience(models.Model):
    """Who a roadmap is for. A field that is not listed here is in no byte of the answer."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    fields = ArrayField(models.CharField(max_length=40), default=list)
    quarters_only = models.BooleanField(
        default=False,
        help_text="Dates become the quarter that holds P85, or the commitment if that is later.",
    )
    public_names = models.BooleanField(default=False, help_text="Public names only; what has none is left out.")
    built_in = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(Lower("name"), name="one_audience_a_name")]

    def __str__(self) -> str:
        return self.name
