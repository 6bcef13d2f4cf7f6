"""Drillbook: sales playbooks and training manuals as data."""

__version__ = "0.1.0"
