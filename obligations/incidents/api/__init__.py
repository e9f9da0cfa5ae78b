"""The API of serious incidents."""
