"""Model: reports, registry entries, the site and the catalogue as frozen values."""
