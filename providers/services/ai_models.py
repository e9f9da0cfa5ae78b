"""Register models, describe them, and add their versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypedDict, Unpack, cast

from django.utils.translation import gettext as _

from providers import kinds, permissions, text
from providers.actors import Actor
from providers.errors import Conflict, InvalidInput, Problems
from providers.models import AIModel, Fact, ModelVersion, Provider
from providers.services import audit, revisions
from providers.services import facts as recording
from providers.services.facts import NewFact

EARLIEST_RELEASE = date(2010, 1, 1)
LATEST_RELEASE = date(2100, 12, 31)
# What the version is called that was released before anybody gave it a label.
FIRST_VERSION = "First release"


class NameTaken(Conflict):
    """The provider has a model, or the model a version, of this name already."""


class Description(TypedDict, total=False):
    """What is said of a model beside its facts; what is left out stays as it is."""

    name: str
    description: str
    base_model: AIModel | None
    base_model_name: str
    source: str


@dataclass(frozen=True)
class Registered:
    """A new model, the facts recorded with it, and what is owed because of them."""

    ai_model: AIModel
    facts: tuple[Fact, ...] = ()
    changes: Any = None


def register(
    *,
    provider: Provider,
    name: str,
    description: str = "",
    base_model: AIModel | None = None,
    base_model_name: str = "",
    source: str = "",
    version: str = "",
    released_on: date | None = None,
    facts: Sequence[NewFact] = (),
    by: Actor,
    now: datetime,
) -> Registered:
    """Register a model with the facts known of it, and answer what is owed because of them.

    Its first version is added where its label or the day of its release is given. Raises
    NotPermitted, InvalidInput with every field at fault (those of facts with their kind,
    such as ``compute.training_compute_flop``), or NameTaken.
    """
    permissions.check_register_model(by, provider)
    problems = Problems()
    with problems.gathered():
        said = clean(
            provider,
            name=name,
            description=description,
            base_model=base_model,
            base_model_name=base_model_name,
            source=source,
        )
    with problems.gathered():
        known = recording.clean_all(facts, subject=kinds.Subject.MODEL, now=now)
    problems.raise_any()
    with audit.turn(provider):
        _check_name_free(provider, said["name"])
        ai_model = AIModel(provider=provider, created_at=now, **said)
        add_all([ai_model], by=by, now=now)
        about = [recording.About(ai_model, known)]
        rows = recording.add_all(provider=provider, subjects=about, by=by, now=now)
        if version.strip() or released_on is not None:
            label = version.strip() or FIRST_VERSION
            add_version(ai_model=ai_model, label=label, released_on=released_on, by=by, now=now)
        changes = recording.announce(provider=provider, ai_model=ai_model, by=by, now=now)
        return Registered(ai_model, rows, changes)


def clean(provider: Provider, /, **said: Unpack[Description]) -> Description:
    """Return a description in its stored form, or raise InvalidInput with every field at fault."""
    problems = Problems()
    cleaned: dict[str, Any] = {}
    for field, value in said.items():
        with problems.gathered():
            cleaned[field] = _clean_field(provider, field, value)
    problems.raise_any()
    return cast("Description", cleaned)


def _clean_field(provider: Provider, field: str, value: Any) -> Any:
    match field:
        case "name":
            return text.name(value, field=field)
        case "base_model":
            return _clean_base(provider, value)
        case "base_model_name":
            return text.name(value, field=field) if value.strip() else ""
        case "description" | "source":
            return text.prose(value, field=field)
    raise InvalidInput(_("A model has no such field."), field=field)


def _clean_base(provider: Provider, base_model: AIModel | None) -> AIModel | None:
    if base_model is not None and base_model.provider_id != provider.pk:
        raise InvalidInput(
            _("The base model belongs to another provider; give its name instead."),
            field="base_model",
        )
    return base_model


def add_all(rows: Sequence[AIModel], *, by: Actor, now: datetime) -> None:
    """Write models of one provider, made from descriptions that were cleaned, with their events.

    In the caller's turn, in one statement however many there are. Raises IntegrityError for a name
    that is taken, so look first.
    """
    AIModel.objects.bulk_create(rows, batch_size=500)
    for ai_model in rows:
        said = {field: getattr(ai_model, field) for field in Description.__annotations__}
        audit.tell(action="model.registered", about=ai_model, by=by, at=now, detail=_told(said))


def _check_name_free(provider: Provider, name: str, *, besides: AIModel | None = None) -> None:
    others = AIModel.objects.filter(provider=provider, name=name)
    if others.exclude(pk=besides.pk if besides else None).exists():
        raise NameTaken(
            _(
                "There is a model named “{name}” already; a new version of it is not a new model."
            ).format(name=name),
            field="name",
        )


def _told(said: Mapping[str, Any]) -> dict[str, Any]:
    return {
        field: value.pk if isinstance(value, AIModel) else value for field, value in said.items()
    }


def update(
    *,
    ai_model: AIModel,
    revision: int,
    by: Actor,
    now: datetime,
    **said: Unpack[Description],
) -> AIModel:
    """Change what is said of a model; what is left out stays.

    Raises NotPermitted, InvalidInput, NameTaken, or StaleRevision if someone wrote after
    ``revision`` was read.
    """
    permissions.check_edit_model(by, ai_model)
    cleaned = clean(ai_model.provider, **said)
    if not cleaned:
        raise InvalidInput(_("Name at least one field to change."))
    with audit.change(action="model.described", about=ai_model, by=by, at=now) as event:
        before = AIModel.objects.select_related("base_model").get(pk=ai_model.pk)
        _check_descent(before, cleaned.get("base_model"))
        _check_name_free(ai_model.provider, cleaned.get("name", before.name), besides=ai_model)
        revisions.claim(ai_model, revision=revision, **cleaned)
        event.detail |= {
            "before": _told({field: getattr(before, field) for field in cleaned}),
            "after": _told(cleaned),
        }
    return ai_model


def _check_descent(ai_model: AIModel, base_model: AIModel | None) -> None:
    parents = dict(
        AIModel.objects.filter(provider=ai_model.provider).values_list("pk", "base_model")
    )
    ancestor = base_model.pk if base_model else None
    while ancestor is not None:
        if ancestor == ai_model.pk:
            raise InvalidInput(
                _("This model would descend from itself. Choose another base model."),
                field="base_model",
            )
        ancestor = parents.get(ancestor)


def add_version(
    *,
    ai_model: AIModel,
    label: str,
    released_on: date | None = None,
    note: str = "",
    by: Actor,
    now: datetime,
) -> ModelVersion:
    """Add a version; it is the same model in law, for its whole lifecycle (Guidelines, para. 22).

    Raises NotPermitted, InvalidInput or NameTaken.
    """
    permissions.check_edit_model(by, ai_model)
    problems = Problems()
    with problems.gathered():
        label = text.name(label, field="label", limit=100)
    with problems.gathered():
        note = text.prose(note, field="note")
    with problems.gathered():
        _check_release(released_on)
    problems.raise_any()
    version = ModelVersion(
        provider=ai_model.provider,
        ai_model=ai_model,
        label=label,
        released_on=released_on,
        note=note,
        created_at=now,
    )
    with audit.change(action="version.added", about=ai_model, by=by, at=now) as event:
        if ModelVersion.objects.filter(ai_model=ai_model, label=label).exists():
            raise NameTaken(
                _("There is a version “{label}” already.").format(label=label), field="label"
            )
        version.save(force_insert=True)
        event.detail |= {"version": version.pk, "label": label, "released_on": released_on}
    return version


def _check_release(released_on: date | None) -> None:
    if released_on is not None and not EARLIEST_RELEASE <= released_on <= LATEST_RELEASE:
        raise InvalidInput(
            _("Give a date from {earliest_release} to {latest_release}.").format(
                earliest_release=EARLIEST_RELEASE, latest_release=LATEST_RELEASE
            ),
            field="released_on",
        )
