"""Paper originals: what stands on a sheet, its form, and signatures put on it (decision 0012)."""
