"""Sitrep: packages and Pelican plugins that build a site from a folder of reports."""
