"""What the string expressions of a module can say, found without running it.

An f-string is a template with one slot for each value. A variable that is set in the same
function from strings alone, or a call of a function that returns strings alone, is no slot: each
thing it can say is a template of its own, so that a sentence built of parts is gathered as the
sentences it can become.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# More ways to say one thing than this, and the variable stays a slot.
_MOST = 24
_DEEPEST = 12
_ENDS = (".", "?", "!")
# These turn values into words; what they make is a value, whichever words they use for it.
_VALUES = ("obligations/law/wording.py", "obligations/law/figures.py")

_SHAPING = ("capitalize", "lower", "title", "removesuffix")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Module:
    """A parsed module: its functions, and what it imports from where."""

    path: Path
    tree: ast.Module
    functions: dict[str, Function] = field(default_factory=dict)
    imports: dict[str, tuple[str, str | None]] = field(default_factory=dict)


@cache
def module(path: Path) -> Module:
    """Parse a module and note what its names stand for."""
    made = Module(path, ast.parse(path.read_text()))
    for one in made.tree.body:
        if isinstance(one, Function):
            made.functions[one.name] = one
    for node in ast.walk(made.tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for name in node.names:
                made.imports[name.asname or name.name] = (node.module, name.name)
    return made


@dataclass(frozen=True)
class Setting:
    """One statement that sets a name or adds to it, and the block of statements it stands in."""

    value: ast.expr
    adds: bool
    block: int


def _settings(body: Sequence[ast.stmt]) -> dict[str, list[Setting]]:
    """Give for each name how it is set, in the order of the statements; not inside functions."""
    found: dict[str, list[Setting]] = {}
    blocks = {id(one): 0 for one in body}
    for node in _within(body):
        for kind in ("body", "orelse", "finalbody"):
            inner = getattr(node, kind, None)
            if isinstance(inner, list):
                blocks |= {id(one): id(inner) for one in inner}
        for name, value in _pairs(node):
            adds = isinstance(node, ast.AugAssign)
            found.setdefault(name, []).append(Setting(value, adds, blocks.get(id(node), -1)))
    return found


def _pairs(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield from _unpacked(target, node.value)
    elif isinstance(node, ast.AnnAssign | ast.AugAssign | ast.NamedExpr) and node.value is not None:
        yield from _unpacked(node.target, node.value)
    elif isinstance(node, ast.For | ast.comprehension):
        yield from _unpacked(node.target, _NOTHING)


def _unpacked(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple):
        given = value.elts if isinstance(value, ast.Tuple) else []
        for index, one in enumerate(target.elts):
            known = len(given) == len(target.elts)
            yield from _unpacked(one, given[index] if known else _NOTHING)


_NOTHING = ast.Constant(None)


def _within(body: Sequence[ast.stmt]) -> Iterator[ast.AST]:
    """Walk statements in the order in which they stand, without the functions among them."""
    for node in body:
        yield from _deep(node)


def _deep(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    if not isinstance(node, Function | ast.ClassDef | ast.Lambda):
        for child in ast.iter_child_nodes(node):
            yield from _deep(child)


class Scope:
    """The names of one function, or of a module outside its functions."""

    def __init__(self, of: Module, function: Function | None = None) -> None:
        self.module = of
        self.function = function
        body = function.body if function else of.tree.body
        self.settings = _settings(body)
        arguments = function.args if function else None
        everything = (
            [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs] if arguments else []
        )
        self.given = {one.arg for one in everything}

    def alternatives(self, node: ast.expr, used: set[int], depth: int = 0) -> list[str] | None:
        """Say everything an expression can say; None where it is no string expression.

        ``used`` collects the ids of the nodes that became parts of an answer.
        """
        inner: set[int] = set()
        found = self._said(node, inner, depth)
        if found is None or len(found) > _MOST:
            return None
        used |= inner
        return list(dict.fromkeys(found))

    def _said(self, node: ast.expr, used: set[int], depth: int) -> list[str] | None:
        said: list[str] | None = None
        if depth > _DEEPEST:
            return said
        match node:
            case ast.Constant(value=str(text)):
                used.add(id(node))
                said = [text.replace("{", "(").replace("}", ")")]
            case ast.JoinedStr():
                used.add(id(node))
                said = self._joined(node, used, depth)
            case ast.IfExp():
                both = [self.alternatives(one, used, depth) for one in (node.body, node.orelse)]
                if None not in both:
                    said = [text for one in both for text in one or ()]
            case ast.BinOp(op=ast.Add()):
                said = self._sum(node, used, depth)
            case ast.Name():
                said = self._named(node.id, used, depth)
            case ast.Call():
                said = self._called(node, used, depth)
        return said

    def _joined(self, node: ast.JoinedStr, used: set[int], depth: int) -> list[str]:
        said = [""]
        names: dict[str, str] = {}
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                parts = None
                if part.format_spec is None and part.conversion == -1:
                    inner: set[int] = set()
                    parts = self.alternatives(part.value, inner, depth + 1)
                    if parts is not None and len(said) * len(parts) <= _MOST:
                        used |= inner
                    else:
                        parts = None
                shown = [_renamed(one, part.value, names) for one in parts] if parts else None
                said = [a + b for a in said for b in shown or [slot(part.value, names)]]
            elif isinstance(part, ast.Constant):
                said = [one + str(part.value) for one in said]
        return said

    def _sum(self, node: ast.BinOp, used: set[int], depth: int) -> list[str] | None:
        left = self.alternatives(node.left, used, depth)
        right = self.alternatives(node.right, used, depth)
        if left is None and right is None:
            return None
        first = left or [slot(node.left, {})]
        return [a + b for a in first for b in right or [slot(node.right, {})]]

    def _named(self, name: str, used: set[int], depth: int) -> list[str] | None:
        if name in self.given:
            return None
        if name not in self.settings:
            return Scope(self.module)._named(name, used, depth) if self.function else None
        every = self.settings[name]
        said: list[str] = []
        try:
            for index, one in enumerate(every):
                # What a statement says of the name itself is what it was before it.
                self.settings[name] = every[:index]
                now = self.alternatives(one.value, used, depth + 1)
                if now is None:
                    return None
                if one.adds:
                    now = [a + b for a in said for b in now]
                goes_on = one.adds or _speaks_of(one.value, name)
                if goes_on and one.block in (0, every[index - 1].block):
                    # A sentence may have left the function before; a beginning has not.
                    said = [text for text in said if text.rstrip().endswith(_ENDS)]
                said = said + now
                if len(said) > _MOST:
                    return None
        finally:
            self.settings[name] = every
        return said or None

    def _called(self, node: ast.Call, used: set[int], depth: int) -> list[str] | None:
        if isinstance(node.func, ast.Name) and node.func.id == "counted":
            return _counted(node, used)
        found = self._function(node.func)
        if found is None:
            return None
        home, function = found
        if home.path.relative_to(ROOT).as_posix() in _VALUES:
            return None
        scope = Scope(home, function)
        said: list[str] = []
        for one in _within(function.body):
            if isinstance(one, ast.Return):
                parts = scope.alternatives(one.value, used, depth + 1) if one.value else None
                if parts is None:
                    return None
                said += parts
        return said or None

    def _function(self, node: ast.expr) -> tuple[Module, Function] | None:
        if isinstance(node, ast.Name):
            if node.id in self.module.functions:
                return self.module, self.module.functions[node.id]
            where = self.module.imports.get(node.id)
            return _found(*where) if where and where[1] else None
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            where = self.module.imports.get(node.value.id)
            return _found(f"{where[0]}.{where[1]}", node.attr) if where else None
        return None


def _speaks_of(node: ast.expr, name: str) -> bool:
    return any(isinstance(one, ast.Name) and one.id == name for one in ast.walk(node))


def _counted(node: ast.Call, used: set[int]) -> list[str] | None:
    """Give both forms of a number with its noun, as ``services.counting.counted`` writes them."""
    nouns = [one for one in node.args[1:] if isinstance(one, ast.Constant)]
    if not nouns or len(nouns) != len(node.args) - 1:
        return None
    used.update(map(id, nouns))
    words = [str(one.value) for one in nouns]
    return [f"{{count}} {one}" for one in (words if len(words) > 1 else (words[0], f"{words[0]}s"))]


def _found(dotted: str, name: str | None) -> tuple[Module, Function] | None:
    path = Path(ROOT, *dotted.split(".")).with_suffix(".py")
    if name is None or not path.exists():
        return None
    home = module(path)
    return (home, home.functions[name]) if name in home.functions else None


def _renamed(text: str, node: ast.expr, names: dict[str, str]) -> str:
    """Rename the slots of a text that becomes part of another one, where that has such slots."""
    source = f"in {ast.unparse(node)}"

    def again(match: re.Match[str]) -> str:
        name = match[1]
        while names.setdefault(name, source) != source:
            name += "_2"
        return f"{{{name}}}"

    return re.sub(r"\{(\w+)\}", again, text)


def slot(node: ast.expr, names: dict[str, str]) -> str:
    """Name the slot of a value after what it holds; another value gets another name."""
    source = ast.unparse(node)
    words = re.findall(r"[A-Za-z_]\w*", _bare(node))
    name = (words[-1] if words else "value").strip("_").lower() or "value"
    while names.setdefault(name, source) != source:
        name += "_2"
    return f"{{{name}}}"


def _bare(node: ast.expr) -> str:
    """Find the words in which an expression says what it holds."""
    inner: ast.expr | None = None
    match node:
        case ast.Call(func=ast.Attribute(value=of, attr=attr)) if attr in _SHAPING:
            inner = of
        case ast.Call():
            inner = node.args[0] if node.args else node.func
        case ast.Subscript(value=of) | ast.BinOp(left=of) | ast.UnaryOp(operand=of):
            inner = of
        case ast.BoolOp():
            inner = node.values[0]
        case ast.GeneratorExp() | ast.ListComp():
            inner = node.generators[0].iter
        case ast.Name() | ast.Attribute():
            return ast.unparse(node)
    return _bare(inner) if inner is not None else "value"
