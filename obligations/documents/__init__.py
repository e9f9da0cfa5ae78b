"""Versioned documents, each described by a data file of fields, limits and recipients."""
