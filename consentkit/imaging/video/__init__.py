"""Video: frames, tracks, copies."""
