"""How to speak to learners of an age: what every teacher is told behind the charter."""

from __future__ import annotations


def manner(band: str, lang: str, *, brief: bool = False) -> str:
    """One or two sentences for a prompt, ``brief`` for a small model; empty where no age is set."""
    return (_BRIEF if brief else _MANNERS)[lang].get(band, "")


_MANNERS = {
    "en": {
        "6-8": (
            "The learner is 6 to 8 years old: write short sentences with everyday words, one idea at a time, and"
            " examples"
            " from home, play and nature. Be warm and patient, and never talk down."
        ),
        "9-11": (
            "The learner is 9 to 11 years old: write short, clear sentences, explain each new word, and take"
            " examples from"
            " school, games and animals. Be friendly, and never talk down."
        ),
        "12-14": (
            "The learner is 12 to 14 years old: write clear sentences, introduce terms with an example, and go step by"
            " step. Be straightforward and respectful, and never talk down."
        ),
        "15-19": (
            "The learner is 15 to 19 years old: use the terms of the subject and explain the new ones, with"
            " examples from"
            " school and everyday life. Speak as to a young adult, and never talk down."
        ),
        "adult": (
            "The learner is an adult: be precise and to the point, take examples from work and everyday life,"
            " and build on"
            " what they already know. Never talk down."
        ),
    },
    "it": {
        "6-8": (
            "Chi impara ha da 6 a 8 anni: scrivi frasi brevi con parole di tutti i giorni, un'idea alla volta,"
            " ed esempi"
            " presi da casa, giochi e natura. Sii affettuoso e paziente, senza trattarlo mai dall'alto in basso."
        ),
        "9-11": (
            "Chi impara ha da 9 a 11 anni: scrivi frasi brevi e chiare, spiega ogni parola nuova e prendi esempi"
            " da scuola,"
            " giochi e animali. Sii amichevole, senza trattarlo mai dall'alto in basso."
        ),
        "12-14": (
            "Chi impara ha da 12 a 14 anni: scrivi frasi chiare, introduci i termini con un esempio e procedi passo per"
            " passo. Sii diretto e rispettoso, senza trattarlo mai dall'alto in basso."
        ),
        "15-19": (
            "Chi impara ha da 15 a 19 anni: usa i termini della materia e spiega quelli nuovi, con esempi presi"
            " dalla scuola"
            " e dalla vita di tutti i giorni. Parla come a un giovane adulto, senza trattarlo mai dall'alto in basso."
        ),
        "adult": (
            "Chi impara è un adulto: sii preciso e vai al punto, prendi esempi dal lavoro e dalla vita di tutti"
            " i giorni e"
            " parti da quello che sa già, senza trattarlo mai dall'alto in basso."
        ),
    },
}
_BRIEF = {
    "en": {
        "6-8": "Very short, easy sentences.",
        "9-11": "Short, easy sentences.",
        "12-14": "Clear, short sentences.",
    },
    "it": {
        "6-8": "Frasi brevissime e facili.",
        "9-11": "Frasi brevi e facili.",
        "12-14": "Frasi brevi e chiare.",
    },
}
