"""Law changes through the API."""
