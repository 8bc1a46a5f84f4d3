"""Which column of a table of customers goes where: proposed from its name, corrected by a person."""

import re
from collections.abc import Mapping, Sequence

TARGETS = {
    "": "Left out",
    "name": "Name",
    "key": "Id in the other system",
    "kind": "Company or person",
    "country": "Country",
    "plan": "Plan",
    "revenue": "Revenue a year",
    "monthly": "Revenue a month",
    "currency": "Currency",
    "renews_on": "Renews on",
    "decides_on": "Decides on",
    "since": "Customer since",
    "health": "Health",
    "owner": "Owner",
    "segments": "Segments",
    "products": "Uses",
    "note": "Note",
    "person": "Person: name",
    "email": "Person: e-mail",
    "title": "Person: title",
}
# In the order of trust: the first column whose name fits takes the target.
WORDS = (
    (
        "key",
        r"(customer|account|company|organi[sz]ation|crm|external|record)?\s*(id|key|number|no|ref)"
        r"|(kunden|konto|firmen)(nummer|nr|id)|identifiant( client)?|n° client|id (cliente|cuenta|klant)"
        r"|klantnummer|顧客id|客户编号",
    ),
    (
        "email",
        r"(contact|person|primary|billing)?\s*e-?mail( address)?|e-mail adresse|adresse e-mail|courriel"
        r"|correo( electrónico)?|indirizzo email|e-mailadres|メールアドレス|邮箱",
    ),
    (
        "person",
        r"(primary )?(contact|person|full name)( name)?|ansprechpartner(in)?|kontakt|interlocuteur|contacto"
        r"|contatto|contactpersoon|担当者|联系人",
    ),
    ("title", r"(job |contact |person )?(title|role|position)|rolle|fonction|cargo|functie"),
    (
        "name",
        r"(customer|account|company|organi[sz]ation|client)?\s*name|customer|account|company|client"
        r"|kunde|kundenname|firma|firmenname|unternehmen|nom( de l[’' ]?entreprise| du client)?|entreprise"
        r"|société"
        r"|cliente|empresa|nombre( de la empresa| del cliente)?|azienda|ragione sociale|nome( da empresa)?"
        r"|bedrijf|bedrijfsnaam|klant|naam|компания|клиент|会社名|会社|顧客名|客户|公司",
    ),
    ("kind", r"kind|type|art|typ|tipo|soort"),
    ("country", r"(billing )?country( region)?|land|pays|país|paese|страна|国|国家"),
    (
        "plan",
        r"plan( id| name)?|tier|subscription|package|edition|product plan|tarif|offre|forfait|abonnement"
        r"|piano|plano",
    ),
    (
        "monthly",
        r"mrr|monthly recurring revenue|revenue a month|monthly revenue|monatsumsatz|umsatz (pro|im) monat"
        r"|revenu mensuel|ingresos mensuales",
    ),
    (
        "revenue",
        r"arr|acv|annual recurring revenue|(annual |yearly )?revenue( a year)?|contract value|value"
        r"|(jahres)?umsatz|vertragswert|chiffre d[’' ]?affaires( annuel)?|ingresos( anuales)?|facturación"
        r"|fatturato"
        r"|receita( anual)?|faturamento|omzet|jaaromzet|выручка|年間売上|年收入",
    ),
    (
        "currency",
        r"((annual |contract )?(revenue |value )?)?currency( code)?|währung|devise|moneda"
        r"|divisa|valuta|moeda|通貨",
    ),
    (
        "renews_on",
        r"renew(s|al)?( on| date)?|contract end( date)?|end date|next billing( at| date)?|current term end"
        r"|vertragsende|verlängerung( am)?|(date de )?renouvellement|fin de contrat|(fecha de )?renovación"
        r"|(data di )?rinnovo|renovação|verlengingsdatum|更新日",
    ),
    ("decides_on", r"decides( on)?|decision date"),
    (
        "since",
        r"(customer )?since|start date|create date|created( at| date| utc)?|signed( on)?|kunde seit"
        r"|client depuis"
        r"|cliente desde|cliente dal|klant sinds",
    ),
    ("health", r"(customer |account )?health( status)?|zustand|santé|salud|salute"),
    (
        "owner",
        r"(account |company )?owner|account manager|csm|customer success manager|betreuer(in)?|responsable"
        r"|responsabile|responsável|accountmanager",
    ),
    ("segments", r"segments?|tags|labels|segmente?|étiquettes|etiquetas"),
    ("products", r"uses|products?( used)?|produkte|produits|productos|prodotti|produtos"),
    ("note", r"notes?|comment|description|notiz(en)?|bemerkung|commentaire|notas?"),
)


def proposed(names: Sequence[str]) -> dict[str, str]:
    """Column name -> target, each target once."""
    found: dict[str, str] = {}
    for target, pattern in WORDS:
        for name in names:
            if name not in found and re.fullmatch(pattern, _plain(name)):
                found[name] = target
                break
    return {name: found.get(name, "") for name in names}


def chosen(names: Sequence[str], asked: Mapping[str, str]) -> dict[str, str]:
    """What a person said of each column by its place (`c0`, `c1`, …), else what we propose."""
    guess = proposed(names)
    return {
        name: said if (said := asked.get(f"c{place}", "?")) in TARGETS else guess[name]
        for place, name in enumerate(names)
    }


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[_./():\-]+", " ", name).lower().replace("e mail", "e-mail").split())
