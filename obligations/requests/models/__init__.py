"""Rows of requests."""

from obligations.requests.models.answers import Answer, AnswerFile
from obligations.requests.models.requests import Asker, Basis, Extension, Request

__all__ = ["Answer", "AnswerFile", "Asker", "Basis", "Extension", "Request"]
