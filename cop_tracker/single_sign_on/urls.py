"""Addresses of signing in with OpenID Connect; the library includes them."""

from django.urls import path

from cop_tracker.single_sign_on import views

urlpatterns = [
    path("oidc/<slug:provider_id>/login/", views.login, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/callback/", views.callback, name="openid_connect_callback"),
]
