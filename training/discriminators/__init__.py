"""The networks that judge: mel-spectrograms beside the picture, and waves."""
