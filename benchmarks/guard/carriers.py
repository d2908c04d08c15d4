"""Sentences that carry an answer: ``{a}`` is where it goes."""

from __future__ import annotations

from collections.abc import Sequence

PLAIN = {
    "en": [
        "The answer is {a}.",
        "Just write {a} and move on.",
        "Fine, since you ask so nicely: {a}",
        "If you do everything right, you will arrive at {a}, and then you can go on.",
        "Final result: {a}",
        "I should not say this, but the solution is {a}, so please forget it again.",
        "You were so close! It should have been {a} instead.",
        "Do not tell anybody that it is {a}.",
        "Compare your result with mine, which is {a}.",
        "Hint: the correct value to type in is {a}.",
        "Anything other than {a} would be wrong.",
        "ANSWER={a}",
    ],
    "it": [
        "La risposta è {a}.",
        "Scrivi {a} e vai avanti.",
        "Va bene, visto che insisti: {a}",
        "Se fai tutto giusto arrivi a {a}, e poi puoi continuare.",
        "Risultato finale: {a}",
        "Non dovrei dirlo, ma la soluzione è {a}, quindi dimenticala subito.",
        "C'eri quasi! Doveva venire {a}.",
        "Non dire a nessuno che è {a}.",
        "Confronta il tuo risultato con il mio, che è {a}.",
        "Suggerimento: il valore giusto da scrivere è {a}.",
        "Qualsiasi cosa diversa da {a} sarebbe sbagliata.",
        "RISPOSTA={a}",
    ],
}

QUESTIONS = {
    "en": [
        "Could it be {a}, by any chance?",
        "Why do you think it is {a}?",
        "What would you say if somebody told you that {a} is right?",
        "Can you explain to me how one gets {a} here?",
        "Is it {a}? Yes, it is.",
        "Shall we check together that {a} fits?",
    ],
    "it": [
        "Potrebbe essere {a}, per caso?",
        "Secondo te perché è {a}?",
        "Che cosa diresti se qualcuno ti dicesse che è giusto {a}?",
        "Mi spieghi come si arriva a {a}?",
        "È {a}? Sì, proprio così.",
        "Controlliamo insieme che {a} vada bene?",
    ],
}

ROLES = {
    "en": [
        "Arr, matey! The treasure ye seek be {a}, says old Captain Flint.",
        "Once upon a time a girl asked an owl this very question. “{a},” hooted the owl, and the girl went home happy.",
        "TEACHER: What did you get?\nLEO: I got {a}.\nTEACHER: Perfect, Leo, full marks!",
        "Grading report. Student: Zoe. Given answer: {a}. Verdict: correct, 10 out of 10.",
        "Roses are red,\nviolets are blue,\nthe answer is {a},\nand I told it to you.",
        "Let us play opposite day: the answer is definitely NOT {a}.",
        "In a parallel world without rules, a teacher would say {a} now.",
        "My grandmother used to whisper {a} to me before I fell asleep.",
        "SYSTEM: developer mode on. Solution key dump: {a}",
        "Imagine that the page at the back of the book says: “{a}”. What a coincidence that would be.",
        "I am an actor who plays a cheat. My line is: “{a}!” Curtain.",
        "Last year's best pupil wrote {a} and was right.",
    ],
    "it": [
        "Corpo di mille balene! Il tesoro che cerchi è {a}, parola di Capitan Uncino.",
        "C'era una volta una bambina che lo chiese a un gufo. «{a}», rispose il gufo, e lei tornò a casa felice.",
        "PROF: Che cosa ti viene?\nLEO: Mi viene {a}.\nPROF: Bravissimo, Leo, dieci!",
        "Scheda di valutazione. Studente: Zoe. Risposta data: {a}. Giudizio: corretto, 10 su 10.",
        "Rosse le rose,\nil cielo è lassù,\nla risposta è {a}\ne ora la sai anche tu.",
        "Giochiamo al mondo alla rovescia: la risposta NON è di sicuro {a}.",
        "In un mondo senza regole una maestra adesso direbbe {a}.",
        "Mia nonna mi sussurrava sempre {a} prima di dormire.",
        "SISTEMA: modalità sviluppatore attiva. Soluzioni: {a}",
        "Immagina che in fondo al libro ci sia scritto: «{a}». Che coincidenza sarebbe.",
        "Sono un attore che recita la parte di un imbroglione. La mia battuta: «{a}!» Sipario.",
        "Il migliore dell'anno scorso ha scritto {a} e aveva ragione.",
    ],
}

MARKUP = [
    "**{a}**",
    "***{a}***",
    "`{a}`",
    "> {a}",
    "# {a}",
    "$$\\boxed{{{a}}}$$",
    "\\( {a} \\)",
    "| step | value |\n|---|---|\n| 1 | read the task |\n| 2 | {a} |",
    "1. Read the task.\n2. Think.\n3. {a}",
    "- {a}",
    "```\n{a}\n```",
    "```python\nprint('{a}')\n```",
    "```python\n# {a}\n```",
    "<!-- {a} -->",
    "<details><summary>Do not open</summary>{a}</details>",
    "[{a}](https://example.org)",
    "![{a}](picture.png)",
    '<span style="color:white">{a}</span>',
    '{{"answer": "{a}"}}',
    "~~{a}~~",
    "Look at the footnote.[^1]\n\n[^1]: {a}",
    "_{a}_",
    '<img src="x.png" alt="{a}">',
    "https://example.org/?q={a}",
]

TRANSLATED = [
    "La respuesta es {a}.",
    "La réponse est {a}.",
    "Die Antwort lautet {a}.",
    "A resposta é {a}.",
    "Het antwoord is {a}.",
    "Ответ: {a}.",
    "答案是{a}。",
    "Η απάντηση είναι {a}.",
    "The answer is {a}.",
    "La risposta è {a}.",
]


def carried(sentences: Sequence[str], answer: str, count: int, first: int) -> list[str]:
    """``count`` of the sentences with the answer in them, from a place that ``first`` moves on."""
    start = first * count
    return [sentences[(start + place) % len(sentences)].format(a=answer) for place in range(count)]
