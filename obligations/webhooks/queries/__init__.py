"""Webhooks as lists and pages."""
