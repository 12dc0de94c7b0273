"""Arrow memory at addresses where its values may be read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from importlib import import_module
from typing import Any

__all__ = ["aligned"]

_ALIGNMENT = 8
"""What the C data interface recommends, and what the core's reader of offsets relies on."""


def aligned(stream: Any) -> Any:
    """Hand over the rows of a stream, copied where a buffer begins at an odd address.

    pyarrow passes buffers on where they lie, and what came from a worker, by Flight or out of a
    pickle lies anywhere (https://github.com/apache/arrow/issues/32276). The core's Arrow library
    moves such buffers, but reads the offsets of texts before it does
    (https://github.com/apache/arrow-rs/issues/7136).
    """
    pa = import_module("pyarrow")
    reader = pa.RecordBatchReader.from_stream(stream)
    return pa.RecordBatchReader.from_batches(reader.schema, map(partial(_moved, pa), reader))


def _moved(pa: Any, batch: Any) -> Any:
    """Give a batch as it is, or a copy: what is written in one piece begins at even addresses."""
    if all(_lies_well(column) for column in batch.columns):
        return batch
    written = pa.BufferOutputStream()
    with pa.ipc.new_stream(written, batch.schema) as writer:
        writer.write_batch(batch)
    return pa.ipc.open_stream(written.getvalue()).read_next_batch()


def _lies_well(array: Any) -> bool:
    return all(
        buffer is None or buffer.address % _ALIGNMENT == 0
        for part in _parts(array)
        for buffer in part.buffers()
    )


def _parts(array: Any) -> Iterator[Any]:
    """Give an array and what is inside it; its own buffers do not include those of a dictionary."""
    yield array
    for inside in ("storage", "dictionary", "values"):
        if hasattr(array, inside):
            yield from _parts(getattr(array, inside))
    if hasattr(array, "field"):
        for position in range(array.type.num_fields):
            yield from _parts(array.field(position))
