"""Its part of the API."""
