"""The ground plan: settings in, a running bot out. Only this room knows all others."""
