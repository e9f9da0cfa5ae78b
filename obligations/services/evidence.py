"""Record evidence: pieces, their versions, never overwritten, and the duties they speak for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from obligations import permissions
from obligations.models import Duty, Evidence, EvidenceLink, EvidenceVersion
from obligations.models.redactions import Redaction
from obligations.queries import evidence as queries
from obligations.services import contents, keeping, standing, versions
from obligations.services.contents import Content, Particulars
from obligations.services.steps import NotAllowedNow
from obligations.storage import IncomingFile
from providers import text
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.services import audit, revisions


def attach_file(
    *,
    duties: Sequence[Duty],
    upload: IncomingFile,
    title: str = "",
    proves: str = "",
    covers_from: date | None = None,
    covers_to: date | None = None,
    note: str = "",
    redactions: Sequence[Redaction] = (),
    by: Actor,
    now: datetime,
) -> EvidenceVersion:
    """Record a file as a new piece of evidence for one or more duties of one provider.

    Without a title the piece is called by the file's name; ``redactions`` are what was removed from
    it before. Raises NotPermitted, InvalidInput, or
    NotAllowedNow for a duty that has ended; nothing is then recorded and the bytes are removed.
    """
    (version,) = attach_files(
        duties=duties,
        uploads=[upload],
        title=title,
        proves=proves,
        covers_from=covers_from,
        covers_to=covers_to,
        note=note,
        redactions=redactions,
        by=by,
        now=now,
    )
    return version


def attach_files(
    *,
    duties: Sequence[Duty],
    uploads: Sequence[IncomingFile],
    title: str = "",
    proves: str = "",
    covers_from: date | None = None,
    covers_to: date | None = None,
    note: str = "",
    redactions: Sequence[Redaction] = (),
    by: Actor,
    now: datetime,
) -> list[EvidenceVersion]:
    """Record several files at once, each as a piece of its own, all or none of them.

    Of several, each is called by the title and its own name. Raises as ``attach_file`` does;
    InvalidInput tells which file is at fault.
    """
    if not uploads:
        raise InvalidInput(_("Choose a file."), field="file")
    # All are looked at before the first is kept.
    read = contents.of_uploads(uploads)
    said = contents.particulars(
        covers_from=covers_from, covers_to=covers_to, note=note, redactions=redactions
    )
    titled = [
        (f"{title}: {content.file_name}" if title and len(read) > 1 else title, content)
        for content in read
    ]
    return _attach(_found(duties, by), titled, said, proves=proves, by=by, now=now)


def add_link(
    *,
    duties: Sequence[Duty],
    url: str,
    title: str,
    proves: str = "",
    covers_from: date | None = None,
    covers_to: date | None = None,
    note: str = "",
    redactions: Sequence[Redaction] = (),
    by: Actor,
    now: datetime,
) -> EvidenceVersion:
    """Record a web address as a new piece of evidence; raises as ``attach_file`` does."""
    content = contents.of_url(url)
    said = contents.particulars(
        covers_from=covers_from, covers_to=covers_to, note=note, redactions=redactions
    )
    (version,) = _attach(
        _found(duties, by), [(title, content)], said, proves=proves, by=by, now=now
    )
    return version


def add_statement(
    *,
    duties: Sequence[Duty],
    statement: str,
    title: str,
    proves: str = "",
    covers_from: date | None = None,
    covers_to: date | None = None,
    note: str = "",
    redactions: Sequence[Redaction] = (),
    by: Actor,
    now: datetime,
) -> EvidenceVersion:
    """Record a written statement as a new piece of evidence; raises as ``attach_file`` does."""
    content = contents.of_statement(statement)
    said = contents.particulars(
        covers_from=covers_from, covers_to=covers_to, note=note, redactions=redactions
    )
    (version,) = _attach(
        _found(duties, by), [(title, content)], said, proves=proves, by=by, now=now
    )
    return version


def add_version(
    *,
    evidence: Evidence,
    upload: IncomingFile | None = None,
    url: str | None = None,
    statement: str | None = None,
    covers_from: date | None = None,
    covers_to: date | None = None,
    note: str = "",
    redactions: Sequence[Redaction] = (),
    by: Actor,
    now: datetime,
) -> EvidenceVersion:
    """Add a version to a piece; earlier ones stay as they are. Exactly one content is taken."""
    permissions.check_change_evidence(by, evidence)
    content = contents.of_one(upload=upload, url=url, statement=statement)
    said = contents.particulars(
        covers_from=covers_from, covers_to=covers_to, note=note, redactions=redactions
    )
    with audit.change(action="evidence.version-added", about=evidence, by=by, at=now) as event:
        _check_not_withdrawn(evidence)
        version = versions.add(evidence=evidence, content=content, said=said, by=by, now=now)
        event.detail = versions.detail(version)
        _follow_up(evidence, now=now)
    return version


def reword(
    *, evidence: Evidence, title: str, proves: str, revision: int, by: Actor, now: datetime
) -> Evidence:
    """Change what a piece is called and what it is said to prove.

    Submissions keep the words they were made with. Raises Conflict if somebody was faster.
    """
    permissions.check_change_evidence(by, evidence)
    words = {
        "title": text.name(title, field="title", limit=contents.TITLE_LIMIT),
        "proves": text.prose(proves, field="proves"),
    }
    with audit.change(action="evidence.reworded", about=evidence, by=by, at=now, detail=words):
        _check_not_withdrawn(evidence)
        revisions.claim(evidence, revision=revision, **words)
    return evidence


def link(*, evidence: Evidence, duty: Duty, by: Actor, now: datetime) -> EvidenceLink:
    """Let a piece speak for one more duty of its provider."""
    (duty,) = queries.duties_by_id(by, [duty.pk])
    if duty.provider_id != evidence.provider_id:
        raise InvalidInput(_("There is no such evidence."), field="evidence")
    permissions.check_attach(by, duty)
    with audit.change(action="evidence.linked", about=evidence, by=by, at=now) as event:
        _check_not_withdrawn(evidence)
        _check_in_force([duty])
        if evidence.links.filter(duty=duty, unlinked_at=None).exists():
            raise NotAllowedNow(_("This evidence speaks for this duty already."), field="duty")
        made = _write_links(evidence, [duty], by, now)[0]
        event.detail = {"duty": duty.key, "duty_id": duty.pk}
        _follow_up(evidence, now=now)
    return made


def unlink(*, evidence: Evidence, duty: Duty, by: Actor, now: datetime) -> None:
    """Let a piece no longer speak for a duty; what was submitted with it stays as it was."""
    permissions.check_attach(by, duty)
    with audit.change(action="evidence.unlinked", about=evidence, by=by, at=now) as event:
        linked = evidence.links.filter(duty=duty, unlinked_at=None)
        if not linked.update(unlinked_at=now):
            raise NotAllowedNow(_("This evidence does not speak for this duty."), field="duty")
        event.detail = {"duty": duty.key, "duty_id": duty.pk}
        standing.restate(duty, now=now)
        _follow_up(evidence, now=now)


def withdraw(*, evidence: Evidence, because: str, by: Actor, now: datetime) -> None:
    """Withdraw a piece, with a reason; it is kept and shown as withdrawn, and counts no more.

    Raises NotAllowedNow while a submission that holds it awaits a decision.
    """
    permissions.check_change_evidence(by, evidence)
    reason = contents.reason(because, field="because")
    with audit.change(
        action="evidence.withdrawn", about=evidence, by=by, at=now, detail={"because": reason}
    ):
        _check_not_withdrawn(evidence)
        if queries.is_awaiting_decision(evidence):
            raise NotAllowedNow(
                _(
                    "This evidence is part of a submission that awaits a decision. Take the "
                    "submission back first, or wait for the decision."
                )
            )
        revisions.claim(
            evidence, revision=evidence.revision, withdrawn_at=now, withdrawn_because=reason
        )
        _follow_up(evidence, now=now)


def _found(duties: Iterable[Duty], by: Actor) -> list[Duty]:
    """Find the duties again as the actor sees them, and see that evidence may be added to each."""
    found = queries.duties_by_id(by, [duty.pk for duty in duties])
    for duty in found:
        permissions.check_attach(by, duty)
    if any(duty.provider_id != found[0].provider_id for duty in found):
        raise InvalidInput(_("A piece of evidence speaks for one provider."), field="duties")
    return found


def _attach(
    duties: Sequence[Duty],
    titled: Sequence[tuple[str, Content]],
    said: Particulars,
    *,
    proves: str,
    by: Actor,
    now: datetime,
) -> list[EvidenceVersion]:
    """Record each content as a piece of its own; what follows from them is worked out once."""
    claim = text.prose(proves, field="proves")
    provider = duties[0].provider
    pieces = [
        Evidence(
            provider=provider, title=contents.title(title, content), proves=claim, created_at=now
        )
        for title, content in titled
    ]
    with audit.turn(provider):
        _check_in_force(duties)
        made = [
            _record(piece, content, duties, said, by=by, now=now)
            for piece, (_title, content) in zip(pieces, titled, strict=True)
        ]
        _follow_up(*pieces, now=now)
    return made


def _record(
    evidence: Evidence,
    content: Content,
    duties: Sequence[Duty],
    said: Particulars,
    *,
    by: Actor,
    now: datetime,
) -> EvidenceVersion:
    with audit.change(action="evidence.attached", about=evidence, by=by, at=now) as event:
        evidence.save(force_insert=True)
        _write_links(evidence, duties, by, now)
        version = versions.add(evidence=evidence, content=content, said=said, by=by, now=now)
        event.detail = versions.detail(version) | {"duties": [duty.key for duty in duties]}
    return version


def _write_links(
    evidence: Evidence, duties: Iterable[Duty], by: Actor, now: datetime
) -> list[EvidenceLink]:
    return EvidenceLink.objects.bulk_create(
        EvidenceLink(
            provider=evidence.provider,
            evidence=evidence,
            duty=duty,
            linked_at=now,
            linked_by_name=by.name,
        )
        for duty in duties
    )


def _follow_up(*pieces: Evidence, now: datetime) -> None:
    """Bring up to date what follows from a provider's evidence: keeping, and where duties stand."""
    found = [piece.pk for piece in pieces]
    keeping.refresh_pieces(found, provider=pieces[0].provider, now=now)
    links = EvidenceLink.objects.filter(evidence__in=found, unlinked_at=None)
    standing.restate_all(links.values_list("duty_id", flat=True), now=now)


def _check_in_force(duties: Sequence[Duty]) -> None:
    """Look at the duties again, now that nobody else can write for their provider."""
    ended = Duty.objects.filter(pk__in=[duty.pk for duty in duties]).exclude(ended_on=None).first()
    if ended is not None:
        raise NotAllowedNow(
            _("The duty {duty} ended on {day}; evidence is recorded for duties in force.").format(
                duty=ended.key, day=ended.ended_on
            ),
            field="duties",
        )


def _check_not_withdrawn(evidence: Evidence) -> None:
    evidence.refresh_from_db(fields=["latest_number", "withdrawn_at", "revision"])
    if evidence.withdrawn_at is not None:
        raise NotAllowedNow(_("This evidence was withdrawn."))
