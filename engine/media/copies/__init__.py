"""What a copy of a video holds: its streams, tags and metadata, and the packets in them."""
