"""What the tests of requests begin with."""

from __future__ import annotations

from obligations.requests.services import answers, asking, requests
from obligations.requests.services.answers import Said
from obligations.requests.services.asking import Question
from obligations.requests.services.requests import Asked
from tests.factories import providers as make
from tests.factories.providers import NOW

TODAY = NOW.date()
SAID = {"asker": "downstream", "asked_by": "Integrator GmbH", "asks": "The documentation."}


def record(ai_model, by, **said):
    asked = Asked(**{"received_on": TODAY} | SAID | said)
    return requests.record(
        provider=ai_model.provider, ai_model=ai_model, asked=asked, by=by, now=NOW
    )


def sign(provider, *chapters):
    days = dict.fromkeys(chapters, "2025-08-01")
    make.make_fact(provider, "code-signature", chapters=days)


def answer(request, by, *, revision=1, files=(), **said):
    given = {
        "answered_on": TODAY,
        "given": "The form, version 3.",
        "channel": "E-mail",
        "is_final": True,
    }
    return answers.answer(
        request=request, said=Said(**given | said), files=files, revision=revision, by=by, now=NOW
    )


def asked_here(provider, by, due_on):
    """A request that the AI Office made here, to be answered by a day."""
    question = Question(asks="How?", basis="aia-91", purpose="To check.", due_on=due_on)
    return asking.ask(provider=provider, question=question, by=by, now=NOW)
