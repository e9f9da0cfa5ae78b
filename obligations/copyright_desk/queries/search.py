"""What search finds at the copyright desk: versions of the policy, crawlers and complaints."""

from __future__ import annotations

from django.db.models import F
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from obligations.copyright_desk.models import Complaint, CrawlerVersion, PolicyVersion
from obligations.queries.search.sources import Asked, Found, Hit, Source, found, register

LONGEST = 120
OF_COMPLAINT = ("works", "seen_where", "asked", "name", "on_behalf_of", "email", "reference")


def _policies(asked: Asked) -> Found:
    rows = PolicyVersion.objects.visible_to(asked.actor).select_related("provider")
    rows = rows.filter(provider__in=asked.actor.provider_ids)

    def hit(row: PolicyVersion) -> Hit:
        title = _("Copyright policy, version {number}").format(number=row.number)
        return Hit(title, str(row.provider), reverse("copyright-policy", args=[row.pk]))

    fields = ("text", "summary", "changes", "file_name", "approved_by")
    return found(rows, asked, fields, hit)


def _crawlers(asked: Asked) -> Found:
    """Find crawlers by what was said of them in the version that was recorded last."""
    rows = CrawlerVersion.objects.visible_to(asked.actor).select_related("crawler", "provider")
    rows = rows.filter(provider__in=asked.actor.provider_ids, number=F("crawler__latest_number"))

    def hit(row: CrawlerVersion) -> Hit:
        path = reverse("copyright-crawler", args=[row.crawler_id])
        return Hit(row.crawler.name, str(row.provider), path)

    fields = ("crawler__name", "user_agent", "http_user_agent", "operated_by", "purpose")
    return found(rows, asked, fields, hit)


def _complaints(asked: Asked) -> Found:
    rows = Complaint.objects.visible_to(asked.actor).select_related("provider")
    rows = rows.filter(provider__in=asked.actor.provider_ids)

    def hit(row: Complaint) -> Hit:
        about = f"{row.label} · {row.provider}"
        path = reverse("copyright-complaint", args=[row.pk])
        return Hit(Truncator(row.works).chars(LONGEST), about, path)

    return found(rows, asked, OF_COMPLAINT, hit)


def ready() -> None:
    """Add the sources of this room."""
    register(
        Source("copyright-policies", gettext_lazy("Copyright policies"), "file", 62, _policies),
        Source("crawlers", gettext_lazy("Crawlers"), "eye", 63, _crawlers),
        Source("complaints", gettext_lazy("Complaints"), "speech", 64, _complaints),
    )
