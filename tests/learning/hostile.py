"""Answers that nobody should be able to do harm with: too long, too deep, too large, code, and signs that mislead."""

BRACKETS = [each * count for each in ("(", "[", "{", "|", "((", "√(") for count in (39, 60, 900)]
BRACKETS += [
    "(" * 500 + "1" + ")" * 500,
    "sin(" * 300 + "x" + ")" * 300,
    "-" * 900 + "1",
    "+" * 1_500,
    "{" * 9 + "}" * 9,
]
LONG = [
    "1" * 1_000_000,
    "x+" * 500_000,
    "9" * 999,
    "a" * 1_999,
    "1," * 990,
    "1;" * 990,
    "é" * 1_000_000,
    " " * 1_000_000,
]
LARGE = [
    *("9^9^9^9", "10^10^10", "2^(10^9)", "1e999999999", "1e2000^2000", "1e2000*" * 90 + "1e2000", "99999!", "9!!!!!!"),
    *("factorial(10^6)", "factorial(factorial(9))", "binomial(10^9, 5)", "binomial(2000, 1000)^1000", "9^-9^9^9"),
    *("(1/3)^99999", "root(2, 10^9)", "(10^2000)^(1/999)", "exp(exp(exp(9)))", "exp(10^9)", "sinh(10^9)", "tan(pi/2)"),
    *("ln(0)", "log(0)", "log(1, 1)", "1/0", "0^0^-1", "0/0", "1/(√2·√2-2)", "sin(10^100)", "mod(5, 0)", "gcd(0.5, 2)"),
    *("lcm(" + ",".join(str(10**40 + n) for n in range(9)) + ")", "round(pi, 10^9)", "floor(e^200)", "√-1", "√(-4)"),
]
ENDLESS = [
    *("(x+y+z+1)^60", "(a+b+c+d+f+g)^40*(a-b-c-d-f-g)^40", "x^x^x^x^x^x", "(x+1)^9999", "(1+1/x)^10000"),
    *(
        "prod" * 50,
        "sin(" * 38 + "x" + ")" * 38,
        "*".join(f"(x{n}+{n})" for n in range(80)),
        "x!!!!",
        "factorial(x)^999",
    ),
    *("+".join(f"√(x+{n})" for n in range(90)), "(" + "+".join("abcdfghjkl") + ")^50", "e^(e^(e^(e^x)))"),
    *("{" + ",".join(f"√(x+{n})" for n in range(40)) + "}", "{" + ",".join(f"(x+{n})^50" for n in range(40)) + "}"),
]
CODE = [
    *("__import__('os')", "__import__('os').system('touch {trace}')", "open('{trace}', 'w')", "exec('1')", "eval('1')"),
    *("().__class__.__bases__[0].__subclasses__()", "lambda: 0", "x if x else y", "[x for x in (1, 2)]", "print(1)"),
    *(
        "import os; os.remove('x')",
        "os.system('touch {trace}')",
        "sympify('1')",
        "globals()",
        "x.__class__",
        "f'{{1}}'",
    ),
    *("$(touch {trace})", "`touch {trace}`", "; touch {trace}", "<script>alert(1)</script>", "{{7*7}}", "${{7*7}}"),
    *(
        "'; DROP TABLE answers; --",
        "%s%s%s%n",
        "../../etc/passwd",
        "\\input{{/etc/passwd}}",
        "\\write18{{touch {trace}}}",
    ),
]
SIGNS = [
    *(
        "\x00",
        "1\x002",
        "\x1b[2J",
        "\u202e21",
        "1\u200b2\u200d",
        "\ufeff",
        "\ud800",
        "\U000e0001",
        "𝟙𝟚",
        "①",
        "Ⅻ",
        "½½½",
    ),
    *(
        "１２３，４５６",
        "٠١٢٣",
        "௧௨௩",
        "一二三",
        "🙂",
        "🏳️‍🌈" * 50,
        "e\u0301" * 300,
        "a" + "\u0301" * 1_500,
        "ﷺ" * 60,
        "‮)(‬",
    ),
    *(
        "NaN",
        "nan",
        "inf",
        "-inf",
        "Infinity",
        "∞",
        "∞-∞",
        "0·∞",
        "NaN, NaN",
        "[NaN, NaN]",
        "[-∞, ∞]",
        "(∞, -∞)",
        "None",
    ),
]
BOMBS = [
    *("a" * 900 + "!", "1 " * 900, "1 2/" * 400, "'" * 1_500, " '123" * 400, "x = " * 400, "= " * 900, "," * 1_900),
    *(
        "1_000" * 300,
        "and " * 400,
        "or or or or " * 100,
        "{x | " * 300,
        "< " * 900,
        "x<" * 900,
        "1<x<" * 400,
        "[1;2]∪" * 300,
    ),
    *(
        "[1;2]∩" * 300,
        "R\\" * 600,
        "\\{" * 600,
        "±" * 900,
        "{±1,±±±2}",
        "% " * 900,
        "1 h " * 400,
        "the " * 450,
        "-1" * 900,
    ),
    *(
        "5 ± 10^10^10",
        "x_" * 600,
        "²" * 900,
        "1⁻" * 600,
        "°" * 900,
        "€" * 900,
        "1e" * 600,
        "::::",
        "....",
        "0x" + "f" * 900,
    ),
]
HOSTILE = [*BRACKETS, *LONG, *LARGE, *ENDLESS, *CODE, *SIGNS, *BOMBS]
