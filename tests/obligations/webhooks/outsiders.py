"""What this room adds to the tests of the whole house."""

from obligations.webhooks.services import endpoints, outbox
from obligations.webhooks.services.endpoints import Settings

PAGE_ROWS = {"webhook_id": "webhook", "delivery_id": "delivery"}
ROUTES = {
    "api-webhooks": None,
    "api-webhook": "webhook",
    "api-webhook-secret": "webhook",
    "api-webhook-pause": "webhook",
    "api-webhook-resume": "webhook",
    "api-webhook-test": "webhook",
    "api-webhook-deliveries": None,
    "api-webhook-delivery": "delivery",
    "api-webhook-redelivery": "delivery",
}
SAID = {"label": "planted", "url": "https://planted.example/"}
BODIES = {
    "api-webhooks": {**SAID, "provider": "00000000-0000-4000-8000-000000000000"},
    "api-webhook": SAID,
}


def rows(ai_model, officer, now):
    chosen = Settings(label="SECRET", url="https://secret.example/SECRET", format="standard")
    made, _ = endpoints.add(provider=ai_model.provider, chosen=chosen, by=officer, now=now)
    sent = outbox.test(endpoint=made, by=officer, now=now)
    return {"webhook": made.pk, "delivery": sent.pk}
