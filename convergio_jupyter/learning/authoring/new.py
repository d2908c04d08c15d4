"""A first lesson to write over: small, whole, and without a finding."""

from __future__ import annotations

from typing import Any

_SOLUTION = """def {function}({numbers}):
    ### BEGIN SOLUTION
    {total} = sum({numbers})
    return {total} / len({numbers})
    ### END SOLUTION"""
_CHECK = """assert {function}([2, 4]) == 3, "{of_two}"
assert {function}([5]) == 5, "{of_one}"
### BEGIN HIDDEN TESTS
assert {function}([1, 2, 6]) == 3
assert {function}([1, 2]) == 1.5
assert {function}([0.5, 1.5]) == 1
### END HIDDEN TESTS"""
_EXAMPLE = """{name} = [4, 8, 6]
print(sum({name}))"""

_TEXTS: dict[str, dict[str, str]] = {
    "en": {
        "function": "mean", "numbers": "numbers", "total": "total", "name": "hours",
        "of_two": "the mean of 2 and 4", "of_one": "the mean of one number",
        "intro": "# {title}\n\nSay in two sentences what this lesson is about, and why it is worth the time.",
        "worked": "## An example first\n\nThree nights of sleep, in hours. All together:",
        "task": "## Your turn\n\nWrite a function `mean(numbers)`. It gives the mean of a list: for 2 and 4 that is 3.",
        "hint1": "The mean is the sum of all numbers, shared out evenly among them.",
        "hint2": "`sum` adds up a list, and `len` says how many numbers are in it. Which sign shares out?",
        "hint3": "The same for three shop bills: 5, 7 and 9 make 21 in all, and each would be 21 shared by three, 7.",
        "solution": "Add all numbers up, then divide by how many they are.",
        "quiz": "The mean of 10 and 20 is …\n\n- [ ] 10 {{takes-least: That is the smaller one.}}\n- [x] 15\n"
        "- [ ] 30 {{forgets-to-divide: That is the sum.}}\n\n! Add them up and share out between two.",
        "card": "How do you find the mean of some numbers?\n\n---\n\nAdd them up, and divide by how many they are.",
        "reflect": "Where have you met a mean today?",
        "note": "For educators only: learners never see this cell. Say here what you watch for.",
    },
    "it": {
        "function": "media", "numbers": "numeri", "total": "totale", "name": "ore",
        "of_two": "la media di 2 e 4", "of_one": "la media di un numero solo",
        "intro": "# {title}\n\nDi' in due frasi di che cosa parla questa lezione, e perché vale il tempo che prende.",
        "worked": "## Prima un esempio\n\nTre notti di sonno, in ore. Tutte insieme:",
        "task": "## Tocca a te\n\nScrivi una funzione `media(numeri)`. Dà la media di una lista: per 2 e 4 è 3.",
        "hint1": "La media è la somma di tutti i numeri, divisa in parti uguali tra loro.",
        "hint2": "`sum` somma una lista, e `len` dice quanti numeri ci sono. Quale segno divide in parti uguali?",
        "hint3": "Lo stesso per tre scontrini: 5, 7 e 9 fanno 21 in tutto, e divisi per tre sono 7 ciascuno.",
        "solution": "Somma tutti i numeri, poi dividi per quanti sono.",
        "quiz": "La media di 10 e 20 è …\n\n- [ ] 10 {{prende-il-minore: Quello è il più piccolo.}}\n- [x] 15\n"
        "- [ ] 30 {{non-divide: Quella è la somma.}}\n\n! Sommali e dividi in due parti.",
        "card": "Come si trova la media di alcuni numeri?\n\n---\n\nSi sommano, e si divide per quanti sono.",
        "reflect": "Dove hai incontrato una media oggi?",
        "note": "Solo per chi insegna: chi impara non vede mai questa cella. Scrivi qui a che cosa fai attenzione.",
    },
}  # fmt: skip


def template(lesson: str, title: str, lang: str, teacher: str, level: str) -> dict[str, Any]:
    """A whole lesson with the id ``lesson`` as a notebook, which says in each place what to write there."""
    texts = _TEXTS[lang]
    name = f"{texts['function']}-1"

    def text(key: str) -> str:
        return texts[key].format(title=title, **{k: texts[k] for k in ("function", "name", "of_two", "of_one")})

    def code(source: str) -> str:
        return source.format(**texts)

    skill = texts["function"]
    rows: list[tuple[str, str, str, dict[str, Any]]] = [
        ("markdown", text("intro"), "intro", {}),
        ("markdown", text("worked"), "worked", {}),
        ("code", code(_EXAMPLE), "worked", {}),
        ("markdown", text("task"), "task", {"ex": name, "skills": [skill]}),
        ("code", code(_SOLUTION), "answer", {"ex": name, "points": 1}),
        ("code", code(_CHECK), "check", {"ex": name}),
        *(("markdown", text(f"hint{level}"), "hint", {"ex": name, "level": level}) for level in (1, 2, 3)),
        ("markdown", text("solution"), "solution", {"ex": name}),
        ("markdown", text("quiz"), "quiz", {"skills": [skill]}),
        ("markdown", text("card"), "card", {"skills": [skill]}),
        ("markdown", text("reflect"), "reflect", {}),
        ("markdown", text("note"), "note", {}),
    ]
    cells = [made_cell(number, *row) for number, row in enumerate(rows, 1)]
    return lesson_notebook(cells, lesson, title, lang, teacher, level, [skill])


def lesson_notebook(
    cells: list[dict[str, Any]], lesson: str, title: str, lang: str, teacher: str, level: str, skills: list[str]
) -> dict[str, Any]:
    """A notebook with these cells that says of itself that it is a lesson."""
    head = {
        "v": 1, "id": lesson, "title": title, "lang": lang, "level": level, "skills": skills, "prereqs": [],
        "guard": "socratic", "hints": {"max": 4, "solution_after": 3}, "teacher": teacher, "minutes": 20,
    }  # fmt: skip
    return {
        "cells": cells,
        "metadata": {
            "convergio": {"lesson": head},
            "kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def made_cell(number: int, kind: str, source: str, role: str, own: dict[str, Any]) -> dict[str, Any]:
    """A cell that plays ``role``; ``own`` is what its metadata say for us besides."""
    cell: dict[str, Any] = {
        "cell_type": kind,
        "id": f"{role}-{number}",
        "metadata": {"convergio": {"v": 1, "role": role, **own}, "tags": [f"cvg-{role}"]},
        "source": source,
    }
    return cell | {"execution_count": None, "outputs": []} if kind == "code" else cell
