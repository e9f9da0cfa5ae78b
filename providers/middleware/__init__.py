"""What every request carries, and what is asked of it before a view."""

from providers.middleware.actor import ActorMiddleware, ActorRequest, choose_provider

__all__ = ["ActorMiddleware", "ActorRequest", "choose_provider"]
