"""The console: who gets in, and what an organizer does there with people and conferences."""
