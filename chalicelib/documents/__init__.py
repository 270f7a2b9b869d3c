"""Snapshot → PDF. Only the consumer loads this: importing the renderer takes a while."""
