"""Who Tarnbrook competes with, what was seen of them, and a product that is proposed."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from northing.exchange.sample.moments import act
from northing.organisation.models import Member
from northing.portfolio import commands
from northing.portfolio.models import Product

RIVALS = (
    ("Payla", "Ahead on price for small shops; no invoices, no mandate markets.", ("Checkout", "Terminal")),
    ("Mahnwerk", "Ahead on dunning by post; we know who pays late before it is late.", ("Collect",)),
    ("Fakturo", "Ahead in accounting; slow with bulk and in France.", ("Billing", "E-invoicing")),
)
# Thousands of euro a year, days ago and from where.
ESTIMATES = (
    ("Payla", "Checkout", 24_500, 55, "Its annual report, payments"),
    ("Payla", "Terminal", 9_200, 55, "Its annual report, devices"),
    ("Mahnwerk", "Collect", 4_600, 80, "A former manager of theirs"),
    ("Fakturo", "Billing", 12_300, 150, "Trade press"),
)
SIGNALS = (
    (9, "Payla halves its fee below €10", "https://payla.example/prices", "Payla", "Checkout"),
    (16, "Mahnwerk gives reminders away with its accounting", "A customer, in a renewal call", "Mahnwerk", "Collect"),
    (37, "Fakturo is certified for France", "https://fakturo.example/news", "Fakturo", "E-invoicing"),
    (120, "Payla closes its office in Lyon", "Trade press", "Payla", "Terminal"),
)  # fmt: skip
GATES = (
    ("Problem", ("Five customers pay somebody for it today", "It costs them a day a month or more")),
    ("Answer", ("Ten customers use a prototype for a month", "The team knows what it would cost to run")),
    ("Business", ("Three customers signed", "It carries its own team in two years")),
)
EVIDENCE = (
    ("Five customers pay somebody for it today", "Eight of twenty do: a broker, at 1.1 % of the amount.", True),
    ("It costs them a day a month or more", "Two to three days of the accountant, by diary.", True),
)


def look_around(
    *, now: datetime, head: Member, people: Mapping[str, Member], products: Mapping[str, Product]
) -> None:
    begun = now - timedelta(days=200)
    rivals = {
        name: act(
            begun,
            commands.save_competitor,
            actor=head,
            name=name,
            stance=stance,
            products=[products[product] for product in against],
        )
        for name, stance, against in RIVALS
    }
    for rival, product, thousands, days, source in ESTIMATES:
        known = now - timedelta(days=days)
        act(
            known,
            commands.estimate_rival,
            actor=head,
            rivalry=rivals[rival].rivalries.get(product=products[product]),
            revenue=Decimal(thousands * 1000),
            estimated_on=known.date(),
            estimated_from=source,
        )
    for days, text, source, rival, product in SIGNALS:
        seen = now - timedelta(days=days)
        act(
            seen,
            commands.note_signal,
            actor=head,
            text=text,
            seen_on=seen.date(),
            source=source,
            competitor=rivals[rival],
            product=products[product],
        )
    _propose(now, head, people["Freya Madsen"])


def _propose(now: datetime, head: Member, sponsor: Member) -> None:
    """Invoice finance passed its first gate and is held at the second."""
    begun = now - timedelta(days=90)
    gates = [
        act(begun, commands.define_gate, actor=head, name=name, criteria=criteria) for name, criteria in GATES
    ]
    case = act(
        begun,
        commands.open_case,
        actor=sponsor,
        name="Invoice finance",
        problem="Small companies wait 29 days for money that is theirs; eight of twenty sell invoices to a broker.",
        market="About 4,000 of our customers; brokers take 1.1 % of the amount.",
        advantage="Days to paid tells us who will pay before a broker knows that there is an invoice.",
        costs="€60k to the next gate; €900k to a first country.",
        risks="A bank stands behind it; losses stay below 0.4 %.",
    )
    asked = {row.text: row for row in gates[0].criteria.all()}
    for text, evidence, met in EVIDENCE:
        act(
            begun + timedelta(days=20),
            commands.show_evidence,
            actor=sponsor,
            case=case,
            criterion=asked[text],
            text=evidence,
            met=met,
        )
    for days, verdict, reason in (
        (30, "go", "The problem is paid for today, and our data answers it."),
        (75, "hold", "No bank has signed. Looked at again when one has."),
    ):
        moment = begun + timedelta(days=days)
        act(moment, commands.decide_at_gate, actor=head, case=case, verdict=verdict, reason=reason)
