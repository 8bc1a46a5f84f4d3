"""What Tarnbrook says of its features, problems and products beyond what everybody does."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from northing.exchange.sample.moments import act
from northing.insight import commands as insight
from northing.insight.models import Opportunity
from northing.organisation import commands as organisation
from northing.organisation.models import FieldAbout, FieldKind, Member
from northing.planning import commands as planning
from northing.planning.commands import scoring
from northing.planning.models import Feature, Method
from northing.portfolio import commands as portfolio
from northing.portfolio.models import Product

FEATURE, PROBLEM, PRODUCT = FieldAbout.FEATURE, FieldAbout.OPPORTUNITY, FieldAbout.PRODUCT
MARKETS = ("All", "France", "Poland", "Italy", "Benelux", "Nordics")
WEIGHT = "Regulatory weight"
FIELDS = (
    (FEATURE, FieldKind.NUMBER, WEIGHT, ()),
    (FEATURE, FieldKind.CHOICES, "Markets", MARKETS),
    (FEATURE, FieldKind.DATE, "Law in force", ()),
    (FEATURE, FieldKind.PERSON, "Architect", ()),
    (FEATURE, FieldKind.LINK, "Design file", ()),
    (PROBLEM, FieldKind.NUMBER, WEIGHT, ()),
    (PROBLEM, FieldKind.CHOICE, "Workaround", ("none", "by hand", "another tool")),
    (PROBLEM, FieldKind.TEXT, "Heard first from", ()),
    (PRODUCT, FieldKind.CHOICE, "Service level", ("99.5 %", "99.9 %", "99.95 %")),
    (PRODUCT, FieldKind.PERSON, "Architect", ()),
    (PRODUCT, FieldKind.LINK, "Runbook", ()),
)
# Markets, the weight from 0 to 3, and in how many days the law is in force.
OF_FEATURES: Mapping[str, tuple[tuple[str, ...], int, int | None]] = {
    "France: approved platform": (("France",), 3, 73),
    "France: credit notes": (("France",), 2, 165),
    "Poland: KSeF clearance": (("Poland",), 3, 240),
    "Ten-year archive": (("France", "Poland", "Italy"), 2, 310),
    "Italy: reform of the receipt file": (("Italy",), 2, 204),
    "Adaptive 3-D Secure": (("All",), 1, None),
    "Pay-by-bank on invoices": (("Benelux", "Nordics"), 0, None),
    "Terminal offline mode": (("Nordics",), 0, None),
}
ARCHITECTS = {
    "France: approved platform": "Luc Moreau",
    "Poland: KSeF clearance": "Luc Moreau",
    "Network tokens": "Henrik Naess",
    "Terminal offline mode": "Marek Novak",
    "Pay-by-bank on invoices": "Ben Carter",
    "Payer behaviour scores": "Lucia Ferri",
}
DRAWN = ("Pay-by-bank on invoices", "Dispute-aware reminders", "Multi-entity cash view")
OF_PROBLEMS: Mapping[str, tuple[int, str, str]] = {
    "Refund part of an invoice": (0, "by hand", "Brandt Logistik"),
    "Split a payout by property": (0, "another tool", "A hotel in Aarhus"),
    "One login for many branches": (0, "by hand", "Halvorsen Retail"),
    "Prove to an auditor who reminded whom, when": (2, "by hand", "An auditor, on the phone"),
    "Approve a large refund by two people": (1, "none", "A clinic’s controller"),
    "Say which part an insurer pays": (0, "none", "A clinic in Ghent"),
}
OF_PRODUCTS = {
    "Checkout": ("99.95 %", "Henrik Naess"),
    "Payouts": ("99.95 %", "Marek Novak"),
    "Terminal": ("99.9 %", "Marek Novak"),
    "Collect": ("99.5 %", "Sara Lindholm"),
    "Billing": ("99.9 %", "Ben Carter"),
    "E-invoicing": ("99.9 %", "Luc Moreau"),
}
VIEWS = (
    (
        "planning.features",
        "Laws, by the day",
        "columns=name,team,state,custom.markets,custom.law_in_force,custom.architect,p85,chance"
        "&custom.law_in_force=*&sort=custom.law_in_force",
    ),
    ("insight.opportunities", "Done by hand", "custom.workaround=by+hand&columns=custom.workaround&whole=1"),
)
FORMULA = "reach * impact * confidence / effort * (1 + regulatory_weight / 2)"


def say_own(
    *, now: datetime, head: Member, people: Mapping[str, Member], products: Mapping[str, Product]
) -> None:
    """The fields, their values, the views that show them and a score that counts with one."""
    begun, said = now - timedelta(days=75), now - timedelta(days=21)
    for about, kind, name, choices in FIELDS:
        act(
            begun,
            organisation.add_custom_field,
            actor=head,
            about=about,
            kind=kind,
            name=name,
            choices=choices,
        )
    for feature in Feature.objects.open():
        custom = _of_feature(feature.name, now, people)
        act(said, planning.change_feature, actor=head, feature=feature, custom=custom)
    for name, (weight, workaround, first) in OF_PROBLEMS.items():
        custom = {"regulatory_weight": weight, "workaround": workaround, "heard_first_from": first}
        problem = Opportunity.objects.get(name=name)
        act(said, insight.change_opportunity, actor=head, opportunity=problem, custom=custom)
    for name, (level, architect) in OF_PRODUCTS.items():
        link = f"https://docs.tarnbrook.example/runbooks/{name.lower()}"
        custom = {"service_level": level, "architect": people[architect].pk, "runbook": link}
        act(said, portfolio.change_product, actor=head, product=products[name], custom=custom)
    for page, name, query in VIEWS:
        act(said, organisation.save_view, actor=head, page=page, name=name, query=query, shared=True)
    act(
        said,
        scoring.create_score_model,
        actor=head,
        name="RICE, laws first",
        method=Method.FORMULA,
        formula=FORMULA,
    )


def _of_feature(name: str, now: datetime, people: Mapping[str, Member]) -> dict[str, Any]:
    """Each has a weight, since a score that counts with it needs one; the rest where there is something to say."""
    markets, weight, days = OF_FEATURES.get(name, ((), 0, None))
    return {
        "regulatory_weight": weight,
        "markets": list(markets) or None,
        "law_in_force": None if days is None else now.date() + timedelta(days=days),
        "architect": people[ARCHITECTS[name]].pk if name in ARCHITECTS else None,
        "design_file": f"https://draw.tarnbrook.example/{name.lower().replace(' ', '-')}"
        if name in DRAWN
        else None,
    }
