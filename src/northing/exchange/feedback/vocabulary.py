"""The names that other tools give to what customers say. Compared after `readers.states.plain`."""

from functools import lru_cache

from northing.exchange.readers.states import plain
from northing.insight.models import Kind, Source

TARGETS: dict[str, str] = {
    "text": "What was said",
    "title": "Title",
    "key": "Key",
    "received": "Received on",
    "kind": "Kind",
    "source": "Source",
    "customer": "Customer",
    "customer_key": "Customer’s key",
    "contact": "Person",
    "contact_email": "Person’s e-mail",
    "product": "Product",
    "stars": "Stars",
    "language": "Language",
    "url": "Link back",
}
_NAMES: dict[str, str] = {
    "text": "note text|note content|source body|conversation first message|first user message|text|content"
    "|body|details|review text|review|description|message|first message|feedback"
    "|comment|comments|verbatim|suggestion|opinion|latest comment|nachricht|kommentar|beschreibung|rückmeldung"
    "|texte|commentaire|avis|message du client|texto|comentario|opinión|mensaje",
    "title": "note title|title|source subject|subject|review title|post title|suggestion title|headline"
    "|summary|betreff|titel"
    "|titre|sujet|objet|título|asunto",
    "key": "note id|source record id|post id|ticket id|review id|suggestion id|conversation id|response id"
    "|respondent id|id|key"
    "|uuid|external id|number|#|token",
    "received": "vote created at|created at|created date|created|created on|received at|received"
    "|submitted at|submit date utc|submit date"
    "|review submit date and time|conversation started at|started at|posted at|review date|date|timestamp"
    "|start date utc|start date|end date|time|erstellt|eingegangen|datum|date de création|créé le|fecha"
    "|fecha de creación|review last update date and time|updated at",
    "kind": "kind|feedback type|ticket type|type|category|art|typ|catégorie|tipo",
    "source": "source|source origin|channel|via|origin|source type|quelle|kanal|canal|origine|fuente",
    "customer": "company name|company|customer|customer name|organization|organisation|requester organization"
    "|organization name|account name|account|author company|user company|kunde|firma|unternehmen|entreprise"
    "|société|client|empresa|cliente",
    "customer_key": "company id|customer id|organization id|account id|company domain|requester domain",
    "contact": "user name|source author name|reviewer nickname|voter name|author name|requester name"
    "|requester|contact name|contact|creator name|creator|author"
    "|reviewer name|reviewer|user nickname|nickname|full name|person|submitted by|name|user",
    "contact_email": "user email|source author email|voter email|author email|requester email|contact email"
    "|creator email|customer email"
    "|email address|email|e mail|mail|e mail adresse|adresse e mail|correo electrónico|correo",
    "product": "product name|product|app name|app|board|board name|forum name|forum|brand|produkt|produit"
    "|producto|package name",
    "stars": "star rating|rating|stars|review rating|sterne|bewertung|étoiles|estrellas",
    "language": "reviewer language|language|locale|lang|sprache|langue|idioma",
    "url": "note url|post url|source url|conversation url|review link|ticket url|url|link|permalink|web url"
    "|source url|display url",
}
_BY_NAME = {
    word: (target, rank) for target, names in _NAMES.items() for rank, word in enumerate(names.split("|"))
}

PRESETS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("productboard", ("note title",)),
    ("productboard", ("note text",)),
    ("productboard", ("title", "content", "company domain")),
    ("canny", ("title", "details", "board")),
    ("canny", ("title", "details", "votes")),
    ("canny", ("title", "details", "author email")),
    ("canny", ("post title", "voter email")),
    ("uservoice", ("title", "forum name")),
    ("uservoice", ("title", "supporters count")),
    ("uservoice", ("suggestion", "forum")),
    ("zendesk", ("requester", "subject")),
    ("zendesk", ("requester email", "subject")),
    ("zendesk", ("requester", "ticket type")),
    ("zendesk", ("requester id", "subject")),
    ("intercom", ("source body", "source author email")),
    ("intercom", ("conversation id",)),
    ("intercom", ("conversation started at",)),
    ("google-play", ("star rating", "review text")),
    ("google-play", ("package name", "review text")),
    ("app-store", ("rating", "title", "review")),
    ("app-store", ("rating", "review", "version")),
    ("app-store", ("rating", "title", "body", "territory")),
    ("survey", ("respondent id",)),
    ("survey", ("response id",)),
    ("survey", ("submit date utc",)),
    ("survey", ("score", "comment", "survey time")),
    ("survey", ("timestamp",)),
)
"""The tool whose export has such a header: its names, "", when it could be anybody's."""
CAME_BY: dict[str, str] = {
    "productboard": Source.NOTE,
    "canny": Source.PORTAL,
    "uservoice": Source.PORTAL,
    "zendesk": Source.SUPPORT,
    "intercom": Source.SUPPORT,
    "google-play": Source.REVIEW,
    "app-store": Source.REVIEW,
    "survey": Source.SURVEY,
}
"""How pieces of a tool came in where a row does not say it."""
_SOURCES: dict[str, str] = {
    Source.EMAIL: "email|e mail|mail|gmail|outlook",
    Source.CALL: "call|phone|voice|telefon|téléphone|teléfono|voicemail",
    Source.SUPPORT: "support|ticket|chat|web|web form|messenger|help center|zendesk|intercom|helpdesk|api",
    Source.SALES: "sales|crm|salesforce|hubspot|deal|vertrieb",
    Source.SURVEY: "survey|form|typeform|nps|umfrage|enquête|encuesta",
    Source.REVIEW: "review|app store|google play|appstore|g2|capterra|trustpilot",
    Source.PORTAL: "portal|canny|uservoice|forum|widget|idea",
    Source.INTERVIEW: "interview|meeting|user test|workshop",
    Source.NOTE: "note|manual|slack|notiz",
}
_KINDS: dict[str, str] = {
    Kind.PROBLEM: "problem|incident|bug|issue|complaint|defect|error|fehler|beschwerde|problème|problema",
    Kind.REQUEST: "request|feature request|feature|idea|suggestion|wish|enhancement|improvement|wunsch|idee"
    "|demande|idée|solicitud|sugerencia",
    Kind.PRAISE: "praise|compliment|kudos|positive|thanks|lob|éloge|elogio",
    Kind.QUESTION: "question|inquiry|query|how to|frage|pregunta",
}
_SOURCE_OF = {word: source for source, words in _SOURCES.items() for word in words.split("|")}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split("|")}


def meaning(name: str) -> tuple[str, int] | None:
    """The target that a column's name stands for and how much it is to be trusted, 0 the most."""
    return _BY_NAME.get(plain(name) or name.strip())


def tool_of(header: list[str]) -> str:
    names = {plain(name) or name.strip() for name in header}
    return next((tool for tool, marks in PRESETS if names.issuperset(marks)), "")


@lru_cache(maxsize=1024)
def source_of(word: str, otherwise: str) -> str:
    return _SOURCE_OF.get(plain(word), otherwise)


@lru_cache(maxsize=1024)
def kind_of(word: str) -> str:
    """ "" for a word that says nothing of the four kinds."""
    return _KIND_OF.get(plain(word), "")
