"""Addresses of the pages about duties: the officer's work, then the law, models and the office."""

from django.urls import URLPattern, URLResolver, include, path, register_converter
from django.urls.converters import StringConverter

from obligations.views import (
    activity,
    assessments,
    channels,
    comment_files,
    duties,
    evidence,
    home,
    inbox,
    previews,
    renderings,
    status,
    timeline,
)


class EvidenceKindConverter(StringConverter):
    """A kind of evidence in an address."""

    regex = "file|link|statement"


register_converter(EvidenceKindConverter, "evidence_kind")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("", include("obligations.board_urls")),
    path("duties/<uuid:duty_id>/", duties.duty, name="duty"),
    path("duties/<uuid:duty_id>/assign/", duties.duty_assign, name="duty-assign"),
    path("duties/<uuid:duty_id>/route/", duties.duty_route, name="duty-route"),
    path("duties/<uuid:duty_id>/comments/", duties.duty_comment, name="duty-comment"),
    path("duties/<uuid:duty_id>/assessments/", assessments.assessment_new, name="assessment-new"),
    path(
        "duties/<uuid:duty_id>/evidence/attach/", evidence.evidence_attach, name="evidence-attach"
    ),
    path(
        "duties/<uuid:duty_id>/evidence/<evidence_kind:kind>/",
        evidence.evidence_new,
        name="evidence-new",
    ),
    path("evidence/<uuid:evidence_id>/", evidence.evidence, name="evidence"),
    path(
        "evidence/<uuid:evidence_id>/versions/<evidence_kind:kind>/",
        evidence.evidence_version,
        name="evidence-version",
    ),
    path("evidence/<uuid:evidence_id>/words/", evidence.evidence_words, name="evidence-words"),
    path("evidence/<uuid:evidence_id>/use/", evidence.evidence_use, name="evidence-use"),
    path(
        "evidence/<uuid:evidence_id>/withdraw/",
        evidence.evidence_withdraw,
        name="evidence-withdraw",
    ),
    path(
        "evidence/<uuid:evidence_id>/duties/<uuid:duty_id>/unlink/",
        evidence.evidence_unlink,
        name="evidence-unlink",
    ),
    path(
        "evidence/versions/<uuid:version_id>/download/",
        evidence.evidence_download,
        name="evidence-download",
    ),
    path(
        "evidence/versions/<uuid:version_id>/preview/",
        previews.evidence_preview,
        name="evidence-preview",
    ),
    path(
        "evidence/versions/<uuid:version_id>/picture/",
        previews.evidence_picture,
        name="evidence-picture",
    ),
    path(
        "comments/files/<uuid:comment_file_id>/download/",
        comment_files.comment_file,
        name="comment-file",
    ),
    path(
        "assessments/<uuid:assessment_id>/edit/",
        assessments.assessment_edit,
        name="assessment-edit",
    ),
    path(
        "assessments/<uuid:assessment_id>/submit/",
        assessments.assessment_submit,
        name="assessment-submit",
    ),
    path(
        "assessments/<uuid:assessment_id>/withdraw/",
        assessments.assessment_withdraw,
        name="assessment-withdraw",
    ),
    path(
        "renderings/<uuid:rendering_id>/download/",
        renderings.rendering_download,
        name="rendering-download",
    ),
    path("activity/<slug:kind>/<uuid:object_id>/", activity.activity, name="activity"),
    path("timeline/", timeline.timeline, name="timeline"),
    path("timeline/month/", timeline.month, name="month"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("account/notices/", channels.notice_channels, name="notice-channels"),
    path("inbox/read/", inbox.inbox_read, name="inbox-read"),
    path("inbox/<uuid:notice_id>/open/", inbox.inbox_open, name="inbox-open"),
    path("inbox/<uuid:notice_id>/unread/", inbox.inbox_unread, name="inbox-unread"),
    path("inbox/<uuid:notice_id>/snooze/", inbox.inbox_snooze, name="inbox-snooze"),
    path("models/<uuid:model_id>/status/", status.model_status, name="model-status"),
    path("models/<uuid:model_id>/status/pdf/", status.model_status_pdf, name="model-status-pdf"),
    path("", include("obligations.model_urls")),
    path("", include("obligations.office_urls")),
]
