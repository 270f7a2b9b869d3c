"""What pages and JSON share: request, problems, authentication, middleware."""
