"""Signing in through the council's own provider: OpenID Connect, by the code flow with PKCE."""
