"""The page that ``%convergio`` shows."""

from __future__ import annotations

from .safe_markdown import to_html

_PAGE = {
    "en": """
### Ask a teacher

In a cell of its own:

```
%%convergio euclide
Why is the sum of the first odd numbers always a square?
```

| You write | What happens |
|---|---|
| `%%convergio` | the teacher you talked to last answers, or the one you @mention |
| `%%convergio feynman --with df` | the variable `df` is lent to the question; nothing else of your notebook is read |
| `%%convergio feynman --file notes.txt` | so is a file |
| `%%convergio euclide,leonardo` | several answer side by side, then Ali; `--debate 2`: they answer each other |
| `%%convergio ali` | Ali parts a question that has several subjects among those who know |
| `%%convergio darwin --new` | starts a new conversation |
| `%%convergio --private` | stays on this computer, whatever else is set up |
| `%%convergio --eu` | leaves this computer for a model in the EU only |
| `%%convergio --best` | asks the best cloud model that may be asked |
| `%%convergio --model openai:NAME` | insists on a model that is set up |
| `%%convergio --course algebra` | counts for a course, with its budget and rules |
| `%%convergio --max-tokens 200` | a shorter answer |
| `%%convergio --lang it` | messages in Italian, or `en` in English |
| `%convergio new` | the next question starts a new conversation, whoever is asked |
| `%convergio teachers` | who is here |
| `%convergio models` | which models can answer; `models install` gets the free demo model |
| `%convergio route Why?` | which model would answer, and why; nobody is asked |
| `%convergio doctor` | what is missing, and how to mend it |
| `%convergio usage` | what it has cost |
| `%convergio memory` | what is remembered of you; `memory add`, `correct`, `forget`, `search`, `export` |
| `%convergio tools` | which tools you allowed or refused beforehand; `tools reset all` takes it back |
| `%convergio lesson ID` | says which lesson this is; then `check`, `hint`, `solution`, `progress` and `review` |
| `%convergio profile` | what you say of yourself: `profile level=beginner goal="…"`; `profile forget` deletes it |
| `%convergio plan` | your study plan: `plan days=mon,wed,fri minutes=20`, then `done`, `again`, `calendar`, `forget` |
| `%convergio settings` | every setting, its value and where it came from |
| `%convergio calibration algebra` | how a course's promised share of cloud answers is kept |
| `chat("feynman")` | a chat in a cell: `from convergio_jupyter import chat` |

Braces, quotes, `$` and `{names}` arrive exactly as you type them. To stop an answer, interrupt the kernel.
""",
    "it": """
### Chiedi a un insegnante

In una cella tutta sua:

```
%%convergio euclide
Perché la somma dei primi numeri dispari è sempre un quadrato?
```

| Scrivi | Che cosa succede |
|---|---|
| `%%convergio` | risponde l'insegnante con cui hai parlato per ultimo, o quello che nomini con @ |
| `%%convergio feynman --with df` | presti la variabile `df` alla domanda; del notebook non si legge altro |
| `%%convergio feynman --file appunti.txt` | così un file |
| `%%convergio euclide,leonardo` | rispondono fianco a fianco, poi Ali; `--debate 2`: si rispondono a vicenda |
| `%%convergio ali` | Ali divide una domanda che ha più materie fra chi ne sa |
| `%%convergio darwin --new` | comincia una conversazione nuova |
| `%%convergio --private` | resta su questo computer, qualunque cosa sia configurata |
| `%%convergio --eu` | lascia questo computer solo per un modello nell'UE |
| `%%convergio --best` | chiede al migliore modello nel cloud a cui si può chiedere |
| `%%convergio --model openai:NOME` | usa proprio quel modello, se è configurato |
| `%%convergio --course algebra` | conta per un corso, con il suo budget e le sue regole |
| `%%convergio --max-tokens 200` | una risposta più breve |
| `%%convergio --lang it` | messaggi in italiano, o `en` in inglese |
| `%convergio new` | la prossima domanda comincia una conversazione nuova, a chiunque tu la faccia |
| `%convergio teachers` | chi c'è |
| `%convergio models` | quali modelli possono rispondere; `models install` prende il modello dimostrativo gratuito |
| `%convergio route Perché?` | quale modello risponderebbe e perché; non si chiede a nessuno |
| `%convergio doctor` | che cosa manca e come rimediare |
| `%convergio usage` | quanto è costato |
| `%convergio memory` | che cosa si ricorda di te; `memory add`, `correct`, `forget`, `search`, `export` |
| `%convergio tools` | quali strumenti hai consentito o rifiutato in anticipo; `tools reset all` lo annulla |
| `%convergio lesson ID` | dice quale lezione è questa; poi `check`, `hint`, `solution`, `progress` e `review` |
| `%convergio profile` | che cosa dici di te: `profile level=beginner goal="…"`; `profile forget` lo cancella |
| `%convergio plan` | il tuo piano: `plan days=lun,mer,ven minutes=20`, poi `done`, `again`, `calendar`, `forget` |
| `%convergio settings` | ogni impostazione, il suo valore e da dove viene |
| `%convergio calibration algebra` | come viene mantenuta la quota promessa di risposte dal cloud di un corso |
| `chat("feynman")` | una chat in una cella: `from convergio_jupyter import chat` |

Parentesi graffe, virgolette, `$` e `{nomi}` arrivano proprio come li scrivi. Per fermare una risposta, interrompi il
kernel.
""",
}


class Help:
    """The help page as a cell's result."""

    def __init__(self, lang: str) -> None:
        self._text = _PAGE[lang].strip()

    def __repr__(self) -> str:
        return _plain(self._text)

    def _repr_html_(self) -> str:
        return to_html(self._text)


def _plain(page: str) -> str:
    """The page for a terminal: without the marks of Markdown, its table in two columns."""
    lines = []
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|---") or line == "```":
            continue
        if line.startswith("|"):
            lines.append(f"  {cells[0].replace('`', ''):34}  {cells[1].replace('`', '')}")
        else:
            lines.append(line.removeprefix("### ").replace("`", ""))
    return "\n".join(lines)
