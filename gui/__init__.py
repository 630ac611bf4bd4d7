"""The desktop editor; all Qt code lives here."""
