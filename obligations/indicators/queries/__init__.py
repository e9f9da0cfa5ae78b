"""Indicators as lists and pictures."""
