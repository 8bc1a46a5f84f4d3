"""Who works at Tarnbrook, in which teams, on which products."""

from dataclasses import dataclass

from northing.organisation.models import Discipline, Role
from northing.portfolio.models import BusinessRole, LineMark, Stage

NAME, CURRENCY = "Tarnbrook", "EUR"
DOMAIN = "tarnbrook.example"


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    title: str
    role: str
    manager: str = ""

    @property
    def email(self) -> str:
        plain = self.name.lower().replace("á", "a").replace(" ", ".")
        return f"{plain}@{DOMAIN}"


@dataclass(frozen=True, slots=True)
class TeamOf:
    name: str
    mission: str
    lead: str
    members: tuple[tuple[str, int, str], ...]
    pace: float
    """Items done in a usual week."""
    grows: float = 0.08
    """Share of a feature's items that are found only while it is built."""
    slower: float = 1.0
    """How many times as long its items of the last weeks took."""


@dataclass(frozen=True, slots=True)
class ProductOf:
    name: str
    line: str
    owner: str
    role: str
    stage: str
    team: str
    description: str


PEOPLE = (
    Person("Nora Velde", "Head of Product", Role.OWNER, "Ilse Brandner"),
    Person("Ilse Brandner", "Chief executive", Role.VIEWER),
    Person("Priya Raman", "Product manager, deputy head", Role.HEAD, "Nora Velde"),
    Person("Amara Okonkwo", "Product manager", Role.MANAGER, "Nora Velde"),
    Person("Jonas Lindqvist", "Product manager", Role.MANAGER, "Nora Velde"),
    Person("Mei-Lin Zhao", "Product manager", Role.MANAGER, "Nora Velde"),
    Person("Tomás Herrera", "Product manager", Role.MANAGER, "Nora Velde"),
    Person("Daniel Osei", "Senior product manager", Role.MANAGER, "Nora Velde"),
    Person("Freya Madsen", "Associate product manager", Role.MANAGER, "Daniel Osei"),
    Person("Petra Lang", "Head of Engineering", Role.MEMBER, "Ilse Brandner"),
    Person("Luc Moreau", "Engineer", Role.MEMBER, "Petra Lang"),
    Person("Piotr Kowalczyk", "Engineer", Role.MEMBER, "Petra Lang"),
    Person("Elin Hart", "Designer", Role.MEMBER, "Petra Lang"),
    Person("Henrik Naess", "Engineer", Role.MEMBER, "Petra Lang"),
    Person("Sara Lindholm", "Engineer", Role.MEMBER, "Petra Lang"),
    Person("Marek Novak", "Engineer", Role.MEMBER, "Petra Lang"),
    Person("Aisha Khan", "Engineer", Role.MEMBER, "Petra Lang"),
    Person("Ben Carter", "Engineer", Role.MEMBER, "Petra Lang"),
    Person("Lucia Ferri", "Data scientist", Role.MEMBER, "Petra Lang"),
    Person("Owen Price", "Engineer", Role.MEMBER, "Petra Lang"),
    Person("Sofia Keller", "Sales, enterprise", Role.VIEWER, "Ilse Brandner"),
)
_PM, _DESIGN, _ENG, _DATA = Discipline.PRODUCT, Discipline.DESIGN, Discipline.ENGINEERING, Discipline.DATA
TEAMS = (
    TeamOf(
        "Receivables",
        "Invoices are paid without anybody having to chase them.",
        "Sara Lindholm",
        (("Tomás Herrera", 100, _PM), ("Sara Lindholm", 100, _ENG), ("Elin Hart", 40, _DESIGN)),
        4.4,
    ),
    TeamOf(
        "Money Movement",
        "Money arrives when the merchant expects it.",
        "Marek Novak",
        (("Jonas Lindqvist", 100, _PM), ("Marek Novak", 100, _ENG), ("Aisha Khan", 100, _ENG)),
        4.6,
        0.24,
        3.0,
    ),
    TeamOf(
        "Billing Core",
        "Every invoice is right, at any size.",
        "Ben Carter",
        (("Priya Raman", 90, _PM), ("Ben Carter", 100, _ENG), ("Owen Price", 100, _ENG)),
        4.5,
    ),
    TeamOf(
        "Compliance",
        "Our customers are legal in every market where they sell.",
        "Luc Moreau",
        (
            ("Mei-Lin Zhao", 100, _PM),
            ("Luc Moreau", 80, _ENG),
            ("Piotr Kowalczyk", 60, _ENG),
            ("Elin Hart", 20, _DESIGN),
        ),
        4.2,
        0.14,
    ),
    TeamOf(
        "Acceptance",
        "Good payments go through, bad ones do not.",
        "Henrik Naess",
        (("Amara Okonkwo", 100, _PM), ("Henrik Naess", 100, _ENG), ("Piotr Kowalczyk", 40, _ENG)),
        4.8,
    ),
    TeamOf(
        "Data and Insight",
        "Finance teams know tomorrow's cash today.",
        "Lucia Ferri",
        (("Daniel Osei", 100, _PM), ("Freya Madsen", 100, _PM), ("Lucia Ferri", 100, _DATA)),
        4.7,
    ),
)
LINES = (
    ("Payments", LineMark.SQUARE, "Taking and paying out money, at the counter and online."),
    ("Invoicing", LineMark.CIRCLE, "From the invoice to the money, in every mandate market."),
    ("Analytics", LineMark.TRIANGLE, "What the money says about the business."),
)
PRODUCTS = (
    ProductOf("Checkout", "Payments", "Amara Okonkwo", BusinessRole.CORE, Stage.MATURITY, "Acceptance",
              "Online card and wallet payments."),
    ProductOf("Payouts", "Payments", "Jonas Lindqvist", BusinessRole.GROWTH, Stage.GROWTH, "Money Movement",
              "Paying merchants, suppliers and staff."),
    ProductOf("Terminal", "Payments", "Jonas Lindqvist", BusinessRole.OPTION, Stage.INTRODUCTION,
              "Money Movement",
              "Card payments at the counter."),
    ProductOf("Collect", "Invoicing", "Tomás Herrera", BusinessRole.GROWTH, Stage.GROWTH, "Receivables",
              "Reminders and payment links that get invoices paid."),
    ProductOf("Billing", "Invoicing", "Priya Raman", BusinessRole.CORE, Stage.MATURITY, "Billing Core",
              "Invoices, subscriptions and credit notes."),
    ProductOf("E-invoicing", "Invoicing", "Mei-Lin Zhao", BusinessRole.GROWTH, Stage.GROWTH, "Compliance",
              "Structured invoices where the law asks for them."),
    ProductOf("Cashflow", "Analytics", "Freya Madsen", BusinessRole.OPTION, Stage.INTRODUCTION,
              "Data and Insight",
              "The forecast of a company's bank balance."),
    ProductOf("Insights", "Analytics", "Daniel Osei", BusinessRole.ENABLER, Stage.GROWTH, "Data and Insight",
              "Who pays when, and why."),
    ProductOf("Classic Reports", "Analytics", "Daniel Osei", BusinessRole.CORE, Stage.DECLINE,
              "Data and Insight",
              "The reports that came with the first version."),
)  # fmt: skip
