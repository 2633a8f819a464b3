"""Frozen values. This layer imports nothing of the project and touches nothing outside itself."""
