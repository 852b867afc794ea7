"""teamform forms multidisciplinary mission teams."""

__version__ = "0.1.0"
