"""Arrow data is read wherever it lies, as what workers and pickles hand on lies at any address."""

import pandas as pd
import pyarrow as pa
import pytest

import matchwright as mw

CRITERIA = [mw.Overlap("skills"), mw.Overlap("area"), mw.Overlap("level")]
PROGRAM = mw.Program(criteria=CRITERIA)
LEVELS = pa.MapArray.from_arrays(
    [0, 1, 1, 1, 2],
    pa.array(["go", "rust"], pa.large_string()).dictionary_encode(),
    pa.array([1.0, 2.0]),
)
TABLE = pa.table(
    {
        "id": pa.array(["a", "b", "c", "d"], pa.large_string()),
        "skills": pa.array([["go", "rust"], [], None, ["rust"]], pa.list_(pa.large_string())),
        "area": pa.array(["north", "south", None, "north"]).dictionary_encode(),
        "level": LEVELS,
    }
)


def misplaced(table):
    """The same table, as a reader makes it of a message that begins at an odd address."""
    written = pa.BufferOutputStream()
    with pa.ipc.new_stream(written, table.schema) as writer:
        writer.write_table(table)
    message = pa.py_buffer(b"x" + written.getvalue().to_pybytes()).slice(1)
    options = {}
    if hasattr(pa.ipc, "Alignment"):
        options["options"] = pa.ipc.IpcReadOptions(ensure_alignment=pa.ipc.Alignment.Any)
    read = pa.ipc.open_stream(message, **options).read_all()
    addresses = [
        buffer.address for column in read.columns for buffer in column.chunk(0).buffers() if buffer
    ]
    assert any(address % 8 for address in addresses)
    return read


KINDS = {
    "table": lambda table: table,
    "batch": lambda table: table.to_batches()[0],
    "reader": lambda table: table.to_reader(),
    "pandas": lambda table: table.to_pandas(types_mapper=pd.ArrowDtype),
    "slice": lambda table: pa.concat_tables([table.slice(0, 1), table.slice(1)]),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_answer_is_that_of_the_same_table(kind):
    expected = mw.score(TABLE, TABLE, PROGRAM)
    made = KINDS[kind]
    found = mw.score(made(misplaced(TABLE)), made(misplaced(TABLE)), PROGRAM)
    assert found.tobytes() == expected.tobytes()


def test_a_batch_for_a_scorer():
    scorer = mw.Scorer(TABLE, misplaced(TABLE), PROGRAM)
    (expected,) = scorer.recommend_batches(TABLE.to_batches(), k=2)
    (found,) = scorer.recommend_batches(misplaced(TABLE).to_batches(), k=2)
    assert pa.table(found).equals(pa.table(expected))
