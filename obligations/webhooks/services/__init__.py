"""Webhooks: managed by officers, queued where things happen, sent later."""
