"""The ways in that people set up once: a mailbox that is read, and addresses that programs send to."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from northing.organisation.history import track
from northing.organisation.models import Member
from northing.portfolio.models import Product


class Safety(models.TextChoices):
    TLS = "tls", "TLS (usually port 993)"
    STARTTLS = "starttls", "STARTTLS (usually port 143)"
    NONE = "none", "None: only for a server on this machine"


@track(exclude=["password", "validity", "last_uid", "read_at", "trouble", "taken", "left_out"])
class Mailbox(models.Model):
    """One an installation. It is only read: nothing in it is marked, moved or deleted."""

    server = models.CharField(max_length=253)
    port = models.PositiveIntegerField(
        default=993, validators=[MinValueValidator(1), MaxValueValidator(65_535)]
    )
    safety = models.CharField(max_length=8, choices=Safety, default=Safety.TLS)
    user = models.CharField(max_length=254)
    password = models.TextField(help_text="Sealed.")
    folder = models.CharField(max_length=200, default="INBOX")
    since = models.DateField(help_text="Older mails are not read.")
    product = models.ForeignKey(Product, models.SET_NULL, null=True, blank=True, related_name="+")
    is_read = models.BooleanField(default=True)
    # What comes in is added in this person's name, as far as their role reaches.
    kept_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    # Where reading stands: a number of the server's holds as long as the validity does.
    validity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    read_at = models.DateTimeField(null=True, blank=True)
    trouble = models.TextField(blank=True, help_text="Why the last reading failed.")
    taken = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "mailboxes"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_mailbox_an_installation")]

    def __str__(self) -> str:
        return f"{self.user} at {self.server}"


class ReadMail(models.Model):
    """A mail that was taken in or left out: it comes in once, also when its piece was undone or erased."""

    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of its Message-ID.")
    read_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.digest


@track(exclude=["token_hash", "signing_secret", "last_used_at"])
class InboundAddress(models.Model):
    """Where a program sends feedback to. The address holds a secret of which only the hash is kept; with a
    signing secret each request must also carry the HMAC of its body."""

    name = models.CharField(max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    signing_secret = models.TextField(blank=True, help_text="Sealed; empty: requests are not signed.")
    product = models.ForeignKey(Product, models.SET_NULL, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(Member, models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        verbose_name_plural = "inbound addresses"

    def __str__(self) -> str:
        return self.name

    @property
    def system(self) -> str:
        """What the senders' ids are kept under, apart from those of other programs."""
        return f"in-{self.pk}"
