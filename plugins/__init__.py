"""Sitrep: the packages and Pelican plugins that turn a folder of reports into a site."""
