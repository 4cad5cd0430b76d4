"""The hash that the lock records: of a file's content with its line ends normalised, and of nothing else."""

from __future__ import annotations

from hashlib import sha256

LENGTH = 32
"""Hexadecimal digits of a digest: 128 bits tell a person's edits apart, and keep the lock's lines short."""


def normalised(data: bytes) -> bytes:
    """`data` with LF line ends: a checkout with CRLF is no edit."""
    return data.replace(b"\r\n", b"\n")


def digest(data: bytes) -> str:
    """The lock's hash of a file: the first 128 bits of SHA-256 over the normalised content, in hexadecimal."""
    return sha256(data.replace(b"\r\n", b"\n")).hexdigest()[:LENGTH]
