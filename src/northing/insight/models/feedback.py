"""What customers say, piece by piece, from wherever it came."""

import re
from datetime import datetime

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from northing.insight.models.customer import Contact, Customer, Segment
from northing.organisation.history import track
from northing.organisation.models import Member
from northing.portfolio.models import Product

HEADING = 80  # characters that stand for a piece without a title
BRACED = re.compile(r"\{(\w+)\}")


class Source(models.TextChoices):
    EMAIL = "email", "E-mail"
    CALL = "call", "Call"
    SUPPORT = "support", "Support"
    SALES = "sales", "Sales"
    SURVEY = "survey", "Survey"
    REVIEW = "review", "Review"
    PORTAL = "portal", "Portal"
    INTERVIEW = "interview", "Interview"
    NOTE = "note", "Note"


class Kind(models.TextChoices):
    PROBLEM = "problem", "Problem"
    REQUEST = "request", "Request"
    PRAISE = "praise", "Praise"
    QUESTION = "question", "Question"


class FeedbackState(models.TextChoices):
    NEW = "new", "New"
    LINKED = "linked", "Linked"
    ANSWERED = "answered", "Answered"
    SET_ASIDE = "set_aside", "Set aside"


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def visible_to(self, actor: Member) -> "FeedbackQuerySet":
        """All but what is about other people's restricted products."""
        if actor.runs_the_place:
            return self
        return self.filter(Q(product=None) | Q(product__restricted=False) | Q(product__owner=actor))

    def standing(self) -> "FeedbackQuerySet":
        """Those that were not merged into another piece."""
        return self.filter(merged_into=None)

    def to_triage(self, now: datetime) -> "FeedbackQuerySet":
        """Not yet decided on, and not sleeping."""
        awake = Q(snoozed_until=None) | Q(snoozed_until__lte=now)
        return self.standing().filter(awake, state=FeedbackState.NEW)

    def owed_a_reply(self) -> "FeedbackQuerySet":
        """A reply was promised, by rule or by a person, and none has gone."""
        promised = self.standing().exclude(reply_by=None).filter(answered_at=None)
        return promised.exclude(state=FeedbackState.SET_ASIDE)


@track(exclude=["words"])
class Feedback(models.Model):
    """One thing that somebody said."""

    title = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    source = models.CharField(max_length=10, choices=Source, default=Source.NOTE)
    url = models.URLField(max_length=1000, blank=True)
    customer = models.ForeignKey(Customer, models.SET_NULL, null=True, blank=True, related_name="feedback")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="feedback")
    product = models.ForeignKey(Product, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind, blank=True)
    language = models.CharField(max_length=8, blank=True, help_text="ISO 639-1, such as de.")
    stars = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="1 to 5, where a review has them."
    )
    state = models.CharField(max_length=9, choices=FeedbackState, default=FeedbackState.NEW)
    received_at = models.DateTimeField()
    assignee = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    reply_by = models.DateTimeField(null=True, blank=True, help_text="When a reply is promised.")
    answered_at = models.DateTimeField(null=True, blank=True)
    snoozed_until = models.DateTimeField(null=True, blank=True)
    why_set_aside = models.TextField(blank=True)
    # What the other system calls it: bringing the same piece again updates it.
    system = models.CharField(max_length=40, blank=True)
    key = models.CharField(max_length=200, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    added_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    words = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="simple")
        + SearchVector("text", weight="B", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
        editable=False,
    )

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["system", "key"], condition=~Q(key=""), name="one_piece_a_key"),
            models.CheckConstraint(condition=Q(stars=None) | Q(stars__range=(1, 5)), name="stars_are_1_to_5"),
        ]
        indexes = [
            GinIndex(fields=["words"], name="feedback_words"),
            models.Index(fields=["-received_at", "-id"], name="feedback_received"),
            models.Index(fields=["state", "-received_at"], name="feedback_state"),
            models.Index(fields=["customer", "-received_at"], name="feedback_of_customer"),
            models.Index(
                fields=["reply_by"], condition=Q(answered_at=None, reply_by__isnull=False), name="feedback_owed"
            ),
            # The inbox in its order: what was promised first comes first.
            models.Index(
                F("reply_by").asc(nulls_last=True),
                F("received_at").desc(),
                F("id").desc(),
                condition=Q(state="new", merged_into=None),
                name="feedback_to_triage",
            ),
            models.Index(
                fields=["-received_at", "-id"],
                condition=~Q(state="new") & Q(merged_into=None),
                name="feedback_done",
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def heading(self) -> str:
        """The title, or the beginning of the text where there is none."""
        said = self.title or " ".join(self.text.split())
        return said if self.title or len(said) <= HEADING else f"{said[:HEADING].rsplit(' ', 1)[0]}…"


@track()
class Reply(models.Model):
    """What we wrote back; a draft until it is sent or copied."""

    feedback = models.ForeignKey(Feedback, models.CASCADE, related_name="replies")
    text = models.TextField()
    written_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    by_mail = models.BooleanField(default=False, help_text="Went out through the configured mail server.")

    class Meta:
        ordering = ["written_at", "id"]
        verbose_name_plural = "replies"
        constraints = [
            models.UniqueConstraint(
                fields=["feedback", "written_by"], condition=Q(sent_at=None), name="one_draft_a_person"
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


@track()
class ReplyTemplate(models.Model):
    """A text to begin a reply with, in which places are filled in."""

    PLACES = ("contact", "customer", "opportunity", "me")

    name = models.CharField(max_length=80)
    text = models.TextField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A place that nobody fills in would be read by a customer."""
        unknown = next((place for place in BRACED.findall(self.text) if place not in self.PLACES), None)
        if unknown is not None:
            known = ", ".join(f"{{{place}}}" for place in self.PLACES)
            raise ValidationError({"text": f"Nothing is filled in for {{{unknown}}}. What is: {known}."})


@track()
class ReplyRule(models.Model):
    """Who gets a reply by when: the first rule that fits a customer's segment and revenue counts."""

    segment = models.ForeignKey(Segment, models.CASCADE, null=True, blank=True, related_name="+")
    worth_from = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    working_days = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"within {self.working_days} working days"


class Suggestion(models.Model):
    """What the classifier thought of a piece's kind or product, how sure it was, and what was decided."""

    feedback = models.ForeignKey(Feedback, models.CASCADE, related_name="suggestions")
    field = models.CharField(max_length=10, help_text="kind or product")
    value = models.CharField(max_length=40)
    sureness = models.FloatField()
    made_at = models.DateTimeField()
    applied = models.BooleanField(default=False, help_text="It acted alone, as the owner allowed.")
    decided = models.CharField(max_length=40, blank=True, help_text="What a person chose.")
    decided_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["feedback", "field"], name="one_suggestion_a_field"),
            models.CheckConstraint(condition=Q(sureness__range=(0, 1)), name="sureness_is_a_probability"),
        ]
        indexes = [models.Index(fields=["field", "-decided_at"], name="suggestion_decided")]

    def __str__(self) -> str:
        return f"{self.field} {self.value}"
