"""What forms of evidence bring: read, recorded, and files held where the rest was refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils import timezone

from obligations.forms.evidence import NEW_PIECE, NEW_VERSION, WithFiles
from obligations.models import Duty, Evidence, EvidenceVersion
from obligations.queries import uploads as queries
from obligations.services import evidence, uploads
from obligations.storage import IncomingFile
from providers.actors import Actor
from providers.middleware import ActorRequest
from providers.models import Provider


def new_piece(request: ActorRequest, kind: str, **more: Any) -> forms.Form:
    """Read a form for a new piece."""
    return NEW_PIECE[kind](**_given(request, kind), **more)


def new_version(request: ActorRequest, kind: str) -> forms.Form:
    """Read a form for a newer version."""
    return NEW_VERSION[kind](**_given(request, kind))


def record(kind: str, form: forms.Form, *, duties: Sequence[Duty], by: Actor) -> list[Evidence]:
    """Record what a valid form holds for the duties, and those it names besides."""
    now = timezone.now()
    given = _content(form, by)
    given["duties"] = [*duties, *given.pop("also_for", ())]
    if kind == "file":
        return [one.evidence for one in evidence.attach_files(**given, by=by, now=now)]
    add = evidence.add_link if kind == "link" else evidence.add_statement
    return [add(**given, by=by, now=now).evidence]


def record_version(form: forms.Form, *, piece: Evidence, by: Actor) -> EvidenceVersion:
    """Record what a valid form holds as a newer version of a piece."""
    given = _content(form, by)
    files = given.pop("uploads", ())
    upload = files[0] if files else None
    return evidence.add_version(evidence=piece, upload=upload, by=by, now=timezone.now(), **given)


def files(form: WithFiles, *, by: Actor) -> list[IncomingFile]:
    """Give the files of a valid form, and those that were sent before it."""
    ids = [one.pk for one in form.cleaned_data["uploads"]]
    return [*form.cleaned_data["file"], *uploads.arrived_files(ids, by=by, now=timezone.now())]


def hold_files(form: forms.Form, *, provider: Provider, by: Actor) -> None:
    """Keep the files of a refused form on the server, so that none has to be chosen again.

    Where one cannot be kept, the form says so at ``file``.
    """
    if not isinstance(form, WithFiles):
        return
    held = uploads.hold(
        cast("list[IncomingFile]", form.files.getlist("file")),
        provider=provider,
        by=by,
        now=timezone.now(),
    )
    form.keep(held.uploads)
    # The service that refused the form may have met the same.
    said = {str(told) for errors in form.errors.values() for told in errors}
    for refusal in held.refusals:
        if refusal.message not in said:
            form.add_error("file", refusal.message)


def _given(request: ActorRequest, kind: str) -> dict[str, Any]:
    given: dict[str, Any] = {"data": request.POST, "files": request.FILES}
    if kind == "file":
        given["sent"] = queries.waiting(request.actor, now=timezone.now())
    return given | {"auto_id": f"id_{kind}_%s"}


def _content(form: forms.Form, by: Actor) -> dict[str, Any]:
    """Name the content of a form as the services do."""
    given = dict(form.cleaned_data)
    if isinstance(form, WithFiles):
        given["uploads"] = files(form, by=by)
        del given["file"]
    return given
