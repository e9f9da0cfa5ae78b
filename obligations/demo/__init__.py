"""The demonstration: fictional providers in every branch of the law, and public data."""
