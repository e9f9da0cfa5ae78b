"""Requests through the API."""
