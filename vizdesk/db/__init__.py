"""Opening the databases of desktop and gateway: keyed, checked, migrated, one writer."""
