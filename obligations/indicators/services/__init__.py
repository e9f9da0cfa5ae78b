"""Defining and reading indicators."""
