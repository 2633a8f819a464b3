"""The audit: everything that was published, derived again from Git and from what is kept."""
