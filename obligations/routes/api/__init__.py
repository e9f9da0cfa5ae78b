"""Ways through the API."""
