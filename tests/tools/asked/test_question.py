"""A question that asks for a tool and for nothing else is told from all others."""

import json
from dataclasses import replace

import pytest

from convergio_jupyter.core.i18n import Unable
from convergio_jupyter.core.schema import Attachment
from convergio_jupyter.tools.asked import chart_in, parted_in, wish_in, word_in
from convergio_jupyter.tools.base import Desk, arguments_of
from convergio_jupyter.tools.registry import built_in

HEIGHTS = Attachment(kind="variable", label="heights", text="list\n[151, 162.5, 158]")
CHART = ("plot_data", {"kind": "points", "series": [{"name": "heights", "values": [151, 162.5, 158]}]})
PROGRAM = "```python\nprint(2**10)\n```"


def steps(task, expression, **more):
    return "solve_steps", {"task": task, "expression": expression, **more}


def value(expression, **more):
    return "calculator", {"expression": expression, **more}


ASKED = {
    "What is 17*23?": value("17*23"),
    "quanto fa 17 per 23?": value("17 * 23"),
    "How much is 12 divided by 5": value("12 / 5"),
    "calcola (3+4)*5": value("(3+4)*5"),
    "Quanto fa 0,5 + 1/4?": value("0,5 + 1/4"),
    "3/4 + 1/2 =": value("3/4 + 1/2"),
    "What is 15% of 80?": value("15% of 80"),
    "Qual è la radice quadrata di 144?": value("sqrt(144)"),
    "How do I work out 15% of 240?": value("15% of 240"),
    "Come si calcola il 15% di 240?": value("15% of 240"),
    "square root of 2 to 20 digits": value("sqrt(2)", digits=20),
    "Radice quadrata di 2 con 20 cifre": value("sqrt(2)", digits=20),
    "What is pi to 99 significant figures?": value("pi", digits=50),
    "sum of heights": value("151 + 162.5 + 158"),
    "sum(heights)": value("151 + 162.5 + 158"),
    "Qual è la somma di questi numeri?": value("151 + 162.5 + 158"),
    "What is the median of the list?": value("(158) / 1"),
    "Convert 5 km to miles, please": value("5 km", to="miles"),
    "5 kg in pounds": value("5 kg", to="pounds"),
    "Convert 30 °C to °F": value("30 °C", to="°F"),
    "Convert 100 F to C": value("100 °F", to="°C"),
    "How can I solve x^2 - 5x + 6 = 0?": steps("solve", "x^2 - 5x + 6 = 0"),
    "solve 3x - 7 = 11 step by step": steps("solve", "3x - 7 = 11"),
    "risolvi 3x - 7 = 11 passo passo": steps("solve", "3x - 7 = 11"),
    "solve x^2 - 5x + 6 = 0 step-by-step": steps("solve", "x^2 - 5x + 6 = 0"),
    "solve 2x + 3 = 7, step by step please": steps("solve", "2x + 3 = 7"),
    "Solve step by step: 2x + 3 = 7": steps("solve", "2x + 3 = 7"),
    "Please solve 2x + 3 = 7 and show your work": steps("solve", "2x + 3 = 7"),
    "Mi spieghi passo passo come risolvere 2x + 3 = 7?": steps("solve", "2x + 3 = 7"),
    "Explain step by step how to solve 2x + 3 = 7": steps("solve", "2x + 3 = 7"),
    "Calcola 12 * 7 con tutti i passaggi": value("12 * 7"),
    "derivata di x^3 mostrando i passaggi": steps("differentiate", "x^3"),
    "2x+3=11": steps("solve", "2x+3=11"),
    "y = x^2 - 1": ("plot_function", {"functions": ["x^2 - 1"]}),
    "plot x!": ("plot_function", {"functions": ["x!"]}),
    "Disegna y = x!": ("plot_function", {"functions": ["x!"]}),
    "plot cos(x) from 0 to 2pi": ("plot_function", {"functions": ["cos(x)"], "from": 0.0, "to": 6.283185}),
    "disegna sin(x) da -π a 2 π": ("plot_function", {"functions": ["sin(x)"], "from": -3.141593, "to": 6.283185}),
    "Plot x! / 2 from 0 to 4": ("plot_function", {"functions": ["x! / 2"], "from": 0.0, "to": 4.0}),
    "Plot x^2!": ("plot_function", {"functions": ["x^2"]}),  # said out loud
    "x = 5": steps("solve", "x = 5"),
    "y=x^2": ("plot_function", {"functions": ["x^2"]}),
    "Plot sin(x)/x from -10 to 10": ("plot_function", {"functions": ["sin(x)/x"], "from": -10.0, "to": 10.0}),
    "Mi disegni il grafico di y=x^2?": ("plot_function", {"functions": ["x^2"]}),
    "Grafico di sen(x)": ("plot_function", {"functions": ["sen(x)"]}),
    "Disegna sin(x)": ("plot_function", {"functions": ["sin(x)"]}),
    "What is the molar mass of CaCl2?": ("periodic_table", {"formula": "CaCl2"}),
    "Qual è la massa molare di H2SO4?": ("periodic_table", {"formula": "H2SO4"}),
    "Come si coniuga il verbo andare?": ("conjugate", {"verb": "andare", "language": "it"}),
    "What is the past tense of go?": ("conjugate", {"verb": "go", "language": "en"}),
    "run print(2+2)": ("run_code", {"code": "print(2+2)"}),
    "Esegui questo codice: print(2+2)": ("run_code", {"code": "print(2+2)"}),
    "run code: while True: pass": ("run_code", {"code": "while True: pass"}),
    "Run this code: 1/0": ("run_code", {"code": "print(1 / 0)"}),
    "esegui: for i in range(3): print(i)": ("run_code", {"code": "for i in range(3): print(i)"}),
    "Puoi eseguire questo codice? print(3)": ("run_code", {"code": "print(3)"}),
    "Esegui questo programma:\nfor i in [1]:\n    print(i)": ("run_code", {"code": "for i in [1]:\n    print(i)"}),
    "Run the following Python code: `x = 3; print(x)`": ("run_code", {"code": "x = 3; print(x)"}),
    "che cosa stampa questo codice: print(3)": ("run_code", {"code": "print(3)"}),
    "What is the output of this program: print(3)": ("run_code", {"code": "print(3)"}),
    "What is the derivative of x^2 sin(x)?": steps("differentiate", "x^2 sin(x)"),
    "the derivative of x squared": steps("differentiate", "x^2"),
    "derivata di x al cubo più x al quadrato": steps("differentiate", "x^3 + x^2"),
    "Derivative of the square root of x": steps("differentiate", "sqrt(x)"),
    "Solve 3 times x minus 7 equals 11": steps("solve", "3 * x - 7 = 11"),
    "Plot x to the power of 3": ("plot_function", {"functions": ["x^3"]}),
    "Calcola la derivata di x^3": steps("differentiate", "x^3"),
    "integrale di x e^x": steps("integrate", "x e^x"),
    "Can you solve $2x+3=7$?": steps("solve", "2x+3=7"),
    "Solve for x: 2x = 8": steps("solve", "2x = 8"),
    "risolvi l'equazione x^2-4=0": steps("solve", "x^2-4=0"),
    "solve the equation 2x + y = 3 for y": steps("solve", "2x + y = 3", variable="y"),
    "Solve x+y=3 and x-y=1": steps("solve", "x+y=3; x-y=1"),
    "Risolvi il sistema x+y=3, x-y=1": steps("solve", "x+y=3; x-y=1"),
    "Factor 360": steps("factor", "360"),
    "how do I factor x^2-9": steps("factor", "x^2-9"),
    "Mi scomponi in fattori x^2 - 9?": steps("factor", "x^2 - 9"),
    "Fattorizza x^2 - 9": steps("factor", "x^2 - 9"),
    "Come si scompone x^2 - 9?": steps("factor", "x^2 - 9"),
    "How to expand (x+1)^2": steps("expand", "(x+1)^2"),
    "come derivo x^3?": steps("differentiate", "x^3"),
    "scomponi x^2 - 1": steps("factor", "x^2 - 1"),
    "Find the roots of x^2 - 7x + 12": steps("solve", "x^2 - 7x + 12 = 0"),
    "What is x if 3x - 5 = 16?": steps("solve", "3x - 5 = 16"),
    "Trova x: 4x + 8 = 20": steps("solve", "4x + 8 = 20"),
    "Quali sono le soluzioni di x^2 - 9 = 0?": steps("solve", "x^2 - 9 = 0"),
    "Can you show me the graph of cos(x)?": ("plot_function", {"functions": ["cos(x)"]}),
    "Draw y = 2x + 1 between -3 and 3": ("plot_function", {"functions": ["2x + 1"], "from": -3.0, "to": 3.0}),
    "Disegna la parabola y = x^2 - 4": ("plot_function", {"functions": ["x^2 - 4"]}),
    "What are the prime factors of 84?": steps("factor", "84"),
    "Scomponi in fattori primi 84": steps("factor", "84"),
    "Is 97 a prime number?": steps("factor", "97"),
    "Is -7 a prime number?": steps("factor", "-7"),
    "1 e primo?": steps("factor", "1"),
    "0 è un numero primo?": steps("factor", "0"),
    "What does the graph of 1/x look like?": ("plot_function", {"functions": ["1/x"]}),
    "Come si disegna il grafico di x^3?": ("plot_function", {"functions": ["x^3"]}),
    "Fai il grafico della funzione y = x^3 - x": ("plot_function", {"functions": ["x^3 - x"]}),
    "Expand (a+b)^2": steps("expand", "(a+b)^2"),
    "Plot y = x^2 and y = 2x": ("plot_function", {"functions": ["x^2", "2x"]}),
    "disegna il grafico della funzione 1/x": ("plot_function", {"functions": ["1/x"]}),
    "Show me the periodic table": ("periodic_table", {}),
    "molar mass of Ca(OH)2": ("periodic_table", {"formula": "Ca(OH)2"}),
    "Massa molare dell'acqua?": ("periodic_table", {"formula": "acqua"}),
    "numero atomico del ferro": ("periodic_table", {"element": "ferro"}),
    "Conjugate andare": ("conjugate", {"verb": "andare", "language": "it"}),
    "Conjugate compare": ("conjugate", {"verb": "compare", "language": "en"}),
    "Conjugate the verb to go": ("conjugate", {"verb": "go", "language": "en"}),
    "conjugate the Italian verb essere": ("conjugate", {"verb": "essere", "language": "it"}),
    "Coniuga «andare»": ("conjugate", {"verb": "andare", "language": "it"}),
    "Draw a chart of heights": CHART,
    "Fammi un grafico di questi numeri": CHART,
    f"What does this print?\n{PROGRAM}": ("run_code", {"code": "print(2**10)\n"}),
}


@pytest.mark.parametrize("question", ASKED)
def test_a_tool_is_asked_for_in_words_and_can_use_what_it_gets(question):
    wish = wish_in(question, [HEIGHTS], built_in())
    assert wish == ASKED[question]
    tool = built_in()[wish.tool]
    assert tool.run(arguments_of(tool, json.dumps(wish.arguments), "en"), Desk(lent=[HEIGHTS])).text
    assert wish_in(question, [HEIGHTS], set(built_in()) - {wish.tool}) is None


@pytest.mark.parametrize(
    "question",
    [
        "",
        "What is 7?",
        "1914",
        "What happened in 1914-1918?",
        "What is 3x + 5 = 20?",
        "-",
        "1" * 500 + "+1",
        "Why 1 + 1?",
        "What is a derivative?",
        "What is x in algebra?",
        "Find x: 3",
        "Show me x",
        "Show me 12",
        "What are the roots of rock music?",
        "Quali sono le radici di 9 alberi?",
        "What happened on the map of Europe after 1815?",
        "Why do triangles have three sides?",
        "How many people signed in 1776?",
        "Perché un triangolo ha tre lati?",
        "Quanti erano i Mille?",
        "How many wives did Henry VIII have?",
        "How many days did the battle last?",
        "Who won 3 gold medals in Tokyo?",
        "Tell me about the capital of culture in 2024",
        "Who made it to 20 digits?",
        "What is pi?",
        "What is the sum of the parts?",
        "Where is the capital in this sentence?",
        "How do I convert a fraction to a decimal?",
        "Draw a line from A to B",
        "Show me how to draw a graph",
        "Make a list of 3 fruits and 2 animals",
        "Is 7 your lucky number?",
        "a square of land 3 times larger",
        "In 5 minutes in Rome a fire began",
        "Quante terzine ci sono in un canto?",
        "Qual è la radice del verbo amare?",
        "Qual è la media in matematica?",
        "Quanto dista la Luna?",
        "Un terzo degli italiani",
        "Come si forma il passato prossimo?",
        "Mostrami come si disegna un grafico",
        "Quanto fa la somma degli angoli di un triangolo?",
        "What did people draw on the walls of Pompeii?",
        "Solve the mystery of the pyramids",
        "Integrate the newcomers",
        "Draw the graph of a function",
        "Draw a cat",
        "Plot the story of the betrothed",
        "Why is the derivative of x^2 equal to 2x?",
        "Solve 2x = 8 and tell me why",
        "La derivata di una funzione",
        "What is the molar mass of love?",
        "What is 1914-1918?",
        "2026-11-27",
        "What is 9/11?",
        "16:9",
        "E = mc^2",
        "Why is the graph of these data misleading?",
        "Make a graph of these data and tell me why they fall",
        "Who conjugates verbs?",
        "Il verbo andare",
        f"Write this in Italian:\n{PROGRAM}",
        f"How do I fix this?\n{PROGRAM}",
    ],
)
def test_whatever_else_is_asked_asks_for_no_tool(question):
    assert wish_in(question, [HEIGHTS], built_in()) is None


def test_a_file_of_numbers_and_a_column_are_summed_up_like_a_list():
    numbers = Attachment(kind="file", label="n.txt", text="12\n-15.5\n20\n")
    table = Attachment(kind="file", label="n.csv", text="day,rain\nMon,3\nTue,4.5\n")
    assert wish_in("What is the sum of these numbers?", [numbers], built_in()) == value("12 + -15.5 + 20")
    assert wish_in("Somma di rain", [table], built_in()) == value("3 + 4.5")
    for text in ("12\nand more\n20", "\n".join("1" * 300)):
        assert wish_in("What is the sum of these numbers?", [replace(numbers, text=text)], built_in()) is None


@pytest.mark.parametrize("begin", ["derivative of", "integrale", "solve", "plot", "molar mass of", "make", "what is"])
@pytest.mark.parametrize("middle", [" ", " the", " of", "a", "1 ", "(", "\t\n"])
def test_no_question_takes_long_to_read(begin, middle):
    """One that did would take minutes."""
    text = f"{begin}{middle * (190 // len(middle))}!a"[:200]
    assert wish_in(text, [HEIGHTS], built_in()) is None or len(text) <= 200
    assert word_in(text, built_in()) is None
    assert parted_in(text, [HEIGHTS], built_in()) is None


@pytest.mark.parametrize(
    "begin",
    [
        *(
            "",
            "area of a circle with",
            "timeline:",
            "where is",
            "congiuntivo di",
            "plot",
            "how many",
            "convert",
            "rectangle",
        ),
        *("mind map of", "bar chart", "average of", "two thirds of", "capital of", "molar mass of", "the roots of"),
    ],
)
@pytest.mark.timeout(20)  # an expression that backtracks takes hours
@pytest.mark.parametrize(
    "middle",
    [
        " two",
        " hundred and",
        "cento",
        " base 3",
        " 1 cm e",
        "; 1789 a",
        " and what is 1+1",
        "? what is x",
        " Rome,",
        ":",
    ],
)
def test_no_question_is_made_to_take_long(begin, middle):
    text = f"{begin}{middle * 50}"[:200]
    wish_in(text, [HEIGHTS], built_in())
    parted_in(text, [HEIGHTS], built_in())


PARTED = {
    "What is 3+4 and what is a prime number?": (value("3+4"), "what is a prime number?"),
    "What is a prime number, and how much is 3 + 4?": (value("3 + 4"), "What is a prime number"),
    "Quanto fa sette per otto e che cos'è un numero primo?": (value("7 * 8"), "che cos'è un numero primo?"),
    "What is 15% of 80? What is a percentage?": (value("15% of 80"), "What is a percentage?"),
    "3+4; explain primes": (value("3+4"), "explain primes"),
    "Solve 2x = 8 and tell me why": (steps("solve", "2x = 8"), "tell me why"),
    "Explain what a prime is. Then factor 360": (steps("factor", "360"), "Explain what a prime is"),
    "What is 2+3 and what is 4+5 and why?": (value("2+3"), "what is 4+5 and why?"),
}


@pytest.mark.parametrize(
    "question",
    [
        "run: home",
        "esegui: la somma di 2 e 3",
        "Run this code: the one I sent",
        "run for president: 1+1",
        "run code",
        f"run: {'-' * 1_900}1",
    ],
)
def test_what_is_no_program_is_not_run(question):
    assert wish_in(question, [], built_in()) is None


@pytest.mark.timeout(20)  # an expression that backtracks takes hours
@pytest.mark.parametrize("piece", ["(", "run: ", "-", "a = [", "\n", "run this: x = 1\n"])
def test_no_program_takes_long_to_tell(piece):
    wish_in(f"run this code: {piece * 10_000}"[:10_000], [], built_in())


@pytest.mark.parametrize("question", PARTED)
def test_a_clause_can_ask_for_a_tool_and_another_for_something_else(question):
    assert wish_in(question, [], built_in()) is None
    assert parted_in(question, [], built_in()) == PARTED[question]
    assert parted_in(question, [], ["look_up_word"]) is None


@pytest.mark.parametrize(
    "question",
    [
        "What is 12 plus 3 and 4?",
        "What is the difference between 3+4 and 5?",
        "What are the rules for 2+2 and 3+4?",
        "What happens if a=b and b=c?",
        "Prove that a > b and b+c=d",
        "What is a prime number and what is a square?",
        "Why is 3+4 the same as 4+3 and what is that called?",
        "Who won 3-2 and why?",
        "What is the sum of 3 and 4?",
        f"What is 3+4 and what is {'a' * 200}",
    ],
)
def test_no_clause_is_torn_from_what_it_belongs_to(question):
    assert parted_in(question, [], built_in()) is None


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("What does “tragedy” mean?", "tragedy"),
        ("what does the word to wander mean", "wander"),
        ("Define liberty.", "liberty"),
        ("the meaning of the English word dusk", "dusk"),
        ("Che cosa significa la parola inglese «dusk»?", "dusk"),
        ("un sinonimo inglese di happy?", "happy"),
    ],
)
def test_the_meaning_of_a_word_is_asked_for(question, word):
    assert word_in(question, built_in()) == ("look_up_word", {"word": word})
    assert word_in(question, ["calculator"]) is None


@pytest.mark.parametrize(
    "question",
    [
        "What does it mean to be free?",
        "What does this mean?",
        "What does qwertz mean?",
        "Che cosa significa pane?",
        "Cosa vuol dire «case»?",
        "Che cosa vuol dire camera in inglese?",
        "What is the meaning of life and death?",
        "Define",
    ],
)
def test_not_every_meaning_is_a_words(question):
    assert word_in(question, built_in()) is None


@pytest.mark.parametrize(
    "question",
    [
        "Che cosa significa la parola «case»?",
        "qual è il significato della parola case",
        "un sinonimo della parola case",
        "What does the Italian word “case” mean?",
    ],
)
def test_who_asks_for_an_italian_word_hears_what_there_is_instead(question):
    wish = word_in(question, built_in())
    assert wish == ("look_up_word", {"word": "case", "language": "it"})
    with pytest.raises(Unable, match=r"forms of Italian verbs \(“coniuga andare”\), and what English words mean"):
        built_in()["look_up_word"].run(wish.arguments, Desk())


def test_a_column_of_a_table_is_drawn():
    table = Attachment(kind="file", label="week.csv", text="day,temp,rain\nMon,12.5,0\nTue,14,3\nWed,-1,1\n")
    for question, name, values in (
        ("Draw a chart of temp", "temp", [12.5, 14, -1]),
        ("Fai un grafico di rain", "rain", [0, 3, 1]),
        ("Plot these data", "temp", [12.5, 14, -1]),
    ):
        wish = wish_in(question, [table], built_in())
        assert wish == ("plot_data", {"kind": "points", "series": [{"name": name, "values": values}]})
    assert wish_in("Draw a chart of day", [table], built_in()) is None
    endless = Attachment(kind="file", label="a.csv", text="x\n" + "1" * 200_000)
    assert chart_in("Plot x", [endless]) is None


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("file", "list\n[1, 2]"),
        ("variable", "list\n['a', 'b']"),
        ("variable", "list\n[1, 'b']"),
        ("variable", "list\n[True, False]"),
        ("variable", "list\n[1, 2, 3, 4, 5, 6"),
        ("variable", "list\n" + "[" * 3000),
        ("variable", "list\n[1]"),
        ("variable", "list\n5"),
        ("variable", "list\n1+2j"),
        ("variable", "list\n{1: 2, 3: 4}"),
        ("variable", "list\n[1e999, 2]"),
        ("variable", f"list\n{list(range(201))}"),
        ("variable", "mine.list\n__import__('os')"),
    ],
)
def test_what_is_no_whole_list_of_numbers_is_not_drawn(kind, text):
    lent = Attachment(kind=kind, label="x", text=text)
    assert chart_in("Show me these numbers", [lent]) is None
