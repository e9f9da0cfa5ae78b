"""Reading a filled form."""
