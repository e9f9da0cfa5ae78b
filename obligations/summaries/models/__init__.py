"""Rows of training summaries."""

from obligations.summaries.models.publications import KIND, Publication
from obligations.summaries.models.trainings import FurtherTraining
from obligations.summaries.models.worksheets import Worksheet

__all__ = ["KIND", "FurtherTraining", "Publication", "Worksheet"]
