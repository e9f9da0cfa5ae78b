"""Webhooks: what people are told, told to programs too, by the Standard Webhooks convention."""
