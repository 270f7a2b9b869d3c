"""Conferences with their schedules, and claims."""
