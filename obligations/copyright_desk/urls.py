"""Addresses of the desk: the provider's own, and the public ones."""

from django.urls import URLPattern, URLResolver, include, path

from obligations.copyright_desk.views import (
    claims,
    complaints,
    crawlers,
    desk,
    drafts,
    policies,
    public,
    treatment,
)

POLICY: list[URLPattern | URLResolver] = [
    path("", policies.copyright_policies, name="copyright-policies"),
    path("new/", drafts.copyright_policy_new, name="copyright-policy-new"),
    path("draft/discard/", drafts.copyright_draft_discard, name="copyright-draft-discard"),
    path("compare/", policies.copyright_policy_compare, name="copyright-policy-compare"),
    path(
        "summary/withdraw/",
        policies.copyright_summary_withdraw,
        name="copyright-summary-withdraw",
    ),
    path("<uuid:policy_id>/", policies.copyright_policy, name="copyright-policy"),
    path(
        "<uuid:policy_id>/file/",
        policies.copyright_policy_download,
        name="copyright-policy-download",
    ),
    path(
        "<uuid:policy_id>/publish/",
        policies.copyright_policy_publish,
        name="copyright-policy-publish",
    ),
    path(
        "<uuid:policy_id>/evidence/",
        policies.copyright_policy_evidence,
        name="copyright-policy-evidence",
    ),
]
CRAWLERS: list[URLPattern | URLResolver] = [
    path("", crawlers.copyright_crawlers, name="copyright-crawlers"),
    path("new/", crawlers.copyright_crawler_new, name="copyright-crawler-new"),
    path("<uuid:crawler_id>/", crawlers.copyright_crawler, name="copyright-crawler"),
    path(
        "<uuid:crawler_id>/describe/",
        crawlers.copyright_crawler_describe,
        name="copyright-crawler-describe",
    ),
    path(
        "<uuid:crawler_id>/publish/",
        crawlers.copyright_crawler_publish,
        name="copyright-crawler-publish",
    ),
    path(
        "<uuid:crawler_id>/withdraw/",
        crawlers.copyright_crawler_withdraw,
        name="copyright-crawler-withdraw",
    ),
]
COMPLAINTS: list[URLPattern | URLResolver] = [
    path("", complaints.copyright_complaints, name="copyright-complaints"),
    path("new/", complaints.copyright_complaint_new, name="copyright-complaint-new"),
    path("<uuid:complaint_id>/", complaints.copyright_complaint, name="copyright-complaint"),
    path(
        "<uuid:complaint_id>/acknowledge/",
        treatment.copyright_complaint_acknowledge,
        name="copyright-complaint-acknowledge",
    ),
    path(
        "<uuid:complaint_id>/decide/",
        treatment.copyright_complaint_decide,
        name="copyright-complaint-decide",
    ),
    path(
        "<uuid:complaint_id>/reopen/",
        treatment.copyright_complaint_reopen,
        name="copyright-complaint-reopen",
    ),
    path(
        "<uuid:complaint_id>/log/",
        treatment.copyright_complaint_log,
        name="copyright-complaint-log",
    ),
    path(
        "<uuid:complaint_id>/target/",
        treatment.copyright_complaint_target,
        name="copyright-complaint-target",
    ),
    path(
        "<uuid:complaint_id>/files/",
        treatment.copyright_complaint_files,
        name="copyright-complaint-files",
    ),
    path(
        "<uuid:complaint_id>/files/<uuid:file_id>/",
        complaints.copyright_complaint_download,
        name="copyright-complaint-download",
    ),
]
PUBLIC: list[URLPattern | URLResolver] = [
    path("", public.public_copyright_desks, name="public-copyright-desks"),
    path("complaints/<str:token>/", claims.public_complaint_status, name="public-complaint-status"),
    path("<uuid:provider_id>/", public.public_copyright, name="public-copyright"),
    path("<uuid:provider_id>/feed/", public.public_crawlers_feed, name="public-crawlers-feed"),
    path(
        "<uuid:provider_id>/crawlers.json", public.public_crawlers_json, name="public-crawlers-json"
    ),
    path("<uuid:provider_id>/complaint/", claims.public_complaint, name="public-complaint"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("copyright/", desk.copyright_desk, name="copyright-desk"),
    path("copyright/contact/", desk.copyright_contact, name="copyright-contact"),
    path("copyright/policy/", include(POLICY)),
    path("copyright/crawlers/", include(CRAWLERS)),
    path("copyright/complaints/", include(COMPLAINTS)),
    path("public/copyright/", include(PUBLIC)),
]
