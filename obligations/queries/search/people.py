"""What search finds of a provider's people, their teams, and what they said to each other."""

from __future__ import annotations

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy

from obligations.models import Comment
from obligations.models.comment_files import CommentFile
from obligations.phrasebook.shown import phrase
from obligations.queries.search.sources import Asked, Found, Hit, Source, found, register
from obligations.words import word
from providers.models import Membership, Team

LONGEST = 120


def _comments(asked: Asked) -> Found:
    """Find comments by their words and by the names of their files."""
    files = CommentFile.objects.visible_to(asked.actor).filter(comment=OuterRef("pk"))
    names = files.order_by().values("comment").annotate(names=StringAgg("file_name", " "))
    rows = Comment.objects.visible_to(asked.actor).select_related("duty__obligation")
    rows = rows.filter(provider__in=asked.actor.provider_ids)
    rows = rows.annotate(names=Subquery(names.values("names")))

    def hit(row: Comment) -> Hit:
        about = f"{row.written_by_name} · {phrase(row.duty.obligation.title)}"
        path = f"{reverse('duty', args=[row.duty_id])}#comments"
        return Hit(Truncator(row.text).chars(LONGEST), about, path)

    return found(rows, asked, ("text", "written_by_name", "names"), hit)


def _people(asked: Asked) -> Found:
    rows = Membership.objects.visible_to(asked.actor).filter(ended_at=None)
    rows = rows.filter(provider__in=asked.actor.provider_ids).select_related("user", "provider")

    def hit(row: Membership) -> Hit:
        about = f"{word('role', row.role).text} · {row.provider}"
        return Hit(str(row.user), about, reverse("members", args=[row.provider_id]))

    return found(rows, asked, ("user__name", "user__email"), hit)


def _teams(asked: Asked) -> Found:
    """Find teams by their name and by the names of their people."""
    same = Team.objects.visible_to(asked.actor).filter(pk=OuterRef("pk")).order_by().values("pk")
    names = same.annotate(names=StringAgg("people__name", " "))
    rows = Team.objects.visible_to(asked.actor).filter(ended_at=None)
    rows = rows.filter(provider__in=asked.actor.provider_ids).select_related("provider")
    rows = rows.annotate(names=Subquery(names.values("names")))

    def hit(row: Team) -> Hit:
        return Hit(row.name, str(row.provider), reverse("teams", args=[row.provider_id]))

    return found(rows, asked, ("name", "names"), hit)


def ready() -> None:
    """Add these sources."""
    register(
        Source("comments", gettext_lazy("Comments"), "speech", 110, _comments),
        Source("people", gettext_lazy("People"), "users", 120, _people),
        Source("teams", gettext_lazy("Teams"), "users", 121, _teams),
    )
