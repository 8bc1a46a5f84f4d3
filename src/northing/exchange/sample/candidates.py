"""What Tarnbrook says of its candidates: who each reaches a quarter, how much it matters to them, how sure that is."""

from dataclasses import dataclass

Three = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Weighed:
    """`reach`: accounts a quarter. `confidence` in percent. `effort`: person-weeks, where no estimate says it.

    `delay`: thousand a week that waiting costs. `fit` and `ease`: grades from 0 to 10.
    """

    name: str
    by: str
    ago: int
    """Days since it was said."""
    reach: Three
    impact: Three
    confidence: float
    delay: Three
    fit: Three
    ease: Three
    evidence: str
    """What the reach rests on."""
    effort: Three | None = None
    kind: str = "feature"


CANDIDATES = (
    Weighed("France: credit notes", "Mei-Lin Zhao", 9, (900, 1200, 1400), (2, 3, 3.4), 92, (14, 19, 24), (8, 9, 10),
            (5, 6, 7), "41 customers send to France; their invoices of last quarter that were corrected."),
    Weighed("Network tokens", "Amara Okonkwo", 12, (3800, 5200, 6100), (0.8, 1.2, 1.8), 75, (12, 20, 31), (6, 8, 9),
            (3, 4, 6), "Saved cards that expire within a quarter, from the card scheme’s report."),
    Weighed("Payer behaviour scores", "Daniel Osei", 15, (1400, 2100, 3200), (0.8, 1.3, 1.9), 65, (5, 9, 15), (6, 7, 9),
            (4, 6, 7), "Accounts that opened the forecast at least weekly."),
    Weighed("Dispute-aware reminders", "Tomás Herrera", 8, (1500, 2300, 3100), (0.6, 1, 1.5), 70, (6, 10, 14),
            (7, 8, 9), (4, 6, 7), "Reminders that went to a disputed invoice, April to June."),
    Weighed("Terminal offline mode", "Jonas Lindqvist", 6, (800, 1500, 2400), (1.2, 2, 2.6), 70, (7, 15, 26), (5, 7, 9),
            (2, 4, 6), "Terminals that lost the network for more than a minute last quarter."),
    Weighed("Bulk edit for invoices", "Priya Raman", 20, (2900, 4100, 5200), (0.25, 0.35, 0.5), 80, (3, 4, 6), (2, 3, 5),
            (5, 6, 8), "Accounts that changed more than 20 drafts on one day."),
    Weighed("Italy: reform of the receipt file", "Mei-Lin Zhao", 30, (150, 260, 380), (1.8, 2.4, 3), 85, (2, 4, 7),
            (7, 8, 9), (4, 6, 8), "Customers with an Italian tax number."),
    Weighed("Poland: KSeF clearance", "Mei-Lin Zhao", 9, (300, 420, 600), (2, 2.6, 3), 85, (7, 11, 16), (8, 9, 10),
            (3, 4, 5), "Customers with a Polish tax number, and what the resellers say."),
    Weighed("Ten-year archive", "Mei-Lin Zhao", 33, (500, 700, 1100), (0.8, 1.2, 1.8), 70, (2, 4, 7), (6, 7, 8),
            (4, 5, 7), "Accounts in markets that ask for ten years."),
    Weighed("Retire Classic Reports", "Daniel Osei", 26, (900, 1300, 1600), (0.5, 0.9, 1.4), 80, (4, 6, 8), (5, 6, 8),
            (2, 3, 4), "Accounts that still open the old reports."),
    Weighed("Webhooks v2", "Jonas Lindqvist", 41, (500, 800, 1300), (0.4, 0.8, 1.2), 75, (2, 3, 5), (2, 4, 6),
            (3, 5, 6), "Accounts with a key that polls more than hourly."),
    Weighed("Multi-entity cash view", "Freya Madsen", 18, (60, 240, 700), (1.5, 2.6, 3.2), 50, (2, 6, 16), (5, 7, 9),
            (2, 3, 5), "Groups with two or more companies; a guess at how many would use it."),
    Weighed("Refund part of an invoice", "Priya Raman", 11, (1100, 1900, 2600), (1, 1.6, 2.2), 70, (6, 12, 19), (6, 7, 9),
            (4, 6, 7), "Invoices that were credited and issued again within a week.", (3, 5, 8), "opportunity"),
    Weighed("Split a payout by property", "Jonas Lindqvist", 22, (120, 420, 900), (1.5, 2.4, 3), 60, (3, 8, 15),
            (5, 6, 8), (4, 6, 8), "Hotels and chains among the customers; two calls are booked.", (3, 4, 7),
            "opportunity"),
    Weighed("One login for many branches", "Amara Okonkwo", 27, (300, 520, 800), (1, 1.5, 2), 60, (2, 4, 7), (3, 4, 6),
            (4, 5, 7), "Customers with three or more accounts on one tax number.", (3, 6, 9), "opportunity"),
    Weighed("Prove to an auditor who reminded whom, when", "Tomás Herrera", 14, (150, 260, 420), (1.2, 1.8, 2.4), 75,
            (2, 3, 5), (4, 5, 7), (6, 7, 9), "Customers who are audited every year.", (2, 3, 5), "opportunity"),
    Weighed("Approve a large refund by two people", "Priya Raman", 14, (90, 160, 260), (1.5, 2, 3), 80, (1, 2, 3),
            (4, 5, 6), (7, 8, 9), "Customers with more than five people who may refund.", (1, 2, 4), "opportunity"),
    Weighed("Say which part an insurer pays", "Priya Raman", 36, (60, 110, 200), (2, 2.6, 3), 60, (1, 2, 4), (2, 3, 5),
            (2, 4, 5), "Clinics among the customers.", (4, 6, 11), "opportunity"),
    Weighed("Fewer false declines", "Amara Okonkwo", 17, (1200, 2600, 4200), (0.5, 0.9, 1.6), 55, (6, 14, 28), (6, 8, 9),
            (1, 2, 4), "Payments that were declined and paid by another card within an hour.", (12, 18, 34),
            "initiative"),
)  # fmt: skip
DRIVERS = (("Strategic fit", 3.0), ("Ease", 1.5))
