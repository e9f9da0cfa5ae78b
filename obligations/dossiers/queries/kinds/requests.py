"""Requests of the AI Office, of authorities and of downstream providers, and the answers."""

from __future__ import annotations

from obligations.dossiers.queries.parts import Part
from obligations.dossiers.queries.scope import of_subject, through
from obligations.requests.models import Answer, AnswerFile, Extension, Request

_of_requests = through("request", Request, of_subject)
_NUMBER = {"request_number": "request__number"}

PARTS = (
    Part(
        key="requests",
        title="Requests to answer",
        model=Request,
        reach=of_subject,
        known="recorded_at",
        stated=("made_here_at",),
        later={"withdrawn_on": ("withdrawn_because",), "answered_on": ()},
        since="trail",
    ),
    Part(
        key="extensions",
        title="Extensions of requests",
        model=Extension,
        reach=_of_requests,
        known="recorded_at",
        named=_NUMBER,
    ),
    Part(
        key="answers",
        title="Answers to requests",
        model=Answer,
        reach=_of_requests,
        known="recorded_at",
        named=_NUMBER,
    ),
    Part(
        key="answer_files",
        title="Files given with answers",
        model=AnswerFile,
        reach=through("answer", Answer, _of_requests),
        known="answer__recorded_at",
        named={"file_name": "rendering__file_name", "sha256": "rendering__sha256"},
    ),
)
