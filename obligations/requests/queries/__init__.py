"""Requests as lists and pages."""
