"""gRPC settings that both ends of the protocol use."""

from __future__ import annotations

MESSAGE_BYTES = 400 << 20
"""Pulumi's own limit: a state export or a large asset travels in one message."""

CHANNEL_OPTIONS = [
    ("grpc.max_receive_message_length", MESSAGE_BYTES),
    ("grpc.max_send_message_length", MESSAGE_BYTES),
    ("grpc.so_reuseport", 0),
]
