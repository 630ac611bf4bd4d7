"""All of inference: from a video and a reference sound to a dubbed copy. Knows no Qt."""
