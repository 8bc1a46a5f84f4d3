"""The customer problems behind what is said, and the words that show them."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q

from northing.insight.models.customer import Customer
from northing.insight.models.feedback import Feedback
from northing.organisation.history import track
from northing.organisation.models import Member
from northing.portfolio.models import Product


class OpportunityState(models.TextChoices):
    EXPLORING = "exploring", "Exploring"
    CANDIDATE = "candidate", "Candidate"
    PLANNED = "planned", "Planned"
    IN_DELIVERY = "in_delivery", "In delivery"
    SOLVED = "solved", "Solved"
    PARKED = "parked", "Parked"
    DECLINED = "declined", "Declined"


class Importance(models.IntegerChoices):
    """How much it matters to whoever said it. The numbers only order them."""

    NICE = 1, "Nice to have"
    WANTED = 2, "Wanted"
    NEEDED = 3, "Needed"
    DEALBREAKER = 4, "Dealbreaker"


class OpportunityQuerySet(models.QuerySet["Opportunity"]):
    def visible_to(self, actor: Member) -> "OpportunityQuerySet":
        """All but what is about other people's restricted products."""
        if actor.runs_the_place:
            return self
        return self.filter(Q(product=None) | Q(product__restricted=False) | Q(product__owner=actor))

    def standing(self) -> "OpportunityQuerySet":
        """Those that were not merged into another one."""
        return self.filter(merged_into=None)

    def in_the_portal(self) -> "OpportunityQuerySet":
        """What staff published there; nothing of restricted products, whatever was ticked."""
        return self.standing().filter(is_public=True).exclude(product__restricted=True)

    def open(self) -> "OpportunityQuerySet":
        return self.standing().exclude(state__in=Opportunity.CLOSED)


@track(exclude=["words"])
class Opportunity(models.Model):
    """A customer problem worth solving."""

    CLOSED = (OpportunityState.SOLVED, OpportunityState.PARKED, OpportunityState.DECLINED)

    name = models.CharField(max_length=200, help_text="The problem in the customer's words.")
    statement = models.TextField(blank=True, help_text="Who has it, when, and what it costs them.")
    product = models.ForeignKey(Product, models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=11, choices=OpportunityState, default=OpportunityState.EXPLORING)
    decide_by = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    created_at = models.DateTimeField()
    custom = models.JSONField(
        default=dict, db_default=models.Value({}, models.JSONField()), blank=True, help_text="Own fields."
    )
    # Customers see it in the portal by these words only.
    is_public = models.BooleanField(default=False)
    public_name = models.CharField(max_length=200, blank=True)
    public_answer = models.TextField(blank=True, help_text="What customers read about it.")
    words = models.GeneratedField(
        expression=SearchVector("name", weight="A", config="simple")
        + SearchVector("statement", weight="B", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
        editable=False,
    )

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = "opportunities"
        constraints = [
            models.CheckConstraint(
                condition=Q(is_public=False) | ~Q(public_name=""), name="public_has_a_public_name"
            )
        ]
        indexes = [
            GinIndex(fields=["words"], name="opportunity_words"),
            models.Index(fields=["state"], name="opportunity_state"),
        ]

    def __str__(self) -> str:
        return self.name


class StateStep(models.Model):
    """A change of an opportunity's state: a row of its own, because the reason is asked for later."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="steps")
    state = models.CharField(max_length=11, choices=OpportunityState)
    reason = models.TextField(blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-changed_at", "-id"]

    def __str__(self) -> str:
        return f"{self.opportunity} is {self.get_state_display()}"


@track()
class Highlight(models.Model):
    """A span of a piece's text that shows an opportunity; the whole piece when it has no ends."""

    feedback = models.ForeignKey(Feedback, models.CASCADE, related_name="highlights")
    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="highlights")
    begins = models.PositiveIntegerField(null=True, blank=True)
    ends = models.PositiveIntegerField(null=True, blank=True)
    quote = models.TextField(blank=True)
    importance = models.PositiveSmallIntegerField(choices=Importance, default=Importance.WANTED)
    made_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["begins", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(begins=None, ends=None) | Q(begins__lt=F("ends")), name="highlight_is_a_span"
            ),
            models.UniqueConstraint(
                fields=["feedback", "opportunity", "begins", "ends"],
                nulls_distinct=False,
                name="highlighted_once",
            ),
        ]
        indexes = [
            models.Index(F("opportunity"), F("importance").desc(), F("id").desc(), name="what_matters_most")
        ]

    def __str__(self) -> str:
        return self.quote or str(self.feedback)


class Asking(models.Model):
    """Which customers ask for an opportunity and in how many pieces, none where they only voted: kept with
    every highlight and vote, since lists sum revenue over it and each customer must count once."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="asking")
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="asks_for")
    pieces = models.PositiveIntegerField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["opportunity", "customer"], name="asks_once")]

    def __str__(self) -> str:
        return f"{self.customer} asks for {self.opportunity}"


class Heard(models.Model):
    """In how many pieces an opportunity was heard of in a month (its first day, UTC): kept like `Asking`, so
    that lists show a year without reading every piece."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="heard")
    month = models.DateField()
    pieces = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "months heard of"
        constraints = [models.UniqueConstraint(fields=["opportunity", "month"], name="heard_once_a_month")]

    def __str__(self) -> str:
        return f"{self.opportunity} in {self.month:%Y-%m}"


@track()
class Relation(models.Model):
    """Two opportunities that belong together without being the same."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="relations")
    other = models.ForeignKey(Opportunity, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "other"], name="related_once"),
            models.CheckConstraint(condition=Q(opportunity__lt=F("other")), name="the_older_comes_first"),
        ]

    def __str__(self) -> str:
        return f"{self.opportunity} and {self.other}"
