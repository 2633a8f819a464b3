"""Who approved what, wherever the proof is kept: in Git alone, or with a forge such as GitHub."""
