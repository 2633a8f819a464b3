"""From bytes to values: text, header, schema, Markdown, images. Nothing here writes or prints."""
