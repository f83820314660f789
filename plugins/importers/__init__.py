"""Importers of foreign data sets, one package each."""
