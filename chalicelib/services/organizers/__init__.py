"""What organizers and operators do for attendees."""
