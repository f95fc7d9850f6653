"""The gate between a survivor's story and its publication."""

__version__ = "0.1.0"
