"""The verbs. Each module has `EXAMPLES`, `configure(parser)` and `run(args) -> exit code`."""
