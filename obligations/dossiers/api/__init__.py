"""Exports through the API."""
