"""Italian verbs: conjugated by rule, with what no rule says from our list.

A few roots give the rest: the theme gives imperfetto, congiuntivo imperfetto and gerundio (face-vo, face-ssi,
face-ndo), the first person of the presente gives the congiuntivo (vado, vada), the future root gives the condizionale.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .shipped import rows_of

PERSONS = ("io", "tu", "lui/lei", "noi", "voi", "loro")
TENSES = (
    *("presente", "imperfetto", "passato remoto", "futuro", "passato prossimo"),
    *("condizionale", "congiuntivo presente", "congiuntivo imperfetto", "imperativo", "participio", "gerundio"),
)
# Of which tense of its auxiliary a compound one is made.
COMPOUND = {
    "passato prossimo": "presente",
    "trapassato prossimo": "imperfetto",
    "trapassato remoto": "passato remoto",
    "futuro anteriore": "futuro",
    "condizionale passato": "condizionale",
    "congiuntivo passato": "congiuntivo presente",
    "congiuntivo trapassato": "congiuntivo imperfetto",
}
_INFINITIVE = re.compile(r"[a-zàèéìòù]{1,24}(?:are|ere|ire|rre)")
# Verbs that go like the last part of them: (their end, the verb on the list, what that one has before the end)
_FAMILIES = (
    *(("porre", "porre", ""), ("trarre", "trarre", ""), ("durre", "condurre", "con"), ("tenere", "tenere", "")),
    *((end, end, "") for end in ("mettere", "scrivere", "prendere", "tendere", "chiudere", "rompere", "vincere")),
    *(
        (end, end, "")
        for end in ("volgere", "venire", "correre", "scendere", "fondere", "chiedere", "muovere", "torcere")
    ),
    *((end, end, "") for end in ("scuotere", "spingere", "stringere", "piangere", "leggere", "reggere", "rispondere")),
    *((end, end, "") for end in ("conoscere", "nascere", "piacere", "cogliere", "togliere", "sciogliere", "vedere")),
    *(
        (end, end, "")
        for end in ("spargere", "sorgere", "mordere", "ridere", "rendere", "perdere", "valere", "coprire")
    ),
    *(
        (end, end, "")
        for end in (
            "sentire",
            "vestire",
            "dividere",
            "seguire",
            "crescere",
            "scegliere",
            "fingere",
            "tingere",
            "pungere",
        )
    ),
    *(("giungere", "raggiungere", "rag"), ("primere", "esprimere", "es"), ("sumere", "assumere", "as")),
    *(("solvere", "risolvere", "ri"), ("cludere", "concludere", "con"), ("ludere", "alludere", "al")),
    *(("vadere", "invadere", "in"), ("cidere", "decidere", "de"), ("sistere", "assistere", "as")),
    *(("struggere", "distruggere", "di"), ("fliggere", "affliggere", "af"), ("pellere", "espellere", "es")),
    ("parire", "apparire", "ap"),
)
_PERSONS = {"it": (2,), "they": (2, 5)}  # those that an impersonal verb has
_BEFORE_SSI = {"essere": "fo", "dare": "de", "stare": "ste"}  # where it is not the theme
_IMPERFETTO = {"essere": ("ero", "eri", "era", "eravamo", "eravate", "erano")}
_REFLEXIVE = ("mi", "ti", "si", "ci", "vi", "si")


@dataclass(frozen=True, slots=True)
class Roots:
    """A row of the list; an empty value means that the rule holds."""

    infinitive: str
    auxiliary: str = ""
    kind: str = ""
    theme: str = ""
    present: str = ""
    subjunctive: str = ""
    past: str = ""
    future: str = ""
    imperative: str = ""
    participle: str = ""
    persons: str = ""


@dataclass(frozen=True, slots=True)
class Conjugation:
    """The forms of each tense: six, or for participio and gerundio one. None where the verb has none."""

    forms: Mapping[str, Sequence[str]]
    auxiliary: str
    like: str = ""  # the verb on the list that it follows
    listed: bool = True  # otherwise by rule only
    guessed_isc: bool = False
    impersonal: bool = False


def conjugated(verb: str) -> Conjugation | None:
    """All simple and compound forms, or ``None`` where ``verb`` is no Italian infinitive."""
    reflexive = verb.endswith(("arsi", "ersi", "irsi"))
    plain = verb[:-2] + "e" if reflexive else verb
    if plain not in _listed() and not _INFINITIVE.fullmatch(plain):
        return None
    roots, like = _roots(plain)
    if roots is None:
        return None
    listed = plain in _listed() or bool(like)
    guessed = not listed and plain.endswith("ire")
    if guessed:
        roots = replace(roots, kind="isc")
    forms = _forms(roots)
    auxiliary = "essere" if reflexive else roots.auxiliary or "avere"
    if forms["participio"] == ["–"]:
        forms |= dict.fromkeys(COMPOUND, ["–"] * 6)
    else:
        forms |= {tense: _compound(auxiliary, forms["participio"][0], simple) for tense, simple in COMPOUND.items()}
    if reflexive:
        forms = _with_pronouns(forms)
    elif roots.persons:
        forms = {tense: _impersonal(said, roots.persons) for tense, said in forms.items()} | {"imperativo": ["–"] * 6}
    return Conjugation(forms, auxiliary, like, listed, guessed, bool(roots.persons) and not reflexive)


def _impersonal(said: Sequence[str], persons: str) -> Sequence[str]:
    """The forms that there are of a verb like piovere or accadere; it is nobody who rains: è piovuto, not piovuta."""
    if len(said) < len(PERSONS):
        return said
    kept = [form if place in _PERSONS[persons] else "–" for place, form in enumerate(said)]
    return [form.replace("/a", "") for form in kept] if persons == "it" else kept


def _roots(verb: str) -> tuple[Roots | None, str]:
    """The row of ``verb``, or one made after the verb that it goes like, whose name comes with it."""
    if (row := _listed().get(verb)) is not None:
        return row, ""
    for end, model, extra in _FAMILIES:
        if verb.endswith(end) and verb != end:
            return _after(_listed()[model], verb, verb.removesuffix(end), extra), model
    return (None if verb.endswith("rre") else Roots(verb)), ""


def _after(row: Roots, verb: str, before: str, extra: str) -> Roots:
    """The roots of ``verb``: those of ``row`` with ``before`` in front, in place of ``extra``."""

    def led(value: str) -> str:
        return "/".join(before + each.removeprefix(extra) for each in value.split("/")) if value else ""

    names = ("theme", "present", "subjunctive", "past", "future", "imperative", "participle")
    return replace(row, infinitive=verb, **{name: led(getattr(row, name)) for name in names})


@functools.cache
def _listed() -> Mapping[str, Roots]:
    rows = rows_of("verbs_it.csv")
    return {row["infinitive"]: Roots(**{name: value or "" for name, value in row.items()}) for row in rows}


def _forms(verb: Roots) -> dict[str, Sequence[str]]:
    stem, group = verb.infinitive[:-3], verb.infinitive[-3:]
    theme = verb.theme or stem + group[0]
    present = verb.present.split("/") if verb.present else _present(stem, group, verb.kind)
    first = verb.subjunctive or (
        present[0][:-1] + "a" if verb.present or group != "are" else _soft(stem, "i", verb.kind)
    )
    together = present[3]
    subjunctive = [first, first, first, together, together[:-2] + "te", first + "no"]
    before_ssi = _BEFORE_SSI.get(verb.infinitive, theme)
    were = _IMPERFETTO.get(verb.infinitive) or [theme + end for end in ("vo", "vi", "va", "vamo", "vate", "vano")]
    future = verb.future or (_soft(stem, "er") if group == "are" else verb.infinitive[:-1])
    return {
        "presente": present,
        "imperfetto": were,
        "passato remoto": _past(verb, stem, group, before_ssi),
        "futuro": [future + end for end in ("ò", "ai", "à", "emo", "ete", "anno")],
        "condizionale": [future + end for end in ("ei", "esti", "ebbe", "emmo", "este", "ebbero")],
        "congiuntivo presente": subjunctive,
        "congiuntivo imperfetto": [before_ssi + end for end in ("ssi", "ssi", "sse", "ssimo", "ste", "ssero")],
        "imperativo": _imperative(verb, present, subjunctive, group),
        "participio": ["–" if verb.participle == "-" else verb.participle or _participle(stem, group)],
        "gerundio": [_before_ndo(theme, group) + "ndo"],
    }


def _before_ndo(theme: str, group: str) -> str:
    """The theme with e for its i: finendo; or with both, where the infinitive has both: compiendo."""
    if not theme.endswith("i"):
        return theme
    return theme + "e" if group == "ere" else theme[:-1] + "e"


def _present(stem: str, group: str, kind: str) -> list[str]:
    if group == "are":
        return [
            stem + "o",
            _soft(stem, "i", kind),
            stem + "a",
            _soft(stem, "iamo"),
            stem + "ate",
            stem + "ano",
        ]
    long = stem + "isc" if kind == "isc" else stem
    ends = ("o", "i", "e", "iamo", "ete", "ono") if group == "ere" else ("o", "i", "e", "iamo", "ite", "ono")
    return [(stem if place in (3, 4) else long) + end for place, end in enumerate(ends)]


def _soft(stem: str, end: str, kind: str = "") -> str:
    """A stem of -are before e or i, so that it sounds the same: cerc-hi, mang-i, mang-erò, studi, but invi-i."""
    if stem.endswith(("c", "g")):
        return stem + "h" + end
    if stem.endswith("i") and end[0] == "i" and kind != "stressed":
        return stem[:-1] + end
    if stem.endswith(("ci", "gi")) and end[0] == "e":
        return stem[:-1] + end
    return stem + end


def _past(verb: Roots, stem: str, group: str, weak: str) -> Sequence[str]:
    if "/" in verb.past:
        return verb.past.split("/")
    if verb.past:  # strong in the first and the third person: feci, facesti, fece
        third = verb.past[:-1] + "e"
        return [verb.past, weak + "sti", third, weak + "mmo", weak + "ste", third + "ro"]
    if group == "are":
        return [stem + end for end in ("ai", "asti", "ò", "ammo", "aste", "arono")]
    if group == "ire":
        return [stem + end for end in ("ii", "isti", "ì", "immo", "iste", "irono")]
    found = [stem + end for end in ("ei", "esti", "é", "emmo", "este", "erono")]
    if not stem.endswith("t"):  # nobody says battetti
        for place, end in ((0, "etti"), (2, "ette"), (5, "ettero")):
            found[place] += f" / {stem}{end}"
    return found


def _imperative(verb: Roots, present: Sequence[str], subjunctive: Sequence[str], group: str) -> Sequence[str]:
    if verb.imperative == "-":
        return ["–"] * 6
    you, all_of_you = verb.imperative.split("/") if verb.imperative else ("", "")
    you = you or (present[2] if group == "are" else present[1])
    return ["–", you, subjunctive[2], present[3], all_of_you or present[4], subjunctive[5]]


def _participle(stem: str, group: str) -> str:
    if group == "ere":
        return stem + ("iuto" if stem.endswith("c") else "uto")
    return stem + {"are": "ato", "ire": "ito"}[group]


def _compound(auxiliary: str, participle: str, tense: str) -> Sequence[str]:
    """With avere, with essere (the participle goes with who it is about), or with both."""
    having, being = (_forms(_listed()[verb])[tense] for verb in ("avere", "essere"))
    many = participle[:-1] + "i"
    with_avere = [f"{each} {participle}" for each in having]
    with_essere = [f"{each} {f'{many}/e' if place > 2 else f'{participle}/a'}" for place, each in enumerate(being)]
    if auxiliary == "both":
        return [f"{a} ({b})" for a, b in zip(with_avere, with_essere, strict=True)]
    return with_essere if auxiliary == "essere" else with_avere


def _with_pronouns(forms: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    found: dict[str, Sequence[str]] = {}
    for tense, said in forms.items():
        if tense in ("participio", "gerundio"):
            found[tense] = [said[0] + "si"]
        elif tense == "imperativo" and said[1] != "–":
            you = said[1][:-1] + "t" if said[1].endswith("'") else said[1]  # fa' + ti: fatti
            found[tense] = ["–", you + "ti", f"si {said[2]}", said[3] + "ci", said[4] + "vi", f"si {said[5]}"]
        elif tense == "imperativo":
            found[tense] = said
        else:
            found[tense] = [
                " / ".join(f"{pronoun} {each}" for each in form.split(" / "))
                for pronoun, form in zip(_REFLEXIVE, said, strict=True)
            ]
    return found
