"""Summaries through the API."""
