"""Why Tarnbrook has each of its products, and what it keeps in mind about them."""

from dataclasses import dataclass
from types import MappingProxyType

from northing.portfolio.models import Horizon, Likelihood, Severity


@dataclass(frozen=True, slots=True)
class RoleOf:
    """`revenue` is millions of the last year, `growth` percent a year and `slowing` its points a quarter;
    `investment` and `spent` percent of everything, as aimed at and as it came; `mix` percent by purpose."""

    title: str
    text: str
    horizon: int
    revenue: float
    growth: float
    slowing: float
    investment: int
    spent: int
    mix: tuple[int, int, int, int]
    attention: int
    attractiveness: float
    strength: float
    years_sold: int
    review_in: int = 110


@dataclass(frozen=True, slots=True)
class OutcomeOf:
    product: str
    name: str
    measure: str
    stands_at: str
    target: str


@dataclass(frozen=True, slots=True)
class RiskOf:
    product: str
    name: str
    likelihood: int
    severity: int
    owner: str
    next_step: str


@dataclass(frozen=True, slots=True)
class EndOf:
    product: str
    customers: int
    revenue: int
    replacement: str
    ends_in: int
    steps: tuple[tuple[int, str], ...]


DEFEND, GROW, EXPLORE = Horizon.DEFEND, Horizon.GROW, Horizon.EXPLORE
ROLES = MappingProxyType(
    {
        "Checkout": RoleOf(
            "Cash source, defend",
            "Pays for what the others try. Every point of authorisation is worth more than a new feature.",
            DEFEND, 17.4, 4, 0.5, 22, 27, (33, 39, 19, 9), 100, 2.6, 4.4, 8,
        ),
        "Payouts": RoleOf(
            "Pulls sellers in",
            "Sellers choose us for the day on which money arrives. It should grow with every new country.",
            GROW, 5.5, 24, 1.5, 11, 12, (52, 24, 14, 10), 75, 3.9, 3.6, 3,
        ),
        "Terminal": RoleOf(
            "Option on in-person",
            "Keeps the door to the counter open. A quarter of somebody's time until offline payments are proven.",
            EXPLORE, 1.4, 46, 3, 6, 2, (50, 10, 10, 30), 25, 4.2, 2.1, 2,
        ),
        "Billing": RoleOf(
            "Core, the rest attaches",
            "Nine of ten customers begin here. It has to be right, at any size, before it is new.",
            DEFEND, 9.6, 9, 0.8, 15, 17, (32, 40, 20, 8), 100, 3.1, 4.6, 8,
        ),
        "Collect": RoleOf(
            "Second growth engine",
            "Raises what a Billing customer is worth by 40\u202f% and makes leaving painful. It should take"
            " investment from Checkout until attach passes half of Billing’s base.",
            GROW, 6.4, 31, 2, 22, 19, (34, 38, 16, 12), 100, 4.3, 3.8, 3, 116,
        ),
        "E-invoicing": RoleOf(
            "Licence to operate",
            "Without it our customers may not sell in mandate markets. Each country opens with its law.",
            GROW, 1.8, 88, 6, 10, 9, (62, 18, 12, 8), 100, 4.7, 3.2, 2,
        ),
        "Insights": RoleOf(
            "Reason to stay",
            "Finance teams that use it weekly leave half as often.",
            GROW, 2.7, 19, 1, 8, 8, (45, 25, 15, 15), 75, 3.3, 3.0, 3,
        ),
        "Cashflow": RoleOf(
            "Bet, decided this spring",
            "If companies trust our forecast of their balance, lending follows. Seven are in the pilot.",
            EXPLORE, 0, 0, 0, 5, 2, (40, 0, 10, 50), 60, 4.5, 1.8, 0,
        ),
        "Classic Reports": RoleOf(
            "Wind down in a year",
            "Insights does all of it. What is left is to move 212 customers over.",
            DEFEND, 0.9, -18, -1, 1, 4, (0, 80, 20, 0), 10, 1.4, 2.4, 9,
        ),
    }
)  # fmt: skip
OUTCOMES = (
    OutcomeOf("Collect", "Customers get paid faster", "Days to paid", "28.7 d", "27.8 d"),
    OutcomeOf("Collect", "One in three Billing customers adds Collect", "Collect attach rate",
              "33.0\u202f%", "36\u202f%"),
    OutcomeOf("Collect", "Revenue carries its own team", "Recurring revenue", "€6.3m", "€7.0m"),
    OutcomeOf("Checkout", "Good payments go through", "Authorisation rate", "91.2\u202f%", "93\u202f%"),
    OutcomeOf("Payouts", "Money arrives the same day", "", "71\u202f%", "90\u202f%"),
    OutcomeOf("E-invoicing", "Legal in France from the first day", "", "2 of 5 formats", "5 of 5 formats"),
)  # fmt: skip
_UNLIKELY, _POSSIBLE, _LIKELY = Likelihood.UNLIKELY, Likelihood.POSSIBLE, Likelihood.LIKELY
_SMALL, _MEDIUM, _LARGE = Severity.SMALL, Severity.MEDIUM, Severity.LARGE
RISKS = (
    RiskOf("Collect", "Large invoices slow down again", _LIKELY, _LARGE, "Tomás Herrera", "cause known by Friday"),
    RiskOf("Collect", "A bank ends its file format in October", _POSSIBLE, _LARGE, "Mei-Lin Zhao",
           "replacement quote is due"),
    RiskOf("Collect", "Reminder e-mails marked as spam", _UNLIKELY, _SMALL, "Tomás Herrera",
           "second sender domain is live"),
    RiskOf("Collect", "Consumer law limits reminders to two", _UNLIKELY, _MEDIUM, "Mei-Lin Zhao",
           "counsel reads the draft"),
    RiskOf("Collect", "Two engineers know the bank formats", _POSSIBLE, _MEDIUM, "Sara Lindholm",
           "pairing since April"),
    RiskOf("Collect", "A rival bundles reminders for free", _POSSIBLE, _SMALL, "Tomás Herrera", ""),
    RiskOf("Checkout", "One acquirer carries 64\u202f% of payments", _POSSIBLE, _LARGE, "Amara Okonkwo",
           "second acquirer takes 10\u202f% in July"),
    RiskOf("E-invoicing", "France changes the format again", _LIKELY, _MEDIUM, "Mei-Lin Zhao",
           "reader is made of parts"),
    RiskOf("Classic Reports", "Customers leave instead of moving", _POSSIBLE, _MEDIUM, "Daniel Osei",
           "the 20 largest are called"),
)  # fmt: skip
REGULATIONS = (
    (
        "Collect",
        "Late payment regulation, second reading",
        210,
        "Interest from the 31st day, without a reminder.",
    ),
    ("E-invoicing", "France: e-invoices between companies", 96, "Receive from the first day, send by size."),
    ("E-invoicing", "Germany: sending becomes a duty above €800k", 240, "Structured invoices only."),
    ("Checkout", "Strong authentication, third version", 420, "Exemptions by the payer's own risk."),
    ("Payouts", "Instant payments at the price of ordinary ones", 140, "Offer both, check the payee's name."),
)
ENDING = EndOf(
    "Classic Reports", 212, 900_000, "Insights", 290,
    (
        (40, "Tell every customer what replaces it"),
        (105, "Read only"),
        (190, "The last 20 customers are moved"),
        (290, "Switched off"),
    ),
)  # fmt: skip
