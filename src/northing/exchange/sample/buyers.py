"""Who buys from Tarnbrook: the customers that the story names, and enough others to make 120."""

from dataclasses import dataclass

SEGMENTS = (
    ("Enterprise", "Contracts with a person who renews them."),
    ("Mid-market", "Several branches or companies, no buyer of their own."),
    ("Small", "One place, one owner."),
)


@dataclass(frozen=True, slots=True)
class Buyer:
    name: str
    segment: str
    country: str
    revenue: int
    """Thousands of euro a year."""
    health: str
    uses: tuple[str, ...]
    renews_in: int
    """Days from today."""
    since: int
    people: tuple[tuple[str, str], ...] = ()


NAMED = (
    Buyer("Brandt Logistik", "Enterprise", "Germany", 412, "cooling", ("Billing", "Collect"), 104, 2021,
          (("Katrin Vogel", "accounts receivable"), ("Henrik Maas", "finance director"))),
    Buyer("Halvorsen Retail", "Enterprise", "Norway", 388, "cooling", ("Terminal", "Checkout"), 178, 2020,
          (("Ingrid Dahl", "head of stores"),)),
    Buyer("Ostwind Energie", "Enterprise", "Germany", 271, "good", ("Collect", "Billing"), 285, 2019,
          (("Uwe Petersen", "controlling"),)),
    Buyer("Castellane Hotels", "Enterprise", "France", 264, "at_risk", ("Payouts",), 209, 2022,
          (("Claire Fabre", "group finance"),)),
    Buyer("Ferrant Foods", "Enterprise", "France", 205, "steady", ("E-invoicing", "Billing"), 134, 2021,
          (("Yves Marchand", "head of accounting"),)),
    Buyer("Lumen Clinics", "Mid-market", "Ireland", 148, "steady", ("Billing", "Checkout"), 41, 2022,
          (("Aoife Byrne", "practice manager"),)),
    Buyer("Arbor Dental Group", "Mid-market", "Netherlands", 118, "steady", ("Checkout",), 73, 2023,
          (("Sanne de Wit", "operations"),)),
    Buyer("Pine and Rowe", "Mid-market", "United Kingdom", 96, "good", ("Insights",), 237, 2020,
          (("Tom Rowe", "partner"),)),
    Buyer("Norr Textiles", "Mid-market", "Sweden", 73, "good", ("Collect", "Cashflow"), 42, 2021,
          (("Astrid Holm", "finance"),)),
    Buyer("Gullfoss Outdoors", "Small", "Iceland", 54, "steady", ("Terminal",), 123, 2022,
          (("Jón Arnarson", "owner"),)),
    Buyer("Quayside Brewing", "Small", "United Kingdom", 18, "steady", ("Billing",), 30, 2023,
          (("Megan Pryce", "owner"),)),
)  # fmt: skip
FIRST = (
    "Alder", "Birch", "Coast", "Delta", "Ember", "Fjord", "Granit", "Hafen", "Isar", "Juniper", "Kestrel", "Linden",
    "Marais", "Nordlys", "Olive", "Porto", "Quartz", "Rhein", "Sauda", "Tamar", "Ullen", "Vesna", "Wader", "Yarrow",
    "Zephyr", "Amber", "Bruma", "Clover", "Dune", "Elster",
)  # fmt: skip
SECOND = (
    "Foods", "Clinics", "Retail", "Logistics", "Hotels", "Energy", "Textiles", "Bikes", "Books", "Bakery", "Studios",
    "Optics", "Gardens", "Motors", "Media",
)  # fmt: skip
COUNTRIES = (
    "Germany", "France", "Netherlands", "Poland", "Sweden", "Norway", "Ireland", "United Kingdom", "Spain", "Italy",
    "Austria", "Denmark",
)  # fmt: skip
GIVEN = (
    "Anna", "Bruno", "Carla", "Dirk", "Elena", "Felix", "Greta", "Hugo", "Ines", "Jan", "Klara", "Lars", "Maria", "Nils",
    "Olga", "Paul", "Rita", "Sven", "Tessa", "Viktor",
)  # fmt: skip
FAMILY = (
    "Adler", "Bakker", "Costa", "Dubois", "Ekström", "Fischer", "Garcia", "Hansen", "Ivanova", "Jansen", "Kowalski",
    "Lefevre", "Moretti", "Nowak", "Olsen", "Peeters", "Rossi", "Schmid", "Toth", "Weber",
)  # fmt: skip
JOBS = ("finance", "operations", "owner", "controlling", "shop manager", "accounts receivable", "IT")
