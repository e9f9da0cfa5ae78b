"""/packages/{id}/items/ and the like: what is in a package, missing, removed, and served."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.models import Assessment, Deadline, EvidenceVersion, Rendering
from obligations.packages.api.bodies import (
    PackageAnswersIn,
    PackageDeadlineIn,
    PackageGapIn,
    PackageItemIn,
    PackageItemOut,
    PackageLinkOut,
    PackageRedactionIn,
    PackageRedactionOut,
    PackageWholeOut,
)
from obligations.packages.api.packages import Packages
from obligations.packages.models import PackageDeadline, PackageItem, PackageRedaction
from obligations.packages.services import gaps, items, links
from providers.errors import InvalidInput
from providers.rest.parsers import FormParser, StrictJSONParser
from providers.rest.views import Resource

SOURCES: dict[str, tuple[Any, Any]] = {
    "rendering": (Rendering, items.add_rendering),
    "version": (EvidenceVersion, items.add_evidence),
    "assessment": (Assessment, items.add_assessment),
}


class PackageContents(Packages):
    """What is put into one package."""

    parser_classes = [FormParser, StrictJSONParser]

    @extend_schema(
        request={"multipart/form-data": PackageItemIn, "application/json": PackageItemIn},
        responses={201: PackageItemOut},
    )
    def add_item(self, request: Request, pk: str) -> Response:
        """Put in a rendering, a version of evidence, a submitted assessment, or a file."""
        package = self.found()
        given = self.body(PackageItemIn)
        common = {
            "package": package,
            "answers": given.get("answers", []),
            "by": self.actor,
            "now": timezone.now(),
        }
        if "file" in given:
            made = items.add_file(upload=given["file"], title=given.get("title", ""), **common)
        else:
            (name,) = SOURCES.keys() & given.keys()
            model, add = SOURCES[name]
            made = add(**{name: self._source(model, name, given[name])}, **common)
        return Response(PackageItemOut(made).data, status=201)

    def _source(self, model: Any, name: str, pk: UUID) -> Any:
        mine = model.objects.visible_to(self.actor).filter(provider__in=self.actor.provider_ids)
        source = mine.filter(pk=pk).first()
        if source is None:
            raise InvalidInput("There is no such thing.", field=name)
        return source

    @extend_schema(request=PackageGapIn, responses=PackageWholeOut)
    def explain(self, request: Request, pk: str) -> Response:
        """Say why an expected content is missing; it goes into the manifest."""
        package = self.found()
        gaps.explain(package=package, by=self.actor, now=timezone.now(), **self.body(PackageGapIn))
        return self.answer(package)

    @extend_schema(request=PackageRedactionIn, responses={201: PackageRedactionOut})
    def redact(self, request: Request, pk: str) -> Response:
        """Log what was removed from an item."""
        package = self.found()
        given = self.body(PackageRedactionIn)
        item = PackageItem.objects.filter(package=package, pk=given.pop("item")).first()
        if item is None:
            raise InvalidInput("There is no such item in the package.", field="item")
        made = gaps.redact(item=item, by=self.actor, now=timezone.now(), **given)
        return Response(PackageRedactionOut(made).data, status=201)

    @extend_schema(request=PackageDeadlineIn, responses={201: PackageLinkOut})
    def link(self, request: Request, pk: str) -> Response:
        """Let the package serve a deadline."""
        package = self.found()
        mine = Deadline.objects.visible_to(self.actor).filter(provider=package.provider_id)
        deadline = mine.filter(pk=self.body(PackageDeadlineIn)["deadline"]).first()
        if deadline is None:
            raise InvalidInput("There is no such deadline.", field="deadline")
        made = links.link(package=package, deadline=deadline, by=self.actor, now=timezone.now())
        return Response(PackageLinkOut(made).data, status=201)


class _Part(Resource):
    """A row of a package."""

    pagination_class = None

    def rows(self, model: Any) -> QuerySet[Any]:
        """Narrow to rows of one's own packages."""
        found: QuerySet[Any] = model.objects.visible_to(self.actor)
        return found.filter(provider__in=self.actor.provider_ids).select_related(
            "package__provider", "provider"
        )


class PackageItems(_Part):
    """One item of a package."""

    queryset = PackageItem.objects.none()

    def get_queryset(self) -> QuerySet[PackageItem]:
        """Narrow to one's own."""
        return self.rows(PackageItem)

    @extend_schema(request=PackageAnswersIn, responses=PackageItemOut)
    def assign(self, request: Request, pk: str) -> Response:
        """Say which expected contents the item supplies, in place of what was said before."""
        item = self.found()
        answers = self.body(PackageAnswersIn)["answers"]
        items.answer(item=item, answers=answers, by=self.actor, now=timezone.now())
        return Response(PackageItemOut(item).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Take the item out; its source stays recorded."""
        items.remove(item=self.found(), by=self.actor, now=timezone.now())
        return Response(status=204)


class PackageRedactions(_Part):
    """One entry of a redaction log."""

    queryset = PackageRedaction.objects.none()

    def get_queryset(self) -> QuerySet[PackageRedaction]:
        """Narrow to one's own."""
        return self.rows(PackageRedaction)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Strike an entry that was a mistake."""
        gaps.unredact(redaction=self.found(), by=self.actor, now=timezone.now())
        return Response(status=204)


class PackageLinks(_Part):
    """One deadline that a package serves."""

    queryset = PackageDeadline.objects.none()

    def get_queryset(self) -> QuerySet[PackageDeadline]:
        """Narrow to one's own."""
        return self.rows(PackageDeadline)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Take a deadline off a package that is not sealed yet."""
        links.unlink(link=self.found(), by=self.actor, now=timezone.now())
        return Response(status=204)
