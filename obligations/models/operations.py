"""Signs of life of the parts that work in the background."""

from __future__ import annotations

from django.db import models


class Pulse(models.Model):
    """When a part (worker, timetable) last said that it is alive."""

    part = models.CharField(primary_key=True, max_length=40)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.part} at {self.at}"
