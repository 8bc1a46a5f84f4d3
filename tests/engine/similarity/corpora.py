"""Small texts of our own: what people say about an imagined product, several of them twice in other words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from northing_engine.similarity import WordVectors

# (title, body) by language: of each pair the second says what the first said, in other words.
PAIRS = {
    "english": [
        (
            ("Dark mode", "The white page hurts at night."),
            ("Please add a dark theme", "White pages at night are too bright."),
        ),
        (
            ("Export to Excel", "I copy rows by hand."),
            ("Exporting tables", "We need an Excel export of all rows."),
        ),
        (
            ("Crash when saving a draft", "saveDraft throws"),
            ("It crashes", "Saved drafts make it crash since Monday."),
        ),
        (("Remind me of due dates", ""), ("Reminder e-mails", "Nobody reminds us that a date is due.")),
        (("Single sign-on with Okta", ""), ("SSO", "We may only buy with single sign-on, Okta for us.")),
    ],
    "german": [
        (
            ("Dunkles Design", "Die weiße Seite blendet."),
            ("Bitte dunkles Farbschema", "Nachts blenden weiße Seiten."),
        ),
        (
            ("Excel-Export", "Zeilen kopiere ich von Hand."),
            ("Tabellen exportieren", "Export aller Zeilen nach Excel"),
        ),
        (
            ("Absturz beim Speichern", "Entwürfe gehen verloren."),
            ("Stürzt ab", "Gespeicherter Entwurf ist verloren."),
        ),
        (("Erinnerung an Fristen", ""), ("Fristen", "Niemand erinnert uns, wenn eine Frist abläuft.")),
    ],
    "french": [
        (
            ("Thème sombre", "La page blanche éblouit."),
            ("Mode sombre SVP", "Les pages blanches éblouissent la nuit."),
        ),
        (
            ("Exporter vers Excel", "Je copie les lignes."),
            ("Export des tableaux", "Exportation Excel de chaque ligne"),
        ),
        (
            ("Plantage à l'enregistrement", "Brouillon perdu"),
            ("Ça plante", "Le brouillon enregistré est perdu."),
        ),
        (("Rappel des échéances", ""), ("Échéances", "Personne ne nous rappelle une échéance.")),
    ],
    "spanish": [
        (
            ("Tema oscuro", "La página blanca deslumbra."),
            ("Modo oscuro por favor", "De noche las páginas deslumbran."),
        ),
        (
            ("Exportar a Excel", "Copio las filas a mano."),
            ("Exportación de tablas", "Excel con todas las filas"),
        ),
        (
            ("Fallo al guardar", "El borrador se pierde."),
            ("Se cierra", "Al guardar un borrador se pierde todo."),
        ),
        (("Recordatorio de fechas", ""), ("Fechas límite", "Nadie nos recuerda las fechas.")),
    ],
}

NOISE = [
    ("Invoices in pounds", "Our accountant wants sterling."),
    ("Logo on the shared page", "Ours, not yours."),
    ("Übersetzung auf Polnisch", "Unsere Leute in Krakau"),
    ("Accès refusé", "Le lien partagé n'est plus valable."),
    ("Atajos de teclado", "Prefiero no tocar el ratón."),
    ("Mobile app", "On the train I only have a phone."),
]


def firsts() -> list[tuple[str, str]]:
    """All first pieces of all languages and the noise: what was said before."""
    return [*(first for pairs in PAIRS.values() for first, _ in pairs), *NOISE]


def letter_vectors(dimensions: int = 16) -> WordVectors:
    """Word vectors that know no meaning: each letter is a random direction, a word the sum of its letters."""
    table: NDArray[np.float64] = np.random.default_rng(5).normal(size=(64, dimensions))

    def split(words: object) -> list[list[int]]:
        return [[ord(letter) % 64 for letter in word] for word in words]  # type: ignore[attr-defined]

    return WordVectors("letters", table, split)
