"""Certificates, their rounds and snapshots."""
