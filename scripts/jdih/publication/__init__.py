"""From approved content to a live, recorded site: select, build, deploy, look, record, announce."""
