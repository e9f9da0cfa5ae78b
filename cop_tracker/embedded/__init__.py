"""The default without any server installed: PostgreSQL, a broker, and what keeps them running."""
