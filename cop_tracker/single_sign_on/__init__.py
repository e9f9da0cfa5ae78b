"""Single sign-on: people prove who they are at their own organisation (OpenID Connect, SAML)."""
