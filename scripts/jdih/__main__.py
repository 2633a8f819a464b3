"""Lets ``python -m jdih`` run the command line."""

from jdih.cli import main

raise SystemExit(main())
