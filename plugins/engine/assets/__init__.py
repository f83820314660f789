"""Assets: style sheets, scripts and fonts."""
