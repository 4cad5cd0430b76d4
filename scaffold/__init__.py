"""scaffold: a contract-first Go scaffold generator."""

__version__ = "0.1.0"
