"""What the classifier knows before anybody has corrected it: short examples that we wrote, in four languages.

They count little, so that an organisation's own corrections soon outweigh them.
"""

from __future__ import annotations

from northing_engine.kinds.classifier import Example
from northing_engine.kinds.features import Text

# How often one of ours counts beside one of theirs.
STARTER_WEIGHT = 0.5

_SAID = {
    "problem": (
        "The app crashes every time I open a report",
        "Since the last update nothing loads any more",
        "Saving fails with an error and my work is lost",
        "The export is broken: half of the rows are missing",
        "I can't sign in, the page stays blank",
        "Sync stopped working on my phone and it is very slow",
        "Notifications arrive twice, please fix this bug",
        "Die App stürzt beim Öffnen eines Berichts ab",
        "Seit dem Update lädt nichts mehr",
        "Speichern funktioniert nicht, alles ist verloren",
        "Fehler beim Anmelden, die Seite bleibt leer",
        "L'application plante à l'ouverture d'un rapport",
        "Depuis la mise à jour, plus rien ne s'ouvre",
        "Impossible de me connecter, la page reste vide",
        "La aplicación se cierra al abrir un informe",
        "Desde la actualización no carga nada",
        "No puedo entrar, da un error",
    ),
    "request": (
        "Please add a dark mode",
        "It would be great if I could export to Excel",
        "I wish there was a way to filter by customer",
        "Feature request: keyboard shortcuts for the list",
        "We need single sign-on before we can roll this out",
        "Could you allow more than one owner for a project?",
        "Support for webhooks is missing",
        "Bitte ein dunkles Design hinzufügen",
        "Es wäre schön, wenn man nach Excel exportieren könnte",
        "Uns fehlt die Möglichkeit, nach Kunden zu filtern",
        "Ich wünsche mir Tastenkürzel",
        "Merci d'ajouter un mode sombre",
        "Il serait bien de pouvoir exporter vers Excel",
        "Il manque une fonctionnalité de filtre par client",
        "Por favor añadan un modo oscuro",
        "Me gustaría poder exportar a Excel",
        "Falta la opción de filtrar por cliente",
    ),
    "praise": (
        "Love it, best tool we have ever had",
        "Great support, thank you so much",
        "The new roadmap is awesome and easy to use",
        "Works perfectly, very helpful for our team",
        "Excellent app, five stars",
        "Super Werkzeug, vielen Dank",
        "Die neue Ansicht ist klasse, gefällt mir sehr",
        "Sehr hilfreich, läuft einwandfrei",
        "Merci, un outil génial et très pratique",
        "J'adore la nouvelle vue, parfait",
        "Excelente herramienta, muchas gracias",
        "Me encanta, funciona perfectamente",
    ),
    "question": (
        "How do I invite somebody to my team?",
        "Is there a way to see who changed a date?",
        "What does the percentage next to the feature mean?",
        "Where can I find the invoice?",
        "Does it work with Okta?",
        "Why are some rows grey?",
        "Wie lade ich jemanden in mein Team ein?",
        "Wo finde ich die Rechnung?",
        "Gibt es eine Anleitung für den Import?",
        "Comment inviter quelqu'un dans mon équipe ?",
        "Où puis-je trouver la facture ?",
        "Est-ce que cela fonctionne avec Okta ?",
        "¿Cómo puedo invitar a alguien a mi equipo?",
        "¿Dónde encuentro la factura?",
        "¿Por qué algunas filas están en gris?",
    ),
}


def starter_examples() -> list[Example]:
    """To be learnt together with the organisation's own."""
    return [
        Example(Text("", said), frozenset({kind}), STARTER_WEIGHT)
        for kind, every in _SAID.items()
        for said in every
    ]
