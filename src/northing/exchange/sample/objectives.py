"""What Tarnbrook wants to reach this year, and how far it has come. Days count from today."""

from dataclasses import dataclass

VISION = (
    "By {year} a finance team of three runs receivables for a company of a thousand people, and nobody chases an"
    " invoice by hand."
)
FORMER_VISION = "Every invoice is paid on the day that it is due."
WHY_ANEW = "Customers measure the work that they no longer do, not the day of the money."
PILLARS = (
    ("Get paid", "Money arrives when it is due, without anybody chasing"),
    ("Stay legal", "No customer ever has to leave because a law changed"),
    ("See ahead", "A finance team knows its cash three months out"),
)


@dataclass(frozen=True, slots=True)
class Result:
    name: str
    unit: str
    decimals: int
    baseline: float
    target: float
    values: tuple[float, ...]
    """At the last check-ins, the newest last; empty: what the metric said that day."""
    says: tuple[int, ...]
    """How sure the owner was each time, in percent."""
    sentence: str
    features: tuple[str, ...] = ()
    weight: float = 1
    metric: str = ""
    """The metric that it reads, where that has another name."""
    eased: tuple[float, str] | None = None
    """The target before, and why it was eased."""
    problems: tuple[str, ...] = ()
    """The opportunities whose solution would serve it."""


@dataclass(frozen=True, slots=True)
class Aim:
    name: str
    why: str
    pillar: str
    owner: str
    checked: int
    """Days ago that it was checked last."""
    results: tuple[Result, ...]
    committed: bool = False
    goes_on_from: str = ""
    """The one of last year that it continues."""


AIMS = (
    Aim("Get customers paid faster", "Days to paid is what every customer asks about first.", "Get paid",
        "Tomás Herrera", 0, (
            Result("Median days to paid", "d", 1, 29.4, 27.8, (29.2, 28.4, 28.8), (75, 70, 60),
                   "Invoices over €10k wait for approval again.",
                   ("Smart dunning sequences", "Instant payouts to cards", "Dispute-aware reminders"),
                   metric="Days to paid", eased=(26, "Two quarters went into disputes first."),
                   problems=("Remind without souring the relationship", "Know who will pay late")),
            Result("Collect attach rate", "%", 1, 27, 35, (28.6, 31.2, 33.0), (70, 75, 80),
                   "Every second new customer takes it.", ("Bulk edit for invoices",)),
            Result("Invoices paid by bank", "%", 1, 10.5, 15.3, (10.9, 11.6, 13.0), (60, 60, 60),
                   "Pay-by-bank is in the hands of the pilot.", ("Pay-by-bank on invoices",),
                   problems=("Pay an invoice from the bank app",)),
        ), goes_on_from="Invoices paid sooner"),
    Aim("Legal in every mandate market", "Four of our markets change their law within a year.", "Stay legal",
        "Mei-Lin Zhao", 1, (
            Result("Mandate markets open for sending", "markets", 0, 3, 6, (3, 4, 4), (95, 90, 90),
                   "Germany is live, France waits for its certificate.",
                   ("France: approved platform", "Poland: KSeF clearance", "Ten-year archive",
                    "Italy: reform of the receipt file"), weight=2),
            Result("Rejected e-invoices", "%", 1, 2.6, 1.7, (2.4, 2.1, 1.9), (70, 75, 75),
                   "Most are typos in the address.", ("France: credit notes",)),
            Result("Audit findings closed in 30 days", "%", 0, 70, 76, (71, 72, 73), (80, 75, 70),
                   "The auditor accepts the new log.",
                   problems=("Prove to an auditor who reminded whom, when", "Keep originals for ten years")),
        ), committed=True),
    Aim("Higher, safer authorisation", "Every point is €61k of payments a day.", "Get paid", "Amara Okonkwo", 26, (
            Result("Authorisation rate", "%", 1, 91.2, 93, (91.3, 91.8), (80, 82),
                   "Routing 4.2 goes live next week.",
                   ("Adaptive 3-D Secure", "Network tokens"), weight=2,
                   problems=("Fewer good cards refused", "Subscriptions that survive a new card")),
            Result("Fraud loss, basis points", "bp", 1, 6.7, 6.2, (6.6, 6.4), (75, 80),
                   "The new rules hold.", metric="Fraud loss"),
        ), goes_on_from="Fewer payments lost"),
    Aim("A forecast finance teams trust", "Cashflow is used where it is right.", "See ahead", "Daniel Osei", 0, (
            Result("Forecast error", "%", 0, 16, 13.5, (16, 15, 14), (75, 80, 80),
                   "Bank feeds remove the largest gap.", ("Bank-feed import", "Payer behaviour scores")),
            Result("Companies in Cashflow weekly", "", 0, 117, 340, (180, 250, 284), (70, 75, 75),
                   "Two thirds of the beta came back.", ("Multi-entity cash view", "Retire Classic Reports")),
        ), goes_on_from="Cashflow finds its first users"),
)  # fmt: skip
EVERY = 14  # days between check-ins
LAST_YEAR = (
    Aim("Invoices paid sooner", "Nobody buys Collect to wait.", "Get paid", "Tomás Herrera", 0, (
            Result("Median days to paid", "d", 1, 34, 31.6, (), (65, 70, 85), "Reminders go out on the day.",
                   metric="Days to paid"),
            Result("Collect attach rate", "%", 1, 15, 30, (), (70, 55, 35), "Large customers take longer."),
        )),
    Aim("Fewer payments lost", "A payment that fails is a sale that fails.", "Get paid", "Amara Okonkwo", 0, (
            Result("Authorisation rate", "%", 1, 91.0, 92.5, (), (80, 85, 80), "The retries pay off."),
            Result("Fraud loss, basis points", "bp", 1, 8.1, 7.2, (), (75, 75, 80), "The rules hold.",
                   metric="Fraud loss"),
        ), committed=True),
    Aim("Cashflow finds its first users", "Nobody else shows a small company its next month.", "See ahead",
        "Daniel Osei", 0, (
            Result("Companies in Cashflow weekly", "", 0, 20, 150, (), (60, 45, 20), "The beta is slow to open."),
        )),
)  # fmt: skip
CHECKED_BEFORE_END = (240, 150, 40)  # days, of last year's
