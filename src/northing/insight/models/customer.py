"""Who says things: customers, the people who speak for them, and the segments they fall into."""

from decimal import Decimal

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Upper

from northing.organisation.history import track
from northing.organisation.models import Member
from northing.portfolio.models import Product


class CustomerKind(models.TextChoices):
    COMPANY = "company", "Company"
    PERSON = "person", "Person"


class Health(models.TextChoices):
    GOOD = "good", "Good"
    STEADY = "steady", "Steady"
    COOLING = "cooling", "Cooling"
    AT_RISK = "at_risk", "At risk"


@track()
class Segment(models.Model):
    """Customers that belong together: named one by one, or by a rule over their fields.

    A rule is a list of conditions that must all hold, each {"field", "is", "value"}; empty means one by one.
    """

    name = models.CharField(max_length=80)
    description = models.TextField(blank=True)
    rule = models.JSONField(default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="one_segment_a_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def by_rule(self) -> bool:
        return bool(self.rule)


@track()
class ExchangeRate(models.Model):
    """What one unit of a currency is worth in the organisation's own. The user keeps this table."""

    currency = models.CharField(max_length=3, unique=True)
    rate = models.DecimalField(max_digits=18, decimal_places=8)
    as_of = models.DateField()

    class Meta:
        ordering = ["currency"]
        constraints = [
            models.CheckConstraint(condition=Q(rate__gt=0), name="rate_is_positive"),
            models.CheckConstraint(condition=Q(currency=Upper("currency")), name="currency_is_upper_case"),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.rate}"


class CustomerQuerySet(models.QuerySet["Customer"]):
    def standing(self) -> "CustomerQuerySet":
        """Those that were not merged into another one."""
        return self.filter(merged_into=None)


@track()
class Customer(models.Model):
    """A company or person who buys, or may. Its revenue counts once wherever it is summed."""

    kind = models.CharField(max_length=8, choices=CustomerKind, default=CustomerKind.COMPANY)
    name = models.CharField(max_length=200)
    plan = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=80, blank=True)
    since = models.DateField(null=True, blank=True)
    revenue = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, help_text="A year, in its own currency."
    )
    currency = models.CharField(max_length=3, blank=True, help_text="Empty: the organisation's own.")
    # In the organisation's currency: lists sort and sum by it. Null when there is no rate for its currency.
    worth = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    renews_on = models.DateField(null=True, blank=True)
    decides_on = models.DateField(null=True, blank=True, help_text="When they decide about renewing.")
    health = models.CharField(max_length=8, choices=Health, blank=True)
    owner = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    note = models.TextField(blank=True)
    segments = models.ManyToManyField(Segment, through="SegmentMembership", related_name="customers")
    products = models.ManyToManyField(Product, through="CustomerProduct", related_name="+")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    created_at = models.DateTimeField()

    objects = CustomerQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revenue=None) | Q(revenue__gte=Decimal(0)), name="revenue_is_not_negative"
            ),
            models.CheckConstraint(condition=Q(currency=Upper("currency")), name="currencies_are_upper_case"),
        ]
        indexes = [
            models.Index(Lower("name"), name="customer_name"),
            models.Index(OpClass(Lower("name"), name="text_pattern_ops"), name="customer_name_begins"),
            models.Index(models.F("worth").desc(nulls_last=True), "id", name="customer_worth"),
            models.Index(fields=["renews_on"], name="customer_renews"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        words = self.name.split()
        return "".join(word[0] for word in words[:2]).upper()


@track()
class SegmentMembership(models.Model):
    """A customer in a segment; `by_rule` rows are kept by the rule, the others by people."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="memberships")
    segment = models.ForeignKey(Segment, models.CASCADE, related_name="memberships")
    by_rule = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "segment"], name="once_in_a_segment")]

    def __str__(self) -> str:
        return f"{self.customer} in {self.segment}"


@track()
class CustomerProduct(models.Model):
    """A product that a customer uses."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="uses")
    product = models.ForeignKey(Product, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "product"], name="uses_a_product_once")]

    def __str__(self) -> str:
        return f"{self.customer} uses {self.product}"


@track()
class CustomerKey(models.Model):
    """What another system calls this customer; imports find it by this."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="keys")
    system = models.CharField(max_length=40)
    key = models.CharField(max_length=200)

    class Meta:
        ordering = ["system"]
        constraints = [models.UniqueConstraint(fields=["system", "key"], name="one_customer_a_key")]

    def __str__(self) -> str:
        return f"{self.system} {self.key}"


@track()
class Contact(models.Model):
    """A person who speaks for a customer."""

    customer = models.ForeignKey(Customer, models.CASCADE, null=True, blank=True, related_name="contacts")
    name = models.CharField(max_length=160)
    email = models.EmailField(max_length=254, blank=True)
    title = models.CharField(max_length=120, blank=True)
    decides = models.BooleanField(default=False, help_text="Has the say at the renewal.")
    met_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="contacts_addresses_are_lower"),
            models.UniqueConstraint(fields=["email"], condition=~Q(email=""), name="one_contact_an_address"),
        ]

    def __str__(self) -> str:
        return self.name
