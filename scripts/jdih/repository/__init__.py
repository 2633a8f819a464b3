"""The repository as facts: files of a version, history, and commits written without a checkout."""
