"""What Tarnbrook measures, and the way that each number took. Days count back from today."""

from dataclasses import dataclass

from northing.metrics.models import Direction, Grain, MadeOf, OverTime

DAYS = 503  # of history
BROKE = 6  # days ago: the new routing sends whole countries to the challenge first


@dataclass(frozen=True, slots=True)
class MetricOf:
    name: str
    unit: str
    decimals: int
    product: str
    path: tuple[tuple[int, float], ...]
    """Days ago and value; straight lines between. Empty: made of its factors."""
    noise: float = 0.0
    """Standard deviation around the path."""
    week: tuple[float, ...] = ()
    """A factor for each day of the week, from Monday on."""
    description: str = ""
    better: str = Direction.UP
    grain: str = Grain.DAY
    over_time: str = OverTime.MEAN
    target: float | None = None
    floor: float | None = None
    band: tuple[float, float] | None = None
    critical: bool = False
    whole: bool = False
    """Things that are counted: no fractions."""


@dataclass(frozen=True, slots=True)
class TreeOf:
    whole: str
    made_of: str
    parts: tuple[str, ...]


_UP_TO_FRIDAY = (1.04, 1.05, 1.03, 1.06, 1.12, 0.90, 0.80)
_OFFICE = (1.01, 1.0, 1.0, 1.0, 1.01, 0.99, 0.99)

CHECKOUT = (
    MetricOf(
        "Paid volume a day",
        "€",
        0,
        "Checkout",
        (),
        target=2_800_000,
        description="What merchants are paid through Checkout on an average day.",
    ),
    MetricOf(
        "Attempts a day",
        "",
        0,
        "Checkout",
        ((DAYS, 33_800), (150, 39_900), (1, 41_300)),
        350,
        _UP_TO_FRIDAY,
        "Payments that were attempted; a retry within ten minutes counts once.",
        whole=True,
    ),
    MetricOf(
        "Authorisation rate",
        "%",
        1,
        "Checkout",
        (),
        over_time=OverTime.RATIO,
        target=93,
        description="Authorised payments as a share of those attempted; a retry within ten minutes counts"
        " once.",
    ),
    MetricOf(
        "Average value",
        "€",
        2,
        "Checkout",
        ((DAYS, 84.6), (1, 87.0)),
        0.5,
        description="Of an authorised payment.",
    ),
    MetricOf(
        "Passes the fraud screen",
        "%",
        1,
        "Checkout",
        ((DAYS, 98.9), (1, 98.9)),
        0.05,
        description="Share of attempts that are not held back as fraud.",
        over_time=OverTime.RATIO,
        better=Direction.HOLD,
        band=(98.5, 99.3),
    ),
    MetricOf(
        "Completes 3-D Secure",
        "%",
        1,
        "Checkout",
        ((DAYS, 98.55), (BROKE + 1, 98.7), (BROKE, 97.5), (BROKE - 1, 97.0), (1, 96.7)),
        0.08,
        description="Share of screened payments whose payer passes the challenge, or is spared it.",
        over_time=OverTime.RATIO,
    ),
    MetricOf(
        "Issuer approves",
        "%",
        1,
        "Checkout",
        ((DAYS, 93.0), (261, 93.1), (260, 94.1), (1, 94.1)),
        0.14,
        description="Share of challenged payments that the payer's bank approves.",
        over_time=OverTime.RATIO,
    ),
    MetricOf(
        "Fraud loss",
        "bp",
        1,
        "Checkout",
        ((DAYS, 8.1), (140, 7.0), (1, 6.1)),
        0.16,
        description="Charged back as fraud, in basis points of the paid volume.",
        better=Direction.DOWN,
        over_time=OverTime.RATIO,
        target=6.2,
    ),
)
COLLECT = (
    MetricOf(
        "Recurring revenue",
        "€",
        0,
        "Collect",
        ((1100, 2_850_000), (365, 4_890_000), (1, 6_400_000)),
        45_000,
        description="A year's worth of what Collect's subscriptions bring.",
        grain=Grain.MONTH,
        over_time=OverTime.LAST,
        target=7_000_000,
        critical=True,
        whole=True,
    ),
    MetricOf(
        "Days to paid",
        "d",
        1,
        "Collect",
        ((DAYS, 34.0), (140, 31.0), (30, 29.4), (14, 28.2), (1, 29.2)),
        0.22,
        _OFFICE,
        "Median days from the invoice to the money.",
        Direction.DOWN,
        target=27.8,
        critical=True,
    ),
    MetricOf(
        "Collect attach rate",
        "%",
        1,
        "Collect",
        ((DAYS, 15.0), (140, 27.0), (30, 31.2), (1, 33.0)),
        0.07,
        description="Billing customers that also use Collect.",
        over_time=OverTime.LAST,
        target=35,
        critical=True,
    ),
    MetricOf(
        "Overdue recovered",
        "%",
        0,
        "Collect",
        ((DAYS, 55.4), (1, 61.0)),
        0.7,
        grain=Grain.WEEK,
        description="Overdue money that is paid within thirty days of the first reminder.",
        over_time=OverTime.RATIO,
        target=62.5,
        critical=True,
    ),
    MetricOf(
        "Gross retention",
        "%",
        1,
        "Collect",
        ((1100, 93.0), (1, 93.6)),
        0.22,
        grain=Grain.MONTH,
        description="Last year's recurring revenue that is still here, without upgrades.",
        over_time=OverTime.RATIO,
        target=93.5,
        floor=92.5,
        critical=True,
    ),
    MetricOf(
        "Contacts per 1k invoices",
        "",
        1,
        "Collect",
        ((DAYS, 6.2), (365, 5.6), (1, 4.1)),
        0.12,
        description="How often somebody writes to support.",
        better=Direction.DOWN,
        grain=Grain.WEEK,
        over_time=OverTime.RATIO,
        target=3.5,
        critical=True,
    ),
    MetricOf(
        "Invoices paid by bank",
        "%",
        1,
        "Collect",
        ((DAYS, 5.2), (140, 8.0), (28, 12.1), (1, 13.0)),
        0.2,
        _OFFICE,
        "Share of the invoices that are paid by transfer from the link.",
        target=15.3,
        over_time=OverTime.RATIO,
    ),
)
OTHERS = (
    MetricOf("Mandate markets live", "markets", 0, "E-invoicing",
             ((DAYS, 2), (300, 2), (299, 3), (20, 3), (19, 4), (1, 4)),
             description="Countries where the law asks for structured invoices and ours are accepted.",
             grain=Grain.WEEK, over_time=OverTime.LAST, target=6, whole=True),
    MetricOf("Rejected e-invoices", "%", 1, "E-invoicing", ((DAYS, 3.4), (140, 2.6), (28, 2.2), (1, 1.9)), 0.09,
             _OFFICE, "Share that a tax authority or a platform turns down.", Direction.DOWN,
             over_time=OverTime.RATIO, target=1.7),
    MetricOf("Audit findings closed in 30 days", "%", 0, "E-invoicing", ((DAYS, 57), (140, 60), (1, 71)), 1.6,
             description="Share of the findings of a quarter's audits.", grain=Grain.WEEK,
             over_time=OverTime.RATIO, target=76),
    MetricOf("Forecast error", "%", 0, "Insights", ((DAYS, 23), (140, 19), (42, 16), (1, 14)), 0.5,
             description="Mean absolute error of the cash forecast, thirteen weeks ahead.", better=Direction.DOWN,
             grain=Grain.WEEK, target=13.5),
    MetricOf("Companies in Cashflow weekly", "", 0, "Cashflow",
             ((DAYS, 20), (140, 117), (42, 228), (1, 310)), 4,
             description="Companies where somebody opened Cashflow in the week.", grain=Grain.WEEK,
             over_time=OverTime.LAST, target=340, whole=True),
)  # fmt: skip
METRICS = CHECKOUT + COLLECT + OTHERS
SUBSCRIPTIONS = (
    MetricOf("Recurring revenue", "€", 0, "Billing",
             ((1100, 7_350_000), (365, 8_820_000), (1, 9_690_000)), 40_000,
             description="A year's worth of what Billing's subscriptions bring.", grain=Grain.MONTH,
             over_time=OverTime.LAST, whole=True),
    MetricOf("Recurring revenue", "€", 0, "E-invoicing",
             ((1100, 240_000), (730, 540_000), (365, 1_050_000), (1, 1_850_000)), 30_000,
             description="A year's worth of what E-invoicing's subscriptions bring.", grain=Grain.MONTH,
             over_time=OverTime.LAST, whole=True),
    MetricOf("Recurring revenue", "€", 0, "Insights",
             ((1100, 1_650_000), (365, 2_270_000), (1, 2_740_000)), 15_000,
             description="A year's worth of what Insights' subscriptions bring.", grain=Grain.MONTH,
             over_time=OverTime.LAST, whole=True),
)  # fmt: skip
ALL_SUBSCRIPTIONS = MetricOf("Recurring revenue", "€", 0, "", (), grain=Grain.MONTH, over_time=OverTime.LAST,
                             description="A year's worth of what the subscriptions to all products bring.",
                             target=22_800_000)  # fmt: skip
TREES = (
    TreeOf(
        "Authorisation rate",
        MadeOf.PRODUCT,
        ("Passes the fraud screen", "Completes 3-D Secure", "Issuer approves"),
    ),
    TreeOf("Paid volume a day", MadeOf.PRODUCT, ("Attempts a day", "Authorisation rate", "Average value")),
)
BLACK_FRIDAY = 1.2  # points fewer that issuers approve on the two days around it
RESTATED_IN, RESTATED_FROM, TOO_HIGH = 105, 199, 0.42  # days ago, days ago, points
WHY_RESTATED = "Retries within ten minutes were counted twice."
