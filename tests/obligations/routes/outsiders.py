"""What this room adds to the tests of the whole house."""

from obligations.routes.models import RouteReview
from obligations.routes.services import gaps
from obligations.routes.services.gaps import Line
from tests.factories.evidence import make_duty

PUBLIC_PAGES = {"signatories", "standards"}
PAGE_ROWS = {"review_id": "route-review"}
PUBLIC_ROUTES = {"api-signatories", "api-standards"}
ROUTES = {
    "api-gap-analyses": "gap-duty",
    "api-route-reviews": None,
    "api-route-reviews-confirmation": None,
    "api-route-review-resolution": "route-review",
}
BODIES = {
    "api-gap-analyses": {
        "lines": {"cop-cr-1.1": {"answer": "otherwise", "words": "planted"}},
        "after": 1,
    },
    "api-route-review-resolution": {"words": "planted"},
}


def rows(ai_model, officer, now):
    duty = make_duty(ai_model, "aia-53-1-c", measures=["cop-cr-1.1"])
    lines = {"cop-cr-1.1": Line(answer="otherwise", words="SECRET")}
    gaps.record(duty=duty, lines=lines, after=0, by=officer, now=now)
    review = RouteReview.objects.create(
        provider=ai_model.provider,
        duty=duty,
        route="code",
        because="SECRET",
        cite="Art. 53(4)",
        decision="none",
        opened_at=now,
    )
    return {"gap-duty": duty.pk, "route-review": review.pk}
