"""Addresses of the training summaries: one's own, and the public ones."""

from django.urls import URLPattern, URLResolver, path

from obligations.summaries.views import pages, public

urlpatterns: list[URLPattern | URLResolver] = [
    path("summaries/", pages.summaries, name="summaries"),
    path("summaries/new/", pages.summary_start, name="summary-start"),
    path("summaries/<uuid:summary_id>/", pages.summary, name="summary"),
    path("summaries/<uuid:summary_id>/publish/", pages.summary_publish, name="summary-publish"),
    path("summaries/<uuid:summary_id>/trainings/", pages.summary_training, name="summary-training"),
    path(
        "summaries/<uuid:summary_id>/trainings/<uuid:training_id>/withdraw/",
        pages.summary_training_withdraw,
        name="summary-training-withdraw",
    ),
    path("summaries/<uuid:summary_id>/sizes/", pages.summary_worksheet, name="summary-worksheet"),
    path("public/summaries/", public.public_summaries, name="public-summaries"),
    path("public/summaries/<uuid:summary_id>/", public.public_summary, name="public-summary"),
    path(
        "public/summaries/<uuid:summary_id>/<int:number>/",
        public.public_summary,
        name="public-summary-version",
    ),
    path(
        "public/summaries/<uuid:summary_id>/<int:number>/pdf/",
        public.public_summary_pdf,
        name="public-summary-pdf",
    ),
    path(
        "public/summaries/<uuid:summary_id>/<int:number>/json/",
        public.public_summary_json,
        name="public-summary-json",
    ),
]
