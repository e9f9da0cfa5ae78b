"""Rows of the obligations app."""

from obligations.models.assessments import Assessment, AssessmentEvidence, Review
from obligations.models.catalogue import Edition, Obligation
from obligations.models.channels import Channel, ChannelChoice, Topic
from obligations.models.comment_files import CommentFile
from obligations.models.comments import Comment
from obligations.models.deadlines import Deadline
from obligations.models.duties import Duty
from obligations.models.editions import Direction, EditionChange, EditionStep
from obligations.models.evidence import Evidence, EvidenceLink, EvidenceVersion, StoredFile
from obligations.models.jobs import JobRun
from obligations.models.marks import Mark, MarkName
from obligations.models.notices import Mail, Notice
from obligations.models.office_notes import OfficeNote
from obligations.models.operations import Pulse
from obligations.models.renderings import Recipient, Rendering
from obligations.models.saved_filters import SavedFilter
from obligations.models.standards import StandardsTaken
from obligations.models.uploads import Upload
from obligations.models.visits import Visit

__all__ = [
    "Assessment",
    "AssessmentEvidence",
    "Channel",
    "ChannelChoice",
    "Comment",
    "CommentFile",
    "Deadline",
    "Direction",
    "Duty",
    "Edition",
    "EditionChange",
    "EditionStep",
    "Evidence",
    "EvidenceLink",
    "EvidenceVersion",
    "JobRun",
    "Mail",
    "Mark",
    "MarkName",
    "Notice",
    "Obligation",
    "OfficeNote",
    "Pulse",
    "Recipient",
    "Rendering",
    "Review",
    "SavedFilter",
    "StandardsTaken",
    "StoredFile",
    "Topic",
    "Upload",
    "Visit",
]
