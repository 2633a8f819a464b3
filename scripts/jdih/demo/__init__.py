"""An example office: a real repository with its own remote, keys and people, made on the spot."""
