"""Addresses of the board: table, matrix, many duties at once, and saved views."""

from django.urls import path

from obligations.views import board, bulk, saved_filters

urlpatterns = [
    path("duties/", board.duties, name="duties"),
    path("duties/matrix/", board.duties_matrix, name="duties-matrix"),
    path("duties/chosen/", bulk.duties_chosen, name="duties-chosen"),
    path("duties/chosen/assign/", bulk.duties_assign, name="duties-assign"),
    path(
        "duties/chosen/evidence/<evidence_kind:kind>/",
        bulk.duties_evidence,
        name="duties-evidence",
    ),
    path("duties/views/", saved_filters.filter_save, name="filter-save"),
    path(
        "duties/views/<uuid:filter_id>/remove/",
        saved_filters.filter_remove,
        name="filter-remove",
    ),
]
