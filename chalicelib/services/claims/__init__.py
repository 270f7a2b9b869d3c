"""What a person can claim, and what they select."""
