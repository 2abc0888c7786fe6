"""The server around the app: health, JSON API, security headers."""
