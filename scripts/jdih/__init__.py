"""Alur JDIH: from a superior's instruction to a published, provable link."""

__version__ = "0.1.0"
