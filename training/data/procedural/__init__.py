"""A data set without any recorded material: simulated scenes, synthesised sounds, known truth.

Start at `clip.make_clip` (one clip from one number) and `generate.generate` (a data set).
"""
