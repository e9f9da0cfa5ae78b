"""Rows of training summaries."""

from obligations.summaries.models.publications import Publication
from obligations.summaries.models.trainings import FurtherTraining
from obligations.summaries.models.worksheets import Worksheet

__all__ = ["FurtherTraining", "Publication", "Worksheet"]
