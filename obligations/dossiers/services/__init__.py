"""Requesting and making exports."""
