"""What one statement of Python does, in a sentence."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from ..core.i18n import translate
from .names import kind_of, kinds_in, made_in
from .words import FUNCTIONS, METHODS, MODULES

LONGEST = 60  # characters of code that are shown in a sentence
MOST_NAMES = 8  # of names, parameters, arguments or targets that are shown
MOST_TOLD = 2  # functions that are told of in a line
_CHANGES = {
    ast.Add: "adds {value} to {name}.",
    ast.Sub: "takes {value} away from {name}.",
    ast.Mult: "multiplies {name} by {value}.",
    ast.Div: "divides {name} by {value}.",
}
_BUILT = {
    ast.ListComp: "a list",
    ast.SetComp: "a set",
    ast.DictComp: "a dictionary",
    ast.GeneratorExp: "values one by one",
    ast.List: "a list",
    ast.Set: "a set",
    ast.Dict: "a dictionary",
    ast.Tuple: "a tuple",
}
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def shown(text: str, most: int = LONGEST) -> str:
    """``text`` as code in a line, whatever stands in it."""
    line = " ".join("".join(each if each.isprintable() else " " for each in text).split()).replace("`", "'")
    return f"`{line if len(line) <= most else line[: most - 1] + '…'}`"


def listed(texts: Sequence[str]) -> str:
    """The first of ``texts`` as code, in a row."""
    return ", ".join([*map(shown, texts[:MOST_NAMES]), *("…" for _ in texts[MOST_NAMES : MOST_NAMES + 1])])


class Reader(ast.NodeVisitor):
    """Says what a statement of ``tree`` does, which ``source`` is; each function is told of once.

    Of one that has the name of a function of Python but is their own nothing is told.
    """

    def __init__(self, source: str, tree: ast.Module, lang: str) -> None:
        self._lines = source.encode().splitlines()  # split once: each look would split all of it
        self._lang = lang
        self._kinds = kinds_in(tree)
        self._told = made_in(tree)
        self._last = tree.body[-1] if tree.body else None  # whose value the cell shows
        self._is_print = "print" not in self._told
        self._is_otherwise = False

    def otherwise(self) -> Reader:
        """The same, where the next ``if`` is an ``elif``."""
        self._is_otherwise = True
        return self

    def visit(self, node: ast.AST) -> str:
        said: str = super().visit(node)
        return " ".join([said, *self._on_functions(node)])

    def generic_visit(self, node: ast.AST) -> str:
        return self._say("{code}", code=self._code(node).splitlines()[0] if self._code(node) else "")

    def visit_Import(self, node: ast.Import) -> str:
        return " ".join(map(self._loads, node.names[:MOST_NAMES])) + " …" * (len(node.names) > MOST_NAMES)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> str:
        names = ", ".join(map(self._taken, node.names[:MOST_NAMES])) + ", …" * (len(node.names) > MOST_NAMES)
        module = shown("." * node.level + (node.module or ""))
        return self._say("takes {names} from the module {module}.", names=names, module=module)

    def _taken(self, alias: ast.alias) -> str:
        if alias.asname is None:
            return shown(alias.name)
        return self._say("{name} (here called {called})", name=shown(alias.name), called=shown(alias.asname))

    def visit_Assign(self, node: ast.Assign) -> str:
        name = self._listed(node.targets)
        if all(isinstance(each, (ast.Tuple, ast.List)) for each in node.targets):
            sentence = "gives each of the names {name} a part of {value}, in this order."
            return self._say(sentence, name=name, value=self._shown(node.value))
        return self._kept(name, node.value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> str:
        name = self._shown(node.target)
        return self._kept(name, node.value) if node.value else self._say("says of what kind {name} is.", name=name)

    def visit_AugAssign(self, node: ast.AugAssign) -> str:
        sentence = _CHANGES.get(type(node.op), "changes {name}: {code}.")
        values = {"name": self._shown(node.target), "value": self._shown(node.value), "code": self._shown(node)}
        return self._say(sentence, **values)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
        every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        every += [each for each in (node.args.vararg, node.args.kwarg) if each]
        sentence = "makes the function {name}, which runs only when it is called."
        if every:
            sentence = "makes the function {name}, which runs only when it is called, with {parameters}."
        return self._say(sentence, name=shown(node.name), parameters=listed([each.arg for each in every]))

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_ClassDef(self, node: ast.ClassDef) -> str:
        return self._say("makes the class {name}: a pattern for things of one kind.", name=shown(node.name))

    def visit_Return(self, node: ast.Return) -> str:
        if node.value is None:
            return self._say("ends the function.")
        return self._say("ends the function and gives {value} back.", value=self._shown(node.value))

    def visit_For(self, node: ast.For | ast.AsyncFor) -> str:
        values = {"name": self._shown(node.target), "values": self._shown(node.iter)}
        return self._say("repeats what stands below it for each {name} in {values}.", **values)

    visit_AsyncFor = visit_For

    def visit_While(self, node: ast.While) -> str:
        return self._say("repeats what stands below it as long as this is true: {test}.", test=self._shown(node.test))

    def visit_If(self, node: ast.If) -> str:
        sentence = "does what stands below it only if this is true: {test}."
        if self._is_otherwise:
            sentence = "otherwise, does what stands below it if this is true: {test}."
        self._is_otherwise = False
        return self._say(sentence, test=self._shown(node.test))

    def visit_With(self, node: ast.With | ast.AsyncWith) -> str:
        opened = self._listed([each.context_expr for each in node.items])
        return self._say("opens {what} for what stands below it, and closes it afterwards.", what=opened)

    visit_AsyncWith = visit_With

    def visit_Try(self, node: ast.Try) -> str:
        return self._say("tries what stands below it, ready for an error.")

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> str:
        if node.type is None:
            return self._say("does what stands below it if there was an error.")
        return self._say("does what stands below it on an error of the kind {kind}.", kind=self._shown(node.type))

    def visit_Match(self, node: ast.Match) -> str:
        return self._say("looks which of the cases below fits {value}.", value=self._shown(node.subject))

    def visit_Assert(self, node: ast.Assert) -> str:
        return self._say("stops with an error unless this is true: {test}.", test=self._shown(node.test))

    def visit_Raise(self, node: ast.Raise) -> str:
        what = self._shown(node.exc) if node.exc else shown("raise")
        return self._say("stops with an error of its own: {what}.", what=what)

    def visit_Break(self, node: ast.Break) -> str:
        return self._say("leaves the loop.")

    def visit_Continue(self, node: ast.Continue) -> str:
        return self._say("goes on with the next round of the loop.")

    def visit_Pass(self, node: ast.Pass) -> str:
        return self._say("does nothing; it keeps the place of what may come here.")

    def visit_Delete(self, node: ast.Delete) -> str:
        return self._say("forgets {names}.", names=self._listed(node.targets))

    def visit_Global(self, node: ast.Global | ast.Nonlocal) -> str:
        return self._say("says that these names are those from outside: {names}.", names=listed(node.names))

    visit_Nonlocal = visit_Global

    def visit_Expr(self, node: ast.Expr) -> str:
        value = node.value
        if node is not self._last and isinstance(value, ast.Constant) and isinstance(value.value, str):
            return self._say("a text for whoever reads the code: {text}.", text=shown(value.value))
        if isinstance(value, ast.Call):
            is_print = isinstance(value.func, ast.Name) and value.func.id == "print" and self._is_print
            return self._writes(value) if is_print else self._say("calls {code}.", code=self._shown(value))
        if isinstance(value, ast.Yield) and value.value is not None:
            handed = self._shown(value.value)
            return self._say("hands out {value}, and waits until the next one is asked for.", value=handed)
        if node is not self._last:
            return self._say("works out {code}.", code=self._shown(value))
        return self._say("works out {code}; the last line of a cell shows its value.", code=self._shown(value))

    def _writes(self, call: ast.Call) -> str:
        self._told.add("print")
        what = self._listed(call.args)
        if target := next((each.value for each in call.keywords if each.arg == "file"), None):
            return self._say("writes to {file}: {code}.", file=self._shown(target), code=self._shown(call))
        if call.keywords and not what:
            return self._say("calls {code}.", code=self._shown(call))
        return self._say("writes {what} below the cell.", what=what) if what else self._say("writes an empty line.")

    def _kept(self, name: str, value: ast.expr) -> str:
        """What becomes of a value that gets a name."""
        values = {"name": name, "value": self._shown(value)}
        if isinstance(value, (ast.List, ast.Set, ast.Dict, ast.Tuple)):
            built = translate(_BUILT[type(value)], self._lang)
            return self._say("makes {built}, {value}, with the name {name}.", built=built, **values)
        if isinstance(value, _COMPREHENSIONS):
            return self._comprehension(name, value)
        if isinstance(value, ast.Lambda):
            return self._say("makes a small function with the name {name}: {value}.", **values)
        if isinstance(value, ast.Constant):
            return self._say("gives the value {value} the name {name}.", **values)
        return self._say("works out {value} and gives the result the name {name}.", **values)

    def _comprehension(self, name: str, value: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> str:
        first, built = value.generators[0], translate(_BUILT[type(value)], self._lang)
        parts = [value.key, value.value] if isinstance(value, ast.DictComp) else [value.elt]
        said = self._say(
            "makes {built} with the name {name}: {item} for each {each} in {values}.",
            built=built, name=name, each=self._shown(first.target), values=self._shown(first.iter),
            item=shown(": ".join(map(self._code, parts))),
        )  # fmt: skip
        tests = self._listed(first.ifs)
        return f"{said} {self._say('Only those count for which this is true: {test}.', test=tests)}" if tests else said

    def _loads(self, alias: ast.alias) -> str:
        called = f" {self._say('Here it is called {name}.', name=shown(alias.asname))}" if alias.asname else ""
        about = MODULES.get(alias.name.partition(".")[0])
        if about is None:
            return self._say("loads the module {module}.", module=shown(alias.name)) + called
        about = translate(about, self._lang)
        return self._say("loads the module {module}, for {about}.", module=shown(alias.name), about=about) + called

    def _on_functions(self, node: ast.AST) -> Iterator[str]:
        """A sentence on each function that is called in the line of ``node`` and was not told of yet."""
        found = 0
        for call in _calls_in(node):
            name, does = self._meaning(call.func)
            if does and name not in self._told and found < MOST_TOLD:
                found += 1
                self._told.add(name)
                yield self._say("{name} {does}.", name=shown(name.lstrip(".")), does=translate(does, self._lang))

    def _meaning(self, function: ast.expr) -> tuple[str, str]:
        """The name of a function and what it does: of a method only where it is sure whose it is."""
        if isinstance(function, ast.Attribute):
            kind = kind_of(function.value, self._kinds)
            return f".{function.attr}", METHODS.get(kind, {}).get(function.attr, "")
        name = function.id if isinstance(function, ast.Name) else ""
        return name, FUNCTIONS.get(name, "")

    def _say(self, sentence: str, **values: object) -> str:
        return translate(sentence, self._lang, **values)

    def _shown(self, node: ast.AST) -> str:
        return shown(self._code(node))

    def _listed(self, nodes: Sequence[ast.expr]) -> str:
        return listed([self._code(each) for each in nodes[: MOST_NAMES + 1]])

    def _code(self, node: ast.AST) -> str:
        """What stands in the source where a statement or an expression is; columns are counted in bytes."""
        first, last = node.lineno - 1, node.end_lineno  # type: ignore[attr-defined]
        lines = self._lines[first:last]
        lines[-1] = lines[-1][: node.end_col_offset]  # type: ignore[attr-defined]
        lines[0] = lines[0][node.col_offset :]  # type: ignore[attr-defined]
        return b"\n".join(lines).decode()


def _calls_in(node: ast.AST) -> Iterator[ast.Call]:
    """The calls in a statement itself, not in the statements below it, in the order of the code."""
    left: list[ast.AST] = [node]
    while left:
        each = left.pop(0)
        if isinstance(each, ast.Call):
            yield each
        below = (ast.stmt, ast.ExceptHandler, ast.match_case)
        left += [child for child in ast.iter_child_nodes(each) if not isinstance(child, below)]
