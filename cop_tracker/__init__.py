"""The project: settings and wiring. Loads the Celery app, so that tasks know their broker."""

from cop_tracker.celery import app as celery_app

__all__ = ["celery_app"]
