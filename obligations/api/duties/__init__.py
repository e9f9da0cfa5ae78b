"""/duties/: what rests on a provider and its models, and what people settle about it."""
