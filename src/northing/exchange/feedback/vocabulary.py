"""The names that other tools give to what customers say. Compared after `readers.states.plain`."""

import re
from functools import lru_cache

from northing.exchange.readers.states import plain
from northing.insight.models import Kind, Source

MOST_STARS = 5
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
    "|body|details|review text|review content|review body|review|description|ticket description|message"
    "|first message|feedback|comment|comments|verbatim|suggestion|opinion|latest comment|response|answer"
    "|nachricht|kommentar|beschreibung|rückmeldung|antwort|texte|commentaire|avis|message du client|réponse"
    "|texto|comentario|opinión|mensaje|descripción|respuesta|testo|messaggio|commento|recensione|descrizione"
    "|mensagem|comentário|descrição|resposta|bericht|opmerking|omschrijving|recensie|wiadomość|komentarz|opis"
    "|treść|сообщение|комментарий|отзыв|описание|текст|ご意見|意見|コメント|内容|本文|レビュー|意见|反馈|评论|描述"
    "|의견|내용|리뷰",
    "title": "note title|source subject|subject|ticket name|title|review title|post title|suggestion title"
    "|headline|summary|betreff|titel|titre|sujet|objet|título|asunto|oggetto|titolo|assunto|onderwerp|temat"
    "|tytuł|тема|件名|タイトル|标题|主题|제목",
    "key": "note id|source record id|post id|ticket id|review id|suggestion id|conversation id|response id"
    "|survey response id|respondent id|id|key|uuid|external id|case number|record id|number|#|token",
    "received": "vote created at|created at|created date|created time|created|created on|date created"
    "|create date|opened date|date time opened|received at|received|submitted at|submitted|submit date utc"
    "|submit date|submission timestamp|survey time|review submit date and time|review created utc"
    "|conversation started at|conversation started at utc|started at|posted at|review date|date|timestamp"
    "|completion time|start date utc|start date|end date|start time|time|ts|erstellt|erstellt am|angefordert"
    "|eingegangen|datum|zeitstempel|fertigstellungszeit|startzeit|date de création|créé le|horodateur|fecha"
    "|fecha de creación|marca temporal|data|data di creazione|informazioni cronologiche|data de criação"
    "|carimbo de data hora|aangemaakt op|tijdstempel|data utworzenia|sygnatura czasowa|дата|отметка времени"
    "|日付|作成日|タイムスタンプ|日期|时间戳记|날짜|타임스탬프|review last update date and time|updated at",
    "kind": "kind|feedback type|ticket type|case type|type|category|art|typ|tickettyp|catégorie|tipo|soort",
    "source": "source|source origin|case origin|ticket source|channel|via|via channel|origin|source type"
    "|quelle|kanal|canal|origine|fuente|fonte|origem|bron|kanaal",
    "customer": "company name|company|associated company|supplied company|organization|organisation"
    "|requester organization|organization name|account name|account|author company|user company|firma"
    "|unternehmen|entreprise|société|empresa|azienda|società|bedrijf|organisatie|компания|会社名|会社|公司|회사"
    "|customer name|customer|client name|client|kunde|cliente|klant|klient|клиент|お客様名|客户",
    "customer_key": "company id|associated company ids|customer id|organization id|account id|company domain"
    "|requester domain",
    "contact": "user name|source author name|reviewer nickname|voter name|author name|requester name"
    "|requester|contact name|associated contact|supplied name|contact|creator name|creator|author"
    "|reviewer name|review username|reviewer|user nickname|nickname|full name|person|submitted by|name|user"
    "|anfragender|nom|nombre|nome|naam|имя|氏名|名前|お名前|姓名|이름",
    "contact_email": "user email|source author email|voter email|author email|requester email|contact email"
    "|supplied email|creator email|customer email"
    "|email address|email|e mail|mail|e mail adresse|e mail des anfragenden|adresse e mail"
    "|correo electrónico|correo|indirizzo email|e mailadres|adres e mail|メールアドレス|邮箱|이메일",
    "product": "product name|product|app name|app|board|board name|forum name|forum|brand|produkt|produit"
    "|producto|prodotto|produto|продукт|製品|产品|package name",
    "stars": "star rating|rating|stars|review rating|review stars|sterne|bewertung|étoiles|estrellas"
    "|valutazione|avaliação|beoordeling|ocena|оценка|評価|评分|평점",
    "language": "reviewer language|review language|language|locale|lang|sprache|langue|idioma|lingua|taal",
    "url": "note url|post url|source url|conversation url|review link|ticket url|url|link|permalink|web url"
    "|source url|display url",
}
PERSON_BESIDE_COMPANY = frozenset(
    (
        *(
            "customer name",
            "customer",
            "client name",
            "client",
            "kunde",
            "cliente",
            "klant",
            "klient",
            "клиент",
        ),
        *("お客様名", "客户"),
    )
)
"""Names of the customer, and of the person where the company has a column of its own."""
PARTS_OF_NAMES = frozenset(
    (
        *(
            "first name",
            "given name",
            "vorname",
            "prénom",
            "nombre de pila",
            "voornaam",
            "last name",
            "surname",
        ),
        *("family name", "nachname", "nom de famille", "apellido", "apellidos", "cognome", "sobrenome"),
        "achternaam",
    )
)
NOBODY = frozenset(("anonymous", "anonym", "anonyme", "anónimo", "anonimo", "anônimo", "anoniem"))
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
    ("zendesk", ("anfragender", "betreff")),
    ("intercom", ("source body", "source author email")),
    ("intercom", ("conversation id",)),
    ("intercom", ("conversation started at",)),
    ("google-play", ("star rating", "review text")),
    ("google-play", ("package name", "review text")),
    ("app-store", ("rating", "title", "review")),
    ("app-store", ("rating", "review", "version")),
    ("app-store", ("rating", "title", "body", "territory")),
    ("trustpilot", ("review content", "review stars")),
    ("g2", ("star rating", "what do you like best")),
    ("appbot", ("rating", "subject", "body", "country")),
    ("salesforce", ("case number", "subject")),
    ("salesforce", ("case number", "account name")),
    ("hubspot", ("ticket name", "ticket status")),
    ("freshdesk", ("ticket id", "subject", "created time")),
    ("help-scout", ("mailbox", "customer email")),
    ("survey", ("respondent id",)),
    ("survey", ("response id",)),
    ("survey", ("submit date utc",)),
    ("survey", ("score", "comment", "survey time")),
    ("survey", ("timestamp",)),
    ("survey", ("survey name", "response")),
    ("survey", ("start time", "completion time")),
    ("survey", ("startzeit", "fertigstellungszeit")),
    *(
        ("survey", (google,))
        for google in (
            *(
                "zeitstempel",
                "horodateur",
                "marca temporal",
                "informazioni cronologiche",
                "carimbo de data hora",
            ),
            *(
                "tijdstempel",
                "sygnatura czasowa",
                "отметка времени",
                "タイムスタンプ",
                "时间戳记",
                "타임스탬프",
            ),
        )
    ),
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
    "trustpilot": Source.REVIEW,
    "g2": Source.REVIEW,
    "appbot": Source.REVIEW,
    "salesforce": Source.SUPPORT,
    "hubspot": Source.SUPPORT,
    "freshdesk": Source.SUPPORT,
    "help-scout": Source.SUPPORT,
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
_STARS = re.compile(
    r"(0[.,][5-9]\d*|[1-5](?:[.,]\d+)?)(?:\s*(?:/\s*5|stars?|von 5|sur 5|de 5|su 5|van 5))?\Z", re.IGNORECASE
)
_SOURCE_OF = {word: source for source, words in _SOURCES.items() for word in words.split("|")}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split("|")}


def meaning(name: str) -> tuple[str, int] | None:
    """The target that a column's name stands for and how much it is to be trusted, 0 the most."""
    return _BY_NAME.get(named(name))


def named(name: str) -> str:
    """A column's name as it is compared."""
    return plain(name) or name.strip()


def tool_of(header: list[str]) -> str:
    names = {named(name) for name in header}
    return next((tool for tool, marks in PRESETS if names.issuperset(marks)), "")


@lru_cache(maxsize=1024)
def source_of(word: str, otherwise: str) -> str:
    return _SOURCE_OF.get(plain(word), otherwise)


@lru_cache(maxsize=1024)
def stars_of(text: str) -> int | None:
    """1 to 5, halves rounded up; None for what is no such rating, as a score up to 10 is not."""
    text = text.strip()
    if text and not text.strip("★☆ "):
        return text.count("★") or None
    found = _STARS.match(text)
    stars = int(float(found[1].replace(",", ".")) + 0.5) if found else 0
    return stars if 1 <= stars <= MOST_STARS else None


@lru_cache(maxsize=1024)
def kind_of(word: str) -> str:
    """ "" for a word that says nothing of the four kinds."""
    return _KIND_OF.get(plain(word), "")
