"""What people may type about providers, their people, tokens and lists."""
