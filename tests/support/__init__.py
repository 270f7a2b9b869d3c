"""What several tests need: an embedded AWS with our tables, a world of people, a client."""
