"""Addresses of what is owed and how it is shown, under /api/v1/."""

from django.urls import path

from obligations.api.activity import Activity
from obligations.api.assessments.assessments import Assessments
from obligations.api.assessments.comments import AssessmentComments, CommentFiles, DutyComments
from obligations.api.assessments.reviews import AssessmentReviews, Reviews
from obligations.api.catalogue import Obligations
from obligations.api.deadlines import Deadlines
from obligations.api.duties.assignments import DutyAssignments
from obligations.api.duties.duties import Duties
from obligations.api.duties.routes import Routes
from obligations.api.evidence.pieces import DutyEvidence, Pieces
from obligations.api.evidence.uploads import Uploads
from obligations.api.evidence.versions import PieceVersions, VersionFile, Versions
from obligations.api.glossary import Glossary
from obligations.api.life import FixedDates, Life
from obligations.api.notices import NoticeChannels, Notices
from obligations.api.office_access import OfficeAccesses
from obligations.api.office_notes import OfficeNotes
from obligations.api.public_models import PublicModels, PublicRulings
from obligations.api.renderings import RenderingFile, Renderings
from obligations.api.rulings import Rulings
from obligations.api.search import Search
from obligations.api.sheets import FileNote, StatusSheet
from obligations.api.submissions import Submissions
from obligations.api.tools.applicability import ApplicabilityTool
from obligations.api.tools.compute import ComputeTool
from obligations.api.tools.deadlines import Clocks, DeadlineTool
from providers.rest.routes import CHANGEABLE, COLLECTION, CREATE, LIST, ONE, WHOLE

# What has a list of what happened to it, by its collection.
HISTORIES = {
    "duties": "duty",
    "evidence": "evidence",
    "assessments": "assessment",
    "models": "model",
}
histories = [
    path(
        f"{collection}/<uuid:pk>/activity/",
        Activity.as_view(LIST, kind=kind),
        name=f"api-{kind}-activity",
    )
    for collection, kind in HISTORIES.items()
]
catalogue = [
    path("obligations/", Obligations.as_view(LIST), name="api-obligations"),
    path("obligations/<str:key>/", Obligations.as_view(ONE), name="api-obligation"),
    path("fixed-dates/", FixedDates.as_view(LIST), name="api-fixed-dates"),
    path("glossary/", Glossary.as_view(LIST), name="api-glossary"),
    path("code-life/", Life.as_view(ONE), name="api-code-life"),
    path("public-models/", PublicModels.as_view(LIST), name="api-public-models"),
    path(
        "public-models/<uuid:pk>/rulings/",
        PublicRulings.as_view(ONE),
        name="api-public-rulings",
    ),
    path("tools/applicability/", ApplicabilityTool.as_view(CREATE), name="api-applicability"),
    path("tools/deadline/", DeadlineTool.as_view(CREATE), name="api-deadline-tool"),
    path("tools/compute/", ComputeTool.as_view(CREATE), name="api-compute"),
    path("tools/clocks/", Clocks.as_view(LIST), name="api-clocks"),
]
duties = [
    path("search/", Search.as_view(ONE), name="api-search"),
    path("models/<uuid:pk>/rulings/", Rulings.as_view(ONE), name="api-rulings"),
    path("models/<uuid:pk>/status/", StatusSheet.as_view(ONE), name="api-status"),
    path("duties/", Duties.as_view(LIST), name="api-duties"),
    path("duties/assignments/", DutyAssignments.as_view(CREATE), name="api-duty-assignments"),
    path("duties/<uuid:pk>/", Duties.as_view(CHANGEABLE), name="api-duty"),
    path("duties/<uuid:pk>/evidence/", DutyEvidence.as_view(COLLECTION), name="api-duty-evidence"),
    path("duties/<uuid:pk>/routes/", Routes.as_view(LIST), name="api-duty-routes"),
    path("duties/<uuid:pk>/comments/", DutyComments.as_view(COLLECTION), name="api-duty-comments"),
    path("deadlines/", Deadlines.as_view(LIST), name="api-deadlines"),
    path("deadlines/<uuid:pk>/", Deadlines.as_view(ONE), name="api-deadline"),
]
evidence = [
    path("uploads/", Uploads.as_view(COLLECTION), name="api-uploads"),
    path("uploads/<uuid:pk>/", Uploads.as_view(WHOLE), name="api-upload"),
    path("evidence/", Pieces.as_view(LIST), name="api-evidence"),
    path("evidence/<uuid:pk>/", Pieces.as_view(CHANGEABLE), name="api-piece"),
    path(
        "evidence/<uuid:pk>/versions/",
        PieceVersions.as_view(COLLECTION),
        name="api-piece-versions",
    ),
    path("evidence/<uuid:pk>/duties/", Pieces.as_view({"post": "link"}), name="api-piece-duties"),
    path(
        "evidence/<uuid:pk>/duties/<uuid:duty>/",
        Pieces.as_view({"delete": "unlink"}),
        name="api-piece-duty",
    ),
    path(
        "evidence/<uuid:pk>/withdrawal/",
        Pieces.as_view({"post": "withdraw"}),
        name="api-piece-withdrawal",
    ),
    path("evidence/versions/<uuid:pk>/", Versions.as_view(ONE), name="api-version"),
    path(
        "evidence/versions/<uuid:pk>/file/",
        VersionFile.as_view({"get": "download"}),
        name="api-version-file",
    ),
    path(
        "evidence/versions/<uuid:pk>/verification/",
        Versions.as_view({"get": "verification"}),
        name="api-version-verification",
    ),
]
assessments = [
    path("assessments/", Assessments.as_view(COLLECTION), name="api-assessments"),
    path("assessments/<uuid:pk>/", Assessments.as_view(CHANGEABLE), name="api-assessment"),
    path(
        "assessments/<uuid:pk>/submit/", Assessments.as_view({"post": "submit"}), name="api-submit"
    ),
    path(
        "assessments/<uuid:pk>/withdrawal/",
        Assessments.as_view({"post": "withdraw"}),
        name="api-assessment-withdrawal",
    ),
    path(
        "assessments/<uuid:pk>/reviews/",
        AssessmentReviews.as_view(COLLECTION),
        name="api-assessment-reviews",
    ),
    path(
        "assessments/<uuid:pk>/comments/",
        AssessmentComments.as_view(COLLECTION),
        name="api-assessment-comments",
    ),
    path(
        "comments/files/<uuid:pk>/",
        CommentFiles.as_view({"get": "download"}),
        name="api-comment-file",
    ),
    path("assessments/<uuid:pk>/file-note/", FileNote.as_view(ONE), name="api-file-note"),
    path("submissions/", Submissions.as_view(LIST), name="api-submissions"),
    path("office-access/", OfficeAccesses.as_view(COLLECTION), name="api-office-access"),
    path(
        "office-access/<uuid:pk>/", OfficeAccesses.as_view(CHANGEABLE), name="api-office-access-one"
    ),
    path(
        "office-access/<uuid:pk>/end/",
        OfficeAccesses.as_view({"post": "end"}),
        name="api-office-access-end",
    ),
    path("office-notes/", OfficeNotes.as_view(COLLECTION), name="api-office-notes"),
    path("reviews/", Reviews.as_view(LIST), name="api-reviews"),
    path("reviews/<uuid:pk>/", Reviews.as_view(ONE), name="api-review"),
]
notices = [
    path("notices/", Notices.as_view(LIST), name="api-notices"),
    path("notices/channels/", NoticeChannels.as_view(CHANGEABLE), name="api-notice-channels"),
    path("notices/read/", Notices.as_view({"post": "read_all"}), name="api-notices-read"),
    path("notices/<uuid:pk>/", Notices.as_view(ONE), name="api-notice"),
    path(
        "notices/<uuid:pk>/snooze/", Notices.as_view({"post": "snooze"}), name="api-notice-snooze"
    ),
    path(
        "notices/<uuid:pk>/unread/", Notices.as_view({"post": "unread"}), name="api-notice-unread"
    ),
    path("notices/<uuid:pk>/read/", Notices.as_view({"post": "read"}), name="api-notice-read"),
]
renderings = [
    path("renderings/", Renderings.as_view(LIST), name="api-renderings"),
    path("renderings/<uuid:pk>/", Renderings.as_view(ONE), name="api-rendering"),
    path(
        "renderings/<uuid:pk>/file/",
        RenderingFile.as_view({"get": "download"}),
        name="api-rendering-file",
    ),
]
urlpatterns = [*catalogue, *histories, *duties, *evidence, *assessments, *notices, *renderings]
