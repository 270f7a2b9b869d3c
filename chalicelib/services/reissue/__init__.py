"""Certificates made again with today's settings: counted, confirmed, made in parts, each once."""
