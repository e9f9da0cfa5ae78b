"""What is exported can be read: the same answers come back out of the Word file."""

from __future__ import annotations

import io
import uuid
from datetime import date

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as any_

from obligations.documents import answers
from obligations.documents.controls import MISSING
from obligations.documents.exports import renditions
from obligations.documents.imports import files
from obligations.documents.imports.own import WITHOUT
from obligations.documents.imports.reading import State
from obligations.documents.models import Document, DocumentVersion
from obligations.documents.outlines import Item, Kind, outline
from providers.errors import InvalidInput
from providers.models import AIModel, Provider
from tests.factories.providers import NOW

KIND = outline("model-documentation")
# XML cannot hold U+FFFE and U+FFFF; an export writes U+FFFD for them.
ALPHABET = any_.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
LETTERS = any_.text(ALPHABET, min_size=1, max_size=40)
PROSE = any_.lists(
    any_.text(any_.one_of(ALPHABET, any_.just("\t"), any_.just("☑")), max_size=60),
    min_size=1,
    max_size=5,
).map("\n".join)
NUMBERS = any_.from_regex(r"\A[1-9][0-9]{0,8}(\.[0-9]{1,6})?(e[1-9][0-9]?)?\Z")


KINDS = {
    Kind.NUMBER: lambda _: NUMBERS,
    Kind.DAY: lambda _: any_.dates(date(1950, 1, 1), date(2090, 1, 1)).map(date.isoformat),
    Kind.CHOICE: lambda item: any_.sampled_from(sorted(item.options)),
    Kind.CHOICES: lambda item: any_.sets(any_.sampled_from(sorted(item.options)), min_size=1).map(
        sorted
    ),
    Kind.LIST: lambda _: any_.lists(LETTERS, min_size=1, max_size=4),
    Kind.LINK: lambda _: any_.just("https://example.org/where?a=1&b=%20#c"),
    Kind.TEXT: lambda _: PROSE,
}


def values(item: Item):
    """Values of any shape that an item's answer may have."""
    if item.kind is Kind.TABLE:
        row = any_.fixed_dictionaries({one.key: values(one) for one in item.columns})
        return any_.lists(row, min_size=1, max_size=3)
    return KINDS[item.kind](item)


@any_.composite
def contents(draw):
    """Answers to any of the items, as they would be saved."""
    found = {}
    for item in KIND.items():
        kind = draw(any_.sampled_from(("filled", "secret", *WITHOUT, "missing")))
        raw = {"state": "filled", "value": draw(values(item))}
        if kind in WITHOUT:
            raw = {"state": kind, "reason": draw(PROSE)}
        elif kind == "secret":
            raw |= {"secret": True}
        try:
            answer = answers.checked(item, None if kind == "missing" else raw)
        except InvalidInput:
            continue
        # Words that say what an export says of a missing answer, or of one that does not apply.
        if answer and not str(answer.get("value", "")).startswith((MISSING, *WITHOUT.values())):
            found[item.key] = answer
    return found


def version_of(content) -> DocumentVersion:
    provider = Provider(id=uuid.uuid4(), name="Example AI & Söhne")
    model = AIModel(id=uuid.uuid4(), provider=provider, name="Model <1>")
    document = Document(provider=provider, ai_model=model, kind=KIND.kind)
    return DocumentVersion(document=document, number=1, content=content, made_at=NOW)


# Shrinking a whole form would take longer than reading the one that failed.
@settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(contents())
def test_every_answer_comes_back_as_it_was(content):
    if not content:
        return
    made = renditions.rendition(version_of(content), KIND, renditions.OWN)
    found = files.read(io.BytesIO(renditions.written(made, "docx")), KIND)

    assert {one.key: one.answer for one in found if one.answer is not None} == content
    assert all(one.state is not State.UNCLEAR for one in found)


def test_a_recipients_file_gives_back_what_was_theirs_and_leaves_the_rest():
    content = {
        "architecture": {"state": "filled", "value": "A transformer."},
        "compute": {"state": "filled", "value": "2.4e25", "secret": True},
    }
    made = renditions.rendition(version_of(content), KIND, "downstream")
    found = {one.key: one for one in files.read(io.BytesIO(renditions.written(made, "docx")), KIND)}

    assert found["architecture"].answer == content["architecture"]
    assert found["compute"].state is State.NOT_FOUND
    assert found["systems"].state is State.EMPTY
