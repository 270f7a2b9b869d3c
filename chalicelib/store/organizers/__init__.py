"""Who may organize a conference."""
