"""The product with its admin pages, for their tests, wherever the site map puts them."""

from django.contrib import admin
from django.urls import path

from cop_tracker.urls import urlpatterns as product

urlpatterns = [path("admin/", admin.site.urls), *product]
