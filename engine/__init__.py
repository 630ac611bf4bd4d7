"""Inference: from a video and a reference sound to a dubbed copy. Independent of Qt."""
