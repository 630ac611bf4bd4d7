"""The project: its values and its file, free of Qt."""
