from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from northing.organisation.models import Member


class ImportState(models.TextChoices):
    RECEIVED = "received", "waiting for you"  # columns can be matched
    LOOKING = "looking", "being looked at"
    LOOKED = "looked", "looked at"
    QUEUED = "queued", "queued"
    RUNNING = "running", "running"
    DONE = "done", "done"
    FAILED = "failed", "failed"
    UNDOING = "undoing", "being undone"
    UNDONE = "undone", "undone"


class Brings(models.TextChoices):
    WORK = "work", "Work"
    FEEDBACK = "feedback", "Feedback"
    CUSTOMERS = "customers", "Customers"


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, actor: Member) -> "ImportQuerySet":
        """A file holds everything that the tracker knew: it is for whoever brought it, and for the heads."""
        return self if actor.runs_the_place else self.filter(made_by=actor)


class Import(models.Model):
    """One file of another tool, from its arrival to the day it may be undone no more."""

    BRINGING_IN = (ImportState.QUEUED, ImportState.RUNNING)
    MATCHABLE = (ImportState.RECEIVED, ImportState.LOOKING, ImportState.LOOKED, ImportState.FAILED)
    UNFINISHED = (ImportState.LOOKING, *BRINGING_IN, ImportState.UNDOING)
    IN = (ImportState.DONE, ImportState.UNDOING, ImportState.UNDONE)  # or was in, before it was undone

    file_name = models.CharField(max_length=255)
    stored_as = models.CharField(max_length=255, help_text="Below the folder of files.")
    size = models.BigIntegerField()
    brings = models.CharField(max_length=9, choices=Brings, default=Brings.WORK)
    source = models.CharField(max_length=40)
    tool = models.CharField(max_length=40)
    description = models.CharField(max_length=300)
    mapping = models.TextField(help_text="As `mapping.Mapping.to_json` writes it.")
    state = models.CharField(max_length=8, choices=ImportState, default=ImportState.RECEIVED)
    made_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    rows = models.PositiveIntegerField(default=0, help_text="Rows of the file, as far as known.")
    rows_read = models.PositiveIntegerField(default=0)
    step = models.CharField(max_length=60, blank=True)
    expected = models.JSONField(default=dict, help_text="What the look said would happen.")
    outcome = models.JSONField(default=dict, help_text="What happened.")
    refused = models.PositiveIntegerField(default=0, help_text="Rows; see RefusedRow.LISTED.")
    problem = models.TextField(blank=True)
    stop_asked = models.BooleanField(default=False)
    keep_asked = models.BooleanField(default=False, help_text="Stop reading, and bring in what has been read.")
    context = models.UUIDField(null=True, help_text="Of its history: what undoing takes back.")
    is_example = models.BooleanField(default=False, help_text="What a new organisation began with.")
    undone_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-id"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def path(self) -> Path:
        return Path(settings.MEDIA_ROOT) / self.stored_as

    @property
    def brings_feedback(self) -> bool:
        return self.brings == Brings.FEEDBACK

    @property
    def brings_customers(self) -> bool:
        return self.brings == Brings.CUSTOMERS

    @property
    def may_be_matched(self) -> bool:
        return self.state in self.MATCHABLE

    @property
    def is_in(self) -> bool:
        return self.state in self.IN

    @property
    def may_be_cut_short(self) -> bool:
        """As long as rows are read; what follows is about all that were."""
        return self.state in self.BRINGING_IN and not self.step

    @property
    def was_cut_short(self) -> bool:
        return self.state == ImportState.DONE and "stopped_of" in self.outcome

    @property
    def is_undone(self) -> bool:
        return self.state == ImportState.UNDONE

    @property
    def share_read(self) -> int:
        """Per cent of the rows."""
        return min(100, 100 * self.rows_read // max(self.rows, 1))

    @property
    def is_under_way(self) -> bool:
        return self.state in self.UNFINISHED


class RefusedRow(models.Model):
    """A row that could not come in, and what is wrong with it."""

    LISTED = 20_000  # of one import: a file that is wrong all over needs no more

    of = models.ForeignKey(Import, models.CASCADE, related_name="refused_rows")
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=200, blank=True)
    value = models.TextField(blank=True)
    reason = models.CharField(max_length=500)
    original = models.TextField(blank=True)

    class Meta:
        ordering = ["line"]

    def __str__(self) -> str:
        return f"Line {self.line}: {self.reason}"


class SavedMapping(models.Model):
    """Which column goes where, kept under a name for the next file of the same kind."""

    LONGEST_NAME = 80

    name = models.CharField(max_length=LONGEST_NAME)
    source = models.CharField(max_length=20)
    mapping = models.TextField()
    made_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="one_mapping_a_name")]

    def __str__(self) -> str:
        return self.name
