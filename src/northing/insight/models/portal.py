"""The place where customers see what is planned, say what is missing and hear back."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from northing.insight.models.customer import Contact, Customer
from northing.insight.models.opportunity import Importance, Opportunity
from northing.organisation.history import track
from northing.organisation.models import Member


@track(exclude=["logo", "logo_type"])
class Portal(models.Model):
    """One an installation, and off until somebody switches it on."""

    LOGOS = ("png", "jpg", "jpeg", "webp")
    LARGEST_LOGO = 100 * 1024

    is_on = models.BooleanField(default=False)
    members_only = models.BooleanField(default=False, help_text="Only people whose address is a contact's.")
    title = models.CharField(max_length=120, default="What we are building")
    introduction = models.TextField(blank=True)
    votes_each = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: no limit.")
    comments_wait = models.BooleanField(default=True, help_text="Comments are shown once staff has read them.")
    # The page of theirs about personal data, which every page of the portal leads to.
    privacy_url = models.URLField(max_length=300, blank=True)
    embedded_by = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    logo = models.BinaryField(default=bytes, blank=True, help_text="Not in the history: undo leaves it.")
    logo_type = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_portal_an_installation")]

    def __str__(self) -> str:
        return self.title


@track()
class Visitor(models.Model):
    """Somebody outside who proved an e-mail address."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120, blank=True)
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="+")
    joined_at = models.DateTimeField()
    blocked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["email"]
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="visitors_addresses_are_lower")
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_blocked(self) -> bool:
        return self.blocked_at is not None


class EntryTicket(models.Model):
    """Lets one address in, once: by a code that is typed or by a link that is followed, separate secrets."""

    ATTEMPTS = 5

    email = models.EmailField(max_length=254)
    code_hash = models.CharField(max_length=128)
    link_hash = models.CharField(max_length=64, unique=True)
    browser_hash = models.CharField(max_length=64, help_text="The code works only where it was asked for.")
    attempts = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["email", "-expires_at"], name="ticket_of_address")]

    def __str__(self) -> str:
        return self.email


class Visit(models.Model):
    """A visitor's signed-in browser."""

    visitor = models.ForeignKey(Visitor, models.CASCADE, related_name="visits")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.visitor)


@track()
class Vote(models.Model):
    """A visitor's, or one that staff gave on behalf of a customer."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="votes")
    visitor = models.ForeignKey(Visitor, models.CASCADE, null=True, blank=True, related_name="votes")
    customer = models.ForeignKey(Customer, models.SET_NULL, null=True, blank=True, related_name="+")
    given_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    importance = models.PositiveSmallIntegerField(choices=Importance, default=Importance.WANTED)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "visitor"], name="votes_once"),
            models.UniqueConstraint(
                fields=["opportunity", "customer"], condition=Q(visitor=None), name="voted_for_once"
            ),
        ]

    def __str__(self) -> str:
        return f"for {self.opportunity}"


@track()
class Comment(models.Model):
    """What a visitor or one of the staff wrote below an idea."""

    LONGEST = 2_000

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="comments")
    visitor = models.ForeignKey(Visitor, models.CASCADE, null=True, blank=True, related_name="comments")
    member = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.TextField()
    made_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return self.text[:60]


@track()
class Following(models.Model):
    """Who wants to hear about what. A topic is `opportunity:7`, `planned:12` (a feature), `changelog` (each
    entry) or `digest` (once a month)."""

    CHANGELOG = "changelog"
    DIGEST = "digest"

    visitor = models.ForeignKey(Visitor, models.CASCADE, related_name="following")
    topic = models.CharField(max_length=60, db_index=True)
    since = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True, help_text="When they were told that it is there.")
    # Where it stood when that was last looked at, and before that, in the words that customers read.
    stage = models.CharField(max_length=60, blank=True)
    moved_from = models.CharField(max_length=60, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True, help_text="When they were last told that it moved.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visitor", "topic"], name="follows_once")]

    def __str__(self) -> str:
        return self.topic


@track()
class PlannedNote(models.Model):
    """What the portal says about something planned beside its name: that it moved, and why."""

    topic = models.CharField(max_length=60, unique=True)
    text = models.CharField(max_length=200)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return self.text


@track()
class Change(models.Model):
    """An entry of the changelog; its followers are told when it is published."""

    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    topics = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True, help_text="Its followers are told once.")
    made_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-published_at", "-id"]

    def __str__(self) -> str:
        return self.title
