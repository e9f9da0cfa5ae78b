"""Gathers the sentences that modules build, as templates with ``{slots}`` for their values."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from cop_tracker.phrases.evaluation import ROOT, Function, Module, Scope, module
from obligations.phrasebook import citations, sentences

_SLOT = re.compile(r"\{\w+\}")
_LEADING = re.compile(r"^(?:\{\w+\} +)+(?=[A-Z][a-z]|[A-Z] |\{)")
_WORDS = re.compile(r"[A-Za-z]{2,}")
_WORD = re.compile(r"[A-Z][a-z-]+[.:?]?")
# Said to programmers, never to people.
_INTERNAL = frozenset({"ValueError", "TypeError", "KeyError", "LookupError", "RuntimeError"})
_MARKED = frozenset(
    ("_", "gettext", "gettext_lazy", "ngettext", "pgettext", "ngettext_lazy", "compile", "strftime")
)
_CODES = frozenset(("cite", "path", "key", "kind", "code"))
_UNSAID = frozenset(("CITE", "ACT", "__slots__", "__all__", "_MONTHS", "_WEEKDAYS"))


def said(path: Path, keywords: frozenset[str] = frozenset()) -> Iterator[str]:
    """Give every sentence a module can say; with keywords, only what is given to those."""
    of = module(path)
    used: set[int] = set()
    found: list[tuple[ast.expr, list[str]]] = []
    for node, scope in _expressions(of, keywords):
        inner: set[int] = set()
        texts = scope.alternatives(node, inner)
        if texts is None and isinstance(node, ast.JoinedStr):
            continue
        used |= inner - {id(node)}
        found.append((node, texts or []))
    for node, texts in found:
        if id(node) not in used:
            for text in texts:
                yield from _sentences(text)


def _sentences(text: str) -> Iterator[str]:
    for sentence, _ in sentences.split(text.strip()):
        own = _LEADING.sub("", sentence)  # What stands before a sentence is another one.
        if _is_for_people(_SLOT.sub("", own)):
            yield own


def _is_for_people(sentence: str) -> bool:
    """Tell words for people from keys, codes, citations and the like."""
    if citations.is_citation(sentence) or not _WORDS.search(sentence):
        return False
    return (" " in sentence and not sentence.isupper()) or _WORD.fullmatch(sentence) is not None


def _expressions(of: Module, keywords: frozenset[str]) -> Iterator[tuple[ast.expr, Scope]]:
    """Give every outermost string expression with the scope it stands in."""
    yield from _walk(of.tree, Scope(of), of, keywords, chosen=not keywords)


def _walk(
    node: ast.AST, scope: Scope, of: Module, keywords: frozenset[str], *, chosen: bool
) -> Iterator[tuple[ast.expr, Scope]]:
    for child in ast.iter_child_nodes(node):
        if _is_left_out(node, child):
            continue
        inner = Scope(of, child) if isinstance(child, Function) else scope
        takes = chosen or (isinstance(child, ast.keyword) and child.arg in keywords)
        if takes and isinstance(child, ast.Constant | ast.JoinedStr | ast.BinOp):
            yield child, inner
        if takes and isinstance(child, ast.Name) and _is_handed_on(node, child):
            yield child, inner
        if takes and keywords and isinstance(child, ast.Call | ast.IfExp):
            yield child, inner
        if isinstance(child, ast.JoinedStr):
            for part in child.values:
                if isinstance(part, ast.FormattedValue):
                    yield from _walk(part, inner, of, keywords, chosen=takes)
            continue
        yield from _walk(child, inner, of, keywords, chosen=takes)


def _is_handed_on(node: ast.AST, child: ast.Name) -> bool:
    """Tell a variable that leaves the function as it is from one that is set or part of more."""
    return isinstance(child.ctx, ast.Load) and isinstance(
        node, ast.Return | ast.Call | ast.keyword | ast.Tuple | ast.List | ast.Dict
    )


def _is_left_out(node: ast.AST, child: ast.AST) -> bool:
    """Tell what is said to nobody: docstrings, annotations, keys, and errors of programming."""
    return _is_no_value(node, child) or _is_apart(child)


def _is_no_value(node: ast.AST, child: ast.AST) -> bool:
    if isinstance(node, ast.AnnAssign | ast.arg | Function):
        kinds = ("annotation", "returns")
        decorators = getattr(node, "decorator_list", ())
        return child in decorators or any(child is getattr(node, one, None) for one in kinds)
    if isinstance(node, ast.Subscript):
        return child is node.slice and isinstance(child, ast.Constant)
    if isinstance(node, ast.Assign) and isinstance(child, ast.expr):
        return bool({one.id for one in node.targets if isinstance(one, ast.Name)} & _UNSAID)
    return isinstance(node, ast.Compare)


def _is_apart(child: ast.AST) -> bool:
    match child:
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.keyword(arg=name):
            return name in _CODES
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in _MARKED
        case ast.Raise(exc=ast.Call(func=ast.Name(id=name))):
            return name in _INTERNAL
    return False


def spoken(names: tuple[str, ...]) -> Iterator[Path]:
    """Give the modules of files and folders named from the root."""
    for name in names:
        path = ROOT / name
        yield from sorted(path.rglob("*.py")) if path.is_dir() else (path,)
