"""Indicators through the API."""
