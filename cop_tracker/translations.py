"""Message files: gather the marked strings, say what is missing, compile for gettext.

Everything is done with Babel, so that no system's gettext is needed. Sources are the templates and
modules of the product, and the phrases that it stores or computes in English (``phrases``); files
are ``cop_tracker/locale/<language>/LC_MESSAGES/django.po``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po
from django.utils.translation import template

from cop_tracker import languages, phrases
from obligations.phrasebook import shown

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = languages.TRANSLATED
_SOURCES = ("cop_tracker", "obligations", "providers", "templates")
_KEYWORDS: dict[str, Any] = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""
# No line breaks between a number and its per cent sign, nor, in French, before marks that a space
# stands before, nor inside its quotation marks.
_BOUND = re.compile(r" (?=%%?(?:[\s<).,;:]|$))")
_BOUND_IN_FRENCH = re.compile(rf"(?<=«) | (?=[;:!?»](?:[\s<).,»]|$))|{_BOUND.pattern}")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def po_path(language: str) -> Path:
    """Name the message file of a language."""
    return Path(ROOT, "cop_tracker/locale", language, "LC_MESSAGES/django.po")


def marked() -> Catalog:
    """Gather every marked string of the sources, and every phrase."""
    found = Catalog(charset="utf-8")
    for path in _files():
        name = path.relative_to(ROOT).as_posix()
        for message, context in _strings(path):
            found.add(message, locations=[(name, 0)], context=context)
    for name, phrase in phrases.gathered():
        found.add(phrase, locations=[(name, 0)])
    return found


def _files() -> Iterator[Path]:
    for folder in _SOURCES:
        for path in sorted(Path(ROOT, folder).rglob("*")):
            if path.suffix in (".py", ".html", ".txt") and "migrations" not in path.parts:
                yield path


def _strings(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    source = path.read_text()
    if path.suffix == ".py":
        yield from _python(source)
        return
    # Django turns a template into lines that hold nothing but calls of gettext.
    for line in template.templatize(source, origin=str(path)).splitlines():
        if "gettext" in line or "_(" in line:
            yield from _python(line.strip())


def _python(source: str) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    keywords: Any = dict.fromkeys(_KEYWORDS)
    for _, function, given, _ in extract_python(BytesIO(source.encode()), keywords, [], {}):
        spec: tuple[Any, ...] = _KEYWORDS[str(function)] or (1,)
        texts: list[Any] = list(given) if isinstance(given, tuple | list) else [given]
        context = next((texts[one[0] - 1] for one in spec if isinstance(one, tuple)), None)
        chosen = [texts[one - 1] for one in spec if isinstance(one, int) and one <= len(texts)]
        if all(isinstance(one, str) and one for one in chosen):
            yield (tuple(chosen) if len(chosen) > 1 else chosen[0]), context


def read(language: str) -> Catalog:
    """Read the message file of a language; an empty one where there is none yet.

    A file keeps the plural rule it states; one that is begun takes the rule of the Unicode CLDR.
    """
    path = po_path(language)
    if not path.exists():
        rule = get_plural(language)
        plurals = f"nplurals={rule.num_plurals}; plural={rule.plural_expr};"
        header = _HEADER.format(language=language, plurals=plurals).encode()
        return read_po(BytesIO(header), locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def update(language: str) -> tuple[int, int]:
    """Bring a message file up to date; answer how many strings it has and how many lack words."""
    known = read(language)
    known.update(marked(), no_fuzzy_matching=True)
    known.obsolete.clear()
    path = po_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        # A header of our own: dates in it would change the file without a change.
        header = _HEADER.format(language=language, plurals=known.plural_forms)
        file.write(header.encode())
        write_po(file, known, width=100, include_lineno=False, sort_output=True, omit_header=True)
    return len(known), sum(1 for one in known if one.id and not _is_complete(one))


def write_template(path: Path) -> int:
    """Write every marked string without words, for translators' tools; answer how many."""
    found = marked()
    with path.open("wb") as file:
        plurals = "nplurals=INTEGER; plural=EXPRESSION;"
        file.write(_HEADER.format(language="", plurals=plurals).encode())
        write_po(file, found, width=100, include_lineno=False, sort_output=True, omit_header=True)
    return len(found)


def problems(language: str) -> list[str]:
    """Say in sentences what is wrong with a message file: missing, untranslated, left over."""
    wanted, known = marked(), read(language)
    ids = {(one.id, one.context) for one in wanted if one.id}
    have = {(one.id, one.context): one for one in known if one.id}
    found = [f"missing: {one}" for one, _ in sorted(ids - have.keys(), key=str)]
    found += [f"left over: {one}" for one, _ in sorted(have.keys() - ids, key=str)]
    for key in sorted(ids & have.keys(), key=str):
        if not _is_complete(have[key]):
            found.append(f"not translated: {key[0]}")
        elif not _keeps_placeholders(have[key]):
            found.append(f"other placeholders: {key[0]}")
    return found


def _is_complete(message: Message) -> bool:
    return all(_texts(message.string)) and not message.fuzzy


def _keeps_placeholders(message: Message) -> bool:
    texts = _texts(message.string)
    allowed = set(_PLACEHOLDER.findall(_texts(message.id)[-1]))
    # A singular may leave its number out; nothing may name what is not there.
    return all(set(_PLACEHOLDER.findall(one)) <= allowed for one in texts) and (
        set(_PLACEHOLDER.findall(texts[-1])) == allowed
    )


def _texts(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, tuple | list) else [str(value or "")]


def build(target: Path) -> list[Path]:
    """Compile every message file and phrasebook into ``target``; answer the message files."""
    written = []
    for language in LANGUAGES:
        path = target / language / "LC_MESSAGES" / "django.mo"
        path.parent.mkdir(parents=True, exist_ok=True)
        known = _typeset(read(language), language)
        unfinished = path.with_suffix(".part")
        with unfinished.open("wb") as file:
            write_mo(file, known)
        unfinished.replace(path)
        written.append(path)
        book = path.with_name(shown.FILE)
        unfinished = book.with_suffix(".part")
        unfinished.write_text(json.dumps(_phrases(known), ensure_ascii=False))
        unfinished.replace(book)
    return written


def _typeset(known: Catalog, language: str) -> Catalog:
    """Bind what a language keeps on one line, so that translators type plain spaces."""
    bound = _BOUND_IN_FRENCH if language == "fr" else _BOUND
    for one in known:
        texts = [bound.sub("\u00a0", text) for text in _texts(one.string)]
        one.string = tuple(texts) if isinstance(one.string, tuple | list) else texts[0]
    return known


def _phrases(known: Catalog) -> dict[str, str]:
    """Give the words of the phrases, of which the file says where each comes from."""
    return {
        str(one.id): str(one.string)
        for one in known
        if isinstance(one.id, str) and one.id and one.string and not one.context
        if any(phrases.is_source(file) for file, _ in one.locations)
    }
