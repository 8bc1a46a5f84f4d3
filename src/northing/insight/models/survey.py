"""Asking customers: Kano (how does it feel with, and without?) and importance beside satisfaction."""

from datetime import date

from django.db import models
from django.db.models import Q

from northing.insight.models.customer import Customer, Segment
from northing.insight.models.opportunity import Opportunity
from northing.organisation.history import track
from northing.organisation.models import Member


class SurveyKind(models.TextChoices):
    KANO = "kano", "Kano"
    OPPORTUNITY = "opportunity", "Importance and satisfaction"


@track(exclude=["token_hash"])
class Survey(models.Model):
    """A few questions behind one link. The link holds a secret of which only the hash is kept."""

    kind = models.CharField(max_length=11, choices=SurveyKind)
    title = models.CharField(max_length=160)
    introduction = models.TextField(blank=True)
    asks_segment = models.BooleanField(
        default=False, help_text="Whoever answers reads the names of the segments, to say which is theirs."
    )
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    closes_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.title

    def takes_answers(self, today: date) -> bool:
        return self.closed_at is None and (self.closes_on is None or today <= self.closes_on)


@track()
class Question(models.Model):
    """One thing asked. Kano asks `text` for when it is there and `without` for when it is not."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions")
    opportunity = models.ForeignKey(
        Opportunity, models.SET_NULL, null=True, blank=True, related_name="questions"
    )
    text = models.CharField(max_length=400)
    without = models.CharField(max_length=400, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text


class Answer(models.Model):
    """One respondent's two answers of five. Kano: with and without, 1 like to 5 dislike; otherwise importance
    and satisfaction, 1 low to 5 high."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    respondent = models.UUIDField(help_text="Random: who answered is not known by it.")
    customer = models.ForeignKey(Customer, models.SET_NULL, null=True, blank=True, related_name="+")
    segment = models.ForeignKey(Segment, models.SET_NULL, null=True, blank=True, related_name="+")
    first = models.PositiveSmallIntegerField()
    second = models.PositiveSmallIntegerField()
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "respondent"], name="answers_once"),
            models.CheckConstraint(
                condition=Q(first__range=(1, 5), second__range=(1, 5)), name="answers_are_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first}, {self.second}"
