"""JSON under /v1, for the mobile app."""
