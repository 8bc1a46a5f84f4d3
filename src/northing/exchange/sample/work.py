"""What Tarnbrook plans today. Days count from today; sizes are items."""

from dataclasses import dataclass

from northing.planning.models import FeatureState


@dataclass(frozen=True, slots=True)
class Planned:
    name: str
    product: str
    state: str
    estimate: tuple[int, int, int]
    """Person-weeks: low, likely, high."""
    left: int = 0
    """Items still to do; 0 for a feature that is not split."""
    done: int = 0
    due: int | None = None
    """The committed day, from today."""
    initiative: str = ""
    public_name: str = ""
    problem: str = ""
    needs: str = ""
    promised: int = 6
    """Weeks ago that the promise was made."""
    moved_from: int | None = None
    """It was promised for this day before, and moved."""
    made_to: str = ""
    grew: int = 0
    """Items found in the last fortnight."""
    doing: tuple[int, ...] = (2, 2)
    """Days ago that the items in progress were begun; the first of them is the oldest."""


INITIATIVES = (
    ("Paid without chasing", "Tomás Herrera"),
    ("Money in minutes", "Jonas Lindqvist"),
    ("Mandates", "Mei-Lin Zhao"),
    ("Fewer false declines", "Amara Okonkwo"),
    ("Always-on terminal", "Jonas Lindqvist"),
    ("Forecast to bank on", "Freya Madsen"),
    ("One cash picture", "Daniel Osei"),
)
# What a product's earlier features were for.
INITIATIVE_OF = {
    "Collect": "Paid without chasing",
    "Payouts": "Money in minutes",
    "Billing": "Money in minutes",
    "Terminal": "Always-on terminal",
    "E-invoicing": "Mandates",
    "Checkout": "Fewer false declines",
    "Cashflow": "Forecast to bank on",
    "Insights": "Forecast to bank on",
    "Classic Reports": "One cash picture",
}
_B, _P, _S, _I = FeatureState.BUILDING, FeatureState.PLANNED, FeatureState.SHAPED, FeatureState.IDEA
FEATURES = (
    Planned("Smart dunning sequences", "Collect", _B, (1, 2, 4), 14, 40, 27, "Paid without chasing",
            "Reminders that adapt",
            "Every late payer gets the same three e-mails, and most of them are ignored.",
            made_to="All Collect customers", doing=(4, 2)),
    Planned("Dispute-aware reminders", "Collect", _S, (4, 6, 8), 29, initiative="Paid without chasing",
            public_name="Reminders that know about disputes", needs="Smart dunning sequences",
            problem="We remind people of invoices that they dispute, and make it worse."),
    Planned("Instant payouts to cards", "Payouts", _B, (1, 3, 5), 16, 43, 27, "Money in minutes",
            "Instant payouts",
            "Merchants wait until Tuesday for Friday's money.", made_to="Payout pilot customers", doing=(11, 3, 1)),
    Planned("Terminal offline mode", "Terminal", _P, (6, 7, 14), 38, 0, 98, "Always-on terminal",
            "Take cards without a connection", "A shop without a network takes no cards at all.",
            made_to="Sales, retail", promised=11),
    Planned("Webhooks v2", "Payouts", _I, (5, 7, 12),
            problem="Partners miss events and poll us all night instead."),
    Planned("Pay-by-bank on invoices", "Billing", _B, (6, 8, 10), 42, 18, 73, "Money in minutes",
            "Pay by bank", "Card fees eat the margin of large invoices.", made_to="Enterprise customers", doing=(5, 3, 2)),
    Planned("Bulk edit for invoices", "Billing", _I, (5, 7, 9),
            problem="A new VAT number means 400 invoices by hand."),
    Planned("France: approved platform", "E-invoicing", _B, (4, 6, 9), 37, 34, 73, "Mandates",
            "E-invoices in France",
            "From September every French company must receive invoices through an approved"
            " platform. Today our 41"
            " French customers would need a second supplier for it, and a second supplier can do"
            " the rest of our"
            " work too.",
            moved_from=42, promised=8, made_to="41 French customers", grew=5, doing=(31, 5, 2, 1)),
    Planned("France: credit notes", "E-invoicing", _S, (3, 4, 6), 22, initiative="Mandates",
            public_name="Credit notes in France", problem="A corrected invoice needs its own message type."),
    Planned("Poland: KSeF clearance", "E-invoicing", _P, (5, 7, 10), 44, 0, 226, "Mandates",
            "E-invoices in Poland", "Poland clears every invoice through the state's own system.",
            needs="France: approved platform", made_to="Polish resellers", promised=9),
    Planned("Ten-year archive", "E-invoicing", _S, (3, 5, 9), 24, initiative="Mandates",
            public_name="Invoice archive", needs="Poland: KSeF clearance",
            problem="Mandate markets want ten years of originals, word for word."),
    Planned("Italy: reform of the receipt file", "E-invoicing", _I, (3, 4, 8), initiative="Mandates",
            problem="The file format changes next year."),
    Planned("Adaptive 3-D Secure", "Checkout", _B, (3, 5, 7), 31, 14, 59, "Fewer false declines",
            "Fewer card checks", "We ask for a second factor where the bank would not have.",
            made_to="Checkout customers", doing=(5, 1)),
    Planned("Network tokens", "Checkout", _P, (5, 7, 10), 39, 0, 134, "Fewer false declines",
            "Cards that renew themselves", "Expired cards end good subscriptions.", needs="Adaptive 3-D Secure",
            made_to="Subscription customers", promised=10),
    Planned("Bank-feed import", "Cashflow", _B, (3, 4, 7), 28, 12, 66, "Forecast to bank on",
            "Your bank, connected", "Typing balances by hand is where the forecast starts to be wrong.",
            made_to="Cashflow beta customers", doing=(3, 2)),
    Planned("Payer behaviour scores", "Insights", _P, (5, 6, 9), 33, 0, 149, "Forecast to bank on",
            "Who pays on time", "The forecast treats every payer alike.", made_to="Finance advisory board",
            promised=7),
    Planned("Multi-entity cash view", "Cashflow", _S, (5, 8, 15), initiative="One cash picture",
            public_name="All your companies in one view", needs="Bank-feed import",
            problem="Groups open six tabs on Monday morning."),
    Planned("Retire Classic Reports", "Classic Reports", _P, (7, 9, 13), 47, 0, 304, "One cash picture",
            "Classic Reports, until spring", "The old reports cost a quarter of the team.",
            made_to="All customers", promised=12),
)  # fmt: skip

# What shipped before: named by what each product is made of.
PAST_NAMES = {
    "Collect": ("Payment-link page", "Reminder templates", "Partial payments", "Payment plans", "Late fees",
                "Reminder calendar", "Collector's worklist", "SMS reminders", "Promise to pay", "Debtor portal",
                "Statement of account", "Letters by post", "Reply inbox", "Branded payment page",
                "Direct-debit retry"),
    "Payouts": ("Payout schedule editor", "Instant payouts: pilot", "Payout batches", "Supplier payouts",
                "Payout approval", "Payout statement", "Balance alerts", "Same-day SEPA"),
    "Terminal": ("Terminal pairing", "Tips on terminal", "Receipt by e-mail", "Terminal refunds",
                 "Terminal fleet view", "Contactless limit", "Kiosk mode"),
    "Billing": ("Payment-link QR on PDF", "Bank formats 9 to 11", "Invoice numbering", "Subscriptions pause",
                "Tax by line", "Discount rules", "Price lists", "Invoice layouts", "Recurring drafts",
                "Credit notes", "Dunning hold", "Proration", "Multi-currency invoices",
                "Approval before sending",
                "Invoice attachments"),
    "E-invoicing": ("Germany: structured receive", "Germany: structured send", "Peppol directory",
                    "Italy: receipt file", "Spain: SII filing", "Signed PDF service", "Directory look-up",
                    "Validation report", "Belgium: Peppol send", "Message log", "Supplier onboarding",
                    "Romania: e-Factura", "Certificate renewal", "Archive viewer"),
    "Checkout": ("3-D Secure routing 4.2", "Address look-up at checkout", "One-click wallets",
                 "Retry on decline",
                 "Checkout languages", "Fraud rules editor", "Card updater", "Saved cards", "Checkout themes",
                 "Decline reasons", "Instalments", "Refund from checkout", "Acquirer failover",
                 "Payment status page",
                 "Low-value exemption", "Merchant statement"),
    "Cashflow": ("Balance chart", "Scenario sliders", "Cash alerts", "Forecast sharing", "Plan v actual",
                 "Runway view"),
    "Insights": ("Insights weekly digest", "Days-to-pay trend", "Segment builder", "Late-payer list",
                 "Benchmark by trade", "Insight cards"),
    "Classic Reports": ("Report export to XLSX", "Report permissions", "Report speed-up", "Report archive"),
}  # fmt: skip
