"""The rules that we wrote: turns of phrase that tell a kind, in English, German, French and Spanish.

Patterns are over folded text (no accents, no capitals); each line of a cue is one language.
"""

from __future__ import annotations

import re

_PHRASES = {
    "fails": (
        r"crash\w*|freez\w*|froze\w*|bugs?|buggy|glitch\w*|errors?|broke|broken|stopped|fail\w*|stuck|lags?|laggy",
        r"absturz\w*|sturzt|fehler\w*|kaputt|hangt|verschwind\w*",
        r"plant\w*|bogue\w*|erreurs?|bloque\w*|disparai\w*",
        r"falla\w*|fallo\w*|errores|cierra|se cuelga|desaparec\w*",
    ),
    "does not": (
        r"won'?t|doesn'?t|don'?t work|not work\w*|isn'?t|can'?t|cannot|unable|no longer|never",
        r"funktioniert nicht|geht nicht|kann nicht|nicht mehr",
        r"ne (?:fonctionne|marche|peut|s'ouvre)\w* (?:pas|plus)|impossible",
        r"no (?:funciona|puedo|carga|abre|deja)",
    ),
    "mends": (
        r"fix\w*|issues?|problems?|trouble",
        r"probleme?|beheb\w*|reparier\w*",
        r"problemes?|reparer|corriger",
        r"problemas?|arregl\w*|corrij\w*",
    ),
    "since": (
        r"since|after (?:the |this |last )*(?:update|upgrade|latest)\w*|regression|used to",
        r"seit (?:dem )?(?:letzten )?update",
        r"depuis la (?:derniere )?mise a jour",
        r"desde la (?:ultima )?actualizacion",
    ),
    "wishes": (
        r"wish\w*|would (?:be|love|like)|should|could you|if only|hope\w*|i(?:'d| would) like",
        r"wunsch\w*|ware (?:schon|toll|super)|konntet|bitte",
        r"souhait\w*|aimerais?|serait|pourriez|devrait",
        r"gustaria|seria|ojala|deberia\w*|podrian?",
    ),
    "asks for": (
        r"please|pls|plz|adds?|adding|allow|able to|ability|features?|options?|support for|suggest\w*"
        r"|instead of|proposal|enhancement|missing|lacks?|needs?|bring back",
        r"hinzufug\w*|moglichkeit|funktion fehlt|vermisse",
        r"ajout\w*|fonctionnalite|manque",
        r"anad\w*|agreg\w*|funcion|opcion|falta",
    ),
    "would be better with": (
        r"if (?:it|you|there|they|i|we) (?:had|could|would|can|was|were|allowed|made|added)|stars? if"
        r"|more stars?|needs? (?:to|a|an|more|some|better)|no (?:way|option|ability) to|a way to"
        r"|can you (?:please )?(?:add|make)|only (?:thing|problem|complaint|issue) is"
        r"|make it (?:possible|so|easier)|wish (?:it|there|i|you|they)|not (?:enough|many)|more \w+ options?"
        r"|would (?:be|like|love|give|make)|should (?:be|have|let|allow)",
        r"wenn (?:man|es|ich|ihr)|mehr sterne|es fehlt",
        r"si (?:on|je|vous) (?:pouvai\w+|avai\w+)|plus d'etoiles|il manque",
        r"si (?:pudiera\w*|tuviera\w*|hubiera)|mas estrellas|hace falta",
    ),
    "praises": (
        r"love\w*|great|awesome|excellent|amazing|perfect\w*|best|thanks?|thank you|nice|brilliant|helpful",
        r"danke|toll|super|klasse|prima|hilfreich",
        r"merci|genial|parfait\w*|adore",
        r"excelente|gracias|perfecto|encanta|buenisim\w*",
    ),
    "complains": (
        r"terrible|horrible|useless|waste|worst|awful|annoying|refund|uninstall\w*",
        r"schlecht|nervt|nutzlos",
        r"nul|decu\w*|inutile",
        r"pesim\w*|inutil|malisim\w*",
    ),
    "asks": (
        r"how (?:do|can|to|should)|what (?:is|does|are)|why (?:does|is|do)|is (?:there|it possible)"
        r"|where (?:is|can)|does anyone|question",
        r"wie (?:kann|geht|mache)|wo (?:ist|finde)|gibt es|warum|frage",
        r"comment|pourquoi|est-ce que|ou (?:est|puis)",
        r"como (?:puedo|se)|por que|donde|hay alguna",
    ),
    "turns": (
        r"but|however|except|unfortunately|only thing",
        r"aber|leider|nur",
        r"mais|malheureusement|dommage",
        r"pero|lastima",
    ),
    "steps": (
        r"steps? to reproduce|repro\w*|expected|actual(?:ly)?|current behaviou?r",
        r"schritte|erwartet\w*",
        r"etapes|attendu",
        r"pasos|esperado",
    ),
}

_SIGNS = {
    "code": r"```",
    "trace": r"\bat [\w$.]+\(|traceback|\w+exception\b|\w+error:",
    "version": r"\b\d+\.\d+\.\d+",
    "address": r"https?://",
    "picture": r"!\[",
    "question mark": r"\?",
    "exclamation": r"!",
}

CUES = {name: re.compile(rf"(?<!\w)(?:{'|'.join(lines)})(?!\w)") for name, lines in _PHRASES.items()} | {
    name: re.compile(pattern) for name, pattern in _SIGNS.items()
}
