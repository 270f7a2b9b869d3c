"""The emails the portal sends, and what SES reports of them."""
