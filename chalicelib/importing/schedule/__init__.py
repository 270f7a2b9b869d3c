"""Schedules of every kind we read, what is laid over them, and what importing one comes to."""
