from django.db import models
from django.db.models.functions import Lower

from northing.organisation.history import track
from northing.organisation.models.member import Member


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, actor: Member) -> "SavedViewQuerySet":
        return self.filter(models.Q(owner=actor) | models.Q(shared=True))


@track()
class SavedView(models.Model):
    """A list as somebody likes it: filter, group, sort and columns, kept as the list's own query string."""

    page = models.CharField(max_length=40, help_text="Which list, such as planning.features.")
    name = models.CharField(max_length=80)
    owner = models.ForeignKey(Member, models.CASCADE, related_name="+")
    shared = models.BooleanField(default=False)
    query = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint("page", "owner", Lower("name"), name="one_view_a_name_and_owner"),
        ]

    def __str__(self) -> str:
        return self.name
