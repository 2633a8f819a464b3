"""The site: pages are values, Material is the frame, and nothing of a document is trusted."""
