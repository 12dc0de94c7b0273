//! Tables from Arrow record batches, as pandas, polars, pyarrow and `DuckDB` hand them over.
//!
//! | Arrow | cell |
//! |---|---|
//! | text of any layout, dictionary | text |
//! | whole numbers, floats, decimals | number; a whole number beyond 2⁵³ stays text, and NaN is no answer |
//! | Boolean | `yes`, `no` |
//! | dates and times, and the extension `arrow.uuid` | text |
//! | list of floats | numbers |
//! | list of other single values | list of labels |
//! | list of lists | list of lists |
//! | list of structs with `label` (or `name`, `skill`) and `level` | list with levels |
//! | map, or struct, from label to number | list with levels |

use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, Float64Type, Int64Type, UInt64Type};
use arrow_array::{
    Array, ArrayRef, LargeListArray, MapArray, OffsetSizeTrait, RecordBatch, StructArray,
    new_empty_array,
};
use arrow_cast::{can_cast_types, cast};
use arrow_schema::{DataType, Field, FieldRef, Schema};

use crate::error::Error;
use crate::finding::{Finding, Findings};
use crate::table::{Cell, Item, Table};

/// Names that the label's field may have in a list of structs.
const LABEL_FIELDS: [&str; 3] = ["label", "name", "skill"];

/// Name of the level's field beside it.
const LEVEL_FIELD: &str = "level";

/// Whole numbers up to this size have a float of their own.
const LARGEST_EXACT: u64 = 1 << 53;

impl Table {
    /// A table from record batches of one schema; `origin` names it in errors.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use arrow_array::{ArrayRef, Int32Array, RecordBatch, StringArray};
    /// use matchwright_tables::{Cell, Table};
    ///
    /// let ids: ArrayRef = Arc::new(StringArray::from(vec!["e1", "e2"]));
    /// let ages: ArrayRef = Arc::new(Int32Array::from(vec![Some(31), None]));
    /// let batch = RecordBatch::try_from_iter([("id", ids), ("age", ages)])?;
    /// let table = Table::from_arrow(&batch.schema(), &[batch], "mentees")?;
    /// assert_eq!(table.column("age").unwrap(), [Cell::Number(31.0), Cell::Missing]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Input`] with every column of a type that no cell can hold, and
    /// [`Error::Syntax`] where a batch has fewer columns than the schema.
    pub fn from_arrow(
        schema: &Schema,
        batches: &[RecordBatch],
        origin: &str,
    ) -> Result<Self, Error> {
        let mut table = Self::new(batches.iter().map(RecordBatch::num_rows).sum());
        let mut findings = Findings::default();
        for (position, field) in schema.fields().iter().enumerate() {
            let mut column = Vec::with_capacity(table.rows());
            for batch in batches {
                let array = batch.columns().get(position).ok_or_else(|| Error::Syntax {
                    origin: origin.to_owned(),
                    message: "a batch has fewer columns than the schema".to_owned(),
                })?;
                column.extend(cells_of(field, array).unwrap_or_default());
            }
            if cells_of(field, &new_empty_array(field.data_type())).is_none() {
                let message = format!(
                    "columns of the type {} cannot be read; text, numbers, lists and maps can",
                    field.data_type()
                );
                let finding = Finding::new(message).code("column_kind");
                findings.push(finding.table(origin).column(field.name()));
            }
            table.insert(field.name(), column);
        }
        Ok(findings.into_result(table)?)
    }
}

/// Whether cells can hold the values of a column.
#[cfg(feature = "parquet")]
pub(super) fn is_readable(field: &Field) -> bool {
    cells_of(field, &new_empty_array(field.data_type())).is_some()
}

/// Bytes of the texts of an array when each stands for itself: a dictionary, or views of one long text,
/// hold each only once.
#[cfg(feature = "parquet")]
pub(super) fn bytes_apart(array: &ArrayRef) -> u64 {
    let sum = |children: &[&ArrayRef]| children.iter().map(|child| bytes_apart(child)).sum();
    match array.data_type() {
        DataType::Utf8View => array.as_string_view().lengths().map(u64::from).sum(),
        DataType::Dictionary(_, _) => {
            let array = array.as_any_dictionary();
            let texts = cast(array.values(), &DataType::LargeUtf8);
            let Ok(texts) = texts else { return 0 };
            let lengths: Vec<usize> = texts.as_string::<i64>().offsets().lengths().collect();
            array
                .normalized_keys()
                .iter()
                .filter_map(|&key| lengths.get(key))
                .map(|&x| x as u64)
                .sum()
        }
        DataType::List(_) => sum(&[array.as_list::<i32>().values()]),
        DataType::LargeList(_) => sum(&[array.as_list::<i64>().values()]),
        DataType::FixedSizeList(_, _) => sum(&[array.as_fixed_size_list().values()]),
        DataType::Struct(_) => sum(&array.as_struct().columns().iter().collect::<Vec<_>>()),
        DataType::Map(_, _) => sum(&[array.as_map().keys(), array.as_map().values()]),
        _ => array.get_array_memory_size() as u64,
    }
}

/// The cells of a field's array: of its extension, where that is known, else of its type.
fn cells_of(field: &Field, array: &ArrayRef) -> Option<Vec<Cell>> {
    let is_uuid = field.extension_type_name() == Some("arrow.uuid");
    match array.as_fixed_size_binary_opt() {
        Some(uuids) if is_uuid => {
            Some(uuids.iter().map(|bytes| text(bytes.map(uuid).as_deref())).collect())
        }
        _ => cells(array),
    }
}

/// The bytes of a UUID as it is written.
fn uuid(bytes: &[u8]) -> String {
    let digits = bytes.iter().enumerate().map(|(at, byte)| {
        let dash = if matches!(at, 4 | 6 | 8 | 10) { "-" } else { "" };
        format!("{dash}{byte:02x}")
    });
    digits.collect()
}

/// The cells of an array; `None` for types that no cell can hold.
fn cells(array: &ArrayRef) -> Option<Vec<Cell>> {
    match array.data_type() {
        DataType::Null => Some(vec![Cell::Missing; array.len()]),
        DataType::Boolean => {
            let flags = array.as_boolean().iter();
            Some(flags.map(|flag| text(flag.map(|flag| if flag { "yes" } else { "no" }))).collect())
        }
        DataType::Dictionary(_, values) => cells(&cast(array, values).ok()?),
        kind if entry_of(kind).is_some() => lists(array),
        DataType::Map(_, _) => maps(array.as_map()),
        DataType::Struct(_) => structs(array.as_struct()),
        kind if kind.is_unsigned_integer() => {
            let numbers = cast(array, &DataType::UInt64).ok()?;
            let numbers = numbers.as_primitive::<UInt64Type>().iter();
            Some(numbers.map(|number| whole(number.map(i128::from))).collect())
        }
        kind if kind.is_integer() => {
            let numbers = cast(array, &DataType::Int64).ok()?;
            let numbers = numbers.as_primitive::<Int64Type>().iter();
            Some(numbers.map(|number| whole(number.map(i128::from))).collect())
        }
        DataType::Decimal128(_, 0) => {
            Some(array.as_primitive::<Decimal128Type>().iter().map(whole).collect())
        }
        kind if kind.is_floating() || kind.is_decimal() => {
            let numbers = cast(array, &DataType::Float64).ok()?;
            let numbers = numbers.as_primitive::<Float64Type>().iter();
            Some(numbers.map(|number| number.map_or(Cell::Missing, Cell::number)).collect())
        }
        kind if kind.is_string() || kind.is_temporal() => {
            let texts = cast(array, &DataType::LargeUtf8).ok()?;
            Some(texts.as_string::<i64>().iter().map(text).collect())
        }
        _ => None,
    }
}

fn text(text: Option<&str>) -> Cell {
    match text {
        Some(text) if !text.trim().is_empty() => Cell::Text(text.to_owned()),
        _ => Cell::Missing,
    }
}

fn whole(number: Option<i128>) -> Cell {
    match number {
        None => Cell::Missing,
        Some(number) if number.unsigned_abs() <= u128::from(LARGEST_EXACT) => {
            Cell::Number(number as f64)
        }
        Some(number) => Cell::Text(number.to_string()),
    }
}

/// Lists of any layout. All entries are read at once and cut up afterwards.
fn lists(array: &ArrayRef) -> Option<Vec<Cell>> {
    let list = DataType::LargeList(entry_of(array.data_type())?.clone());
    if !can_cast_types(array.data_type(), &list) {
        return None;
    }
    let lists = cast(array, &list).ok()?;
    let lists = lists.as_list::<i64>();
    let kind = lists.values().data_type();
    if kind.is_floating() {
        return vectors(lists);
    }
    if entry_of(kind).is_some() {
        return lists_of_lists(lists);
    }
    let items = entries(lists.values())?;
    Some(cut(lists.offsets(), &items, list_of, |row| lists.is_valid(row)))
}

/// What a list of any layout holds.
fn entry_of(kind: &DataType) -> Option<&FieldRef> {
    match kind {
        DataType::List(entry)
        | DataType::LargeList(entry)
        | DataType::FixedSizeList(entry, _)
        | DataType::ListView(entry)
        | DataType::LargeListView(entry) => Some(entry),
        _ => None,
    }
}

/// Lists of lists, of one level and no more; nulls in them keep their places.
fn lists_of_lists(lists: &LargeListArray) -> Option<Vec<Cell>> {
    let is_deeper = entry_of(lists.values().data_type())
        .is_some_and(|entry| entry_of(entry.data_type()).is_some());
    let parts = if is_deeper { None } else { cells(lists.values()) }?;
    let list = |own: &[Cell]| Cell::Lists(own.to_vec());
    Some(cut(lists.offsets(), &parts, list, |row| lists.is_valid(row)))
}

/// Lists of floats; nulls in them are passed over, as in other lists.
fn vectors(lists: &LargeListArray) -> Option<Vec<Cell>> {
    let numbers = cast(lists.values(), &DataType::Float64).ok()?;
    let numbers: Vec<Option<f64>> = numbers.as_primitive::<Float64Type>().iter().collect();
    let list = |own: &[Option<f64>]| Cell::Numbers(own.iter().flatten().copied().collect());
    Some(cut(lists.offsets(), &numbers, list, |row| lists.is_valid(row)))
}

/// The entries behind all lists of a column; `None` inside for null.
fn entries(values: &ArrayRef) -> Option<Vec<Option<Item>>> {
    if let Some(structs) = values.as_struct_opt() {
        let label = LABEL_FIELDS.iter().find_map(|name| structs.column_by_name(name))?;
        let levels = structs.column_by_name(LEVEL_FIELD).map(levels_of);
        let levels = levels.unwrap_or_else(|| Some(vec![None; structs.len()]))?;
        return Some(items(&cells(label)?, &levels));
    }
    let labels = cells(values)?;
    if labels.iter().any(|label| matches!(label, Cell::List(_))) || values.data_type().is_nested() {
        return None;
    }
    Some(items(&labels, &vec![None; labels.len()]))
}

fn maps(maps: &MapArray) -> Option<Vec<Cell>> {
    let items = items(&cells(maps.keys())?, &levels_of(maps.values())?);
    Some(cut(maps.offsets(), &items, list_of, |row| maps.is_valid(row)))
}

fn list_of(items: &[Option<Item>]) -> Cell {
    Cell::List(items.iter().flatten().cloned().collect())
}

/// One list per row from the entries of all rows, which stand end to end.
fn cut<O: OffsetSizeTrait, T>(
    offsets: &[O],
    items: &[T],
    list_of: impl Fn(&[T]) -> Cell,
    is_valid: impl Fn(usize) -> bool,
) -> Vec<Cell> {
    let list = |(row, span): (usize, &[O])| match span {
        [start, end] if is_valid(row) => {
            let own = items.get(start.as_usize()..end.as_usize()).unwrap_or_default();
            list_of(own)
        }
        _ => Cell::Missing,
    };
    offsets.windows(2).enumerate().map(list).collect()
}

/// One field per label: what a column of dictionaries becomes. A null level is an absent label.
fn structs(structs: &StructArray) -> Option<Vec<Cell>> {
    let names = structs.fields().iter().map(|field| field.name());
    let columns: Vec<(&String, Vec<Option<f64>>)> = names
        .zip(structs.columns())
        .map(|(name, levels)| Some((name, levels_of(levels)?)))
        .collect::<Option<_>>()?;
    let item = |row: usize, (name, levels): &(&String, Vec<Option<f64>>)| {
        Some(Item::with_level(name.as_str(), (*levels.get(row)?)?))
    };
    let list = |row: usize| columns.iter().filter_map(|column| item(row, column)).collect();
    let rows = 0..structs.len();
    Some(
        rows.map(|row| if structs.is_valid(row) { Cell::List(list(row)) } else { Cell::Missing })
            .collect(),
    )
}

/// Numbers, or nothing but nulls; `None` for every other type.
fn levels_of(values: &ArrayRef) -> Option<Vec<Option<f64>>> {
    let kind = values.data_type();
    if !(kind.is_numeric() || kind.is_null()) {
        return None;
    }
    let levels = cast(values, &DataType::Float64).ok()?;
    let levels = levels.as_primitive::<Float64Type>().iter();
    Some(levels.map(|level| level.filter(|level| !level.is_nan())).collect())
}

fn items(labels: &[Cell], levels: &[Option<f64>]) -> Vec<Option<Item>> {
    let item =
        |(label, &level): (&Cell, &Option<f64>)| label.as_text().map(|label| Item { label, level });
    labels.iter().zip(levels).map(item).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow_array::builder::{
        Float32Builder, Int32Builder, ListBuilder, MapBuilder, StringBuilder,
        StringDictionaryBuilder,
    };
    use arrow_array::types::Int8Type;
    use arrow_array::{
        BooleanArray, Date32Array, Decimal128Array, FixedSizeListArray, Float32Array, Int64Array,
        LargeStringArray, NullArray, StringArray, StringViewArray, UInt64Array,
    };
    use arrow_schema::Field;

    use super::*;

    fn read(array: ArrayRef) -> Result<Vec<Cell>, Error> {
        let field = Field::new("column", array.data_type().clone(), true);
        let schema = Arc::new(Schema::new(vec![field]));
        let batch = RecordBatch::try_new(schema.clone(), vec![array]);
        let batch = batch.map_err(|error| Error::Syntax {
            origin: "test".to_owned(),
            message: error.to_string(),
        })?;
        let table = Table::from_arrow(&schema, &[batch], "mentees")?;
        Ok(table.column("column").unwrap_or_default().to_vec())
    }

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn text_of_every_layout() -> Result<(), Error> {
        let values = vec![Some("a"), Some("  "), None];
        let mut dictionary = StringDictionaryBuilder::<Int8Type>::new();
        dictionary.extend(values.clone());
        let layouts: [ArrayRef; 4] = [
            Arc::new(StringArray::from(values.clone())),
            Arc::new(LargeStringArray::from(values.clone())),
            Arc::new(StringViewArray::from(values)),
            Arc::new(dictionary.finish()),
        ];
        for array in layouts {
            let kind = array.data_type().clone();
            assert_eq!(read(array)?, [text("a"), Cell::Missing, Cell::Missing], "{kind}");
        }
        Ok(())
    }

    #[test]
    fn numbers_flags_dates_and_nothing() -> Result<(), Error> {
        let decimals =
            Decimal128Array::from(vec![Some(1250)]).with_data_type(DataType::Decimal128(6, 2));
        let cases: [(ArrayRef, Cell); 7] = [
            (Arc::new(Int64Array::from(vec![7])), Cell::Number(7.0)),
            (Arc::new(Int64Array::from(vec![-(1 << 53) - 1])), text("-9007199254740993")),
            (Arc::new(UInt64Array::from(vec![u64::MAX])), text("18446744073709551615")),
            (Arc::new(Float32Array::from(vec![0.5])), Cell::Number(0.5)),
            (Arc::new(decimals), Cell::Number(12.5)),
            (Arc::new(Date32Array::from(vec![0])), text("1970-01-01")),
            (Arc::new(NullArray::new(1)), Cell::Missing),
        ];
        for (array, expected) in cases {
            let kind = array.data_type().clone();
            assert_eq!(read(array)?, [expected], "{kind}");
        }
        let flags = read(Arc::new(BooleanArray::from(vec![Some(true), Some(false), None])))?;
        assert_eq!(flags, [text("yes"), text("no"), Cell::Missing]);
        Ok(())
    }

    #[test]
    fn lists_of_labels_keep_their_rows_apart() -> Result<(), Error> {
        let mut lists = ListBuilder::new(StringBuilder::new());
        lists.append_value([Some("chess"), None, Some("golf")]);
        lists.append_null();
        lists.append(true);
        let lists = lists.finish();
        let golf = Cell::List(vec![Item::new("chess"), Item::new("golf")]);
        assert_eq!(read(Arc::new(lists.clone()))?, [golf, Cell::Missing, Cell::List(vec![])]);
        // A slice does not start at the first entry.
        assert_eq!(read(Arc::new(lists.slice(1, 2)))?, [Cell::Missing, Cell::List(vec![])]);
        Ok(())
    }

    #[test]
    fn lists_of_lists() -> Result<(), Error> {
        let mut lists = ListBuilder::new(ListBuilder::new(StringBuilder::new()));
        lists.values().append_value([Some("m3"), Some("m7")]);
        lists.values().append_null();
        lists.values().append_value([Some("m2")]);
        lists.append(true);
        lists.append_null();
        let part = |ids: &[&str]| Cell::List(ids.iter().map(|&id| Item::new(id)).collect());
        let expected = Cell::Lists(vec![part(&["m3", "m7"]), Cell::Missing, part(&["m2"])]);
        assert_eq!(read(Arc::new(lists.finish()))?, [expected, Cell::Missing]);

        let mut vectors = ListBuilder::new(ListBuilder::new(Float32Builder::new()));
        vectors.values().append_value([Some(0.5), Some(1.0)]);
        vectors.values().append_value([Some(2.0)]);
        vectors.append(true);
        let expected = Cell::Lists(vec![Cell::Numbers(vec![0.5, 1.0]), Cell::Numbers(vec![2.0])]);
        assert_eq!(read(Arc::new(vectors.finish()))?, [expected]);
        Ok(())
    }

    #[test]
    fn levels_beside_labels() -> Result<(), Error> {
        let labels: ArrayRef = Arc::new(StringArray::from(vec![Some("python"), None]));
        let levels: ArrayRef = Arc::new(Float32Array::from(vec![4.0, 1.0]));
        for name in LABEL_FIELDS {
            let entries: ArrayRef = Arc::new(StructArray::from(vec![
                (Arc::new(Field::new(name, DataType::Utf8, true)), labels.clone()),
                (Arc::new(Field::new("level", DataType::Float32, true)), levels.clone()),
            ]));
            let item = Arc::new(Field::new("item", entries.data_type().clone(), true));
            let list = FixedSizeListArray::new(item, 2, entries, None);
            let expected = Cell::List(vec![Item::with_level("python", 4.0)]);
            assert_eq!(read(Arc::new(list))?, [expected], "{name}");
        }
        Ok(())
    }

    #[test]
    fn levels_by_label() -> Result<(), Error> {
        let mut maps = MapBuilder::new(None, StringBuilder::new(), Int32Builder::new());
        maps.keys().extend([Some("python"), Some("sql")]);
        maps.values().extend([Some(4), None]);
        let ended = [maps.append(true), maps.append(false)];
        assert!(ended.iter().all(Result::is_ok));
        let expected = Cell::List(vec![Item::with_level("python", 4.0), Item::new("sql")]);
        assert_eq!(read(Arc::new(maps.finish()))?, [expected, Cell::Missing]);

        // A dictionary in a frame becomes a struct with every label of the column.
        let column = |values: Vec<Option<i64>>| Arc::new(Int64Array::from(values)) as ArrayRef;
        let field = |name: &str| Arc::new(Field::new(name, DataType::Int64, true));
        let structs = StructArray::from(vec![
            (field("python"), column(vec![Some(4), None])),
            (field("sql"), column(vec![None, Some(0)])),
        ]);
        let only = |label, level| Cell::List(vec![Item::with_level(label, level)]);
        assert_eq!(read(Arc::new(structs))?, [only("python", 4.0), only("sql", 0.0)]);
        Ok(())
    }

    #[test]
    fn what_no_cell_can_hold_is_named() {
        let list = |kind| DataType::List(Arc::new(Field::new("item", kind, true)));
        let nested = list(list(list(DataType::Utf8)));
        let texts = vec![Field::new("a", DataType::Utf8, true)];
        for kind in [DataType::Binary, nested, DataType::Struct(texts.into())] {
            let refused = read(new_empty_array(&kind)).map_err(|error| error.to_string());
            let expected = format!("mentees, column \"column\": columns of the type {kind} cannot");
            assert!(refused.err().is_some_and(|text| text.starts_with(&expected)), "{kind}");
        }
    }

    #[test]
    fn batches_follow_each_other() -> Result<(), Error> {
        let schema = Arc::new(Schema::new(vec![Field::new("id", DataType::Int64, false)]));
        let batch = |id| {
            let ids = Arc::new(Int64Array::from(vec![id])) as ArrayRef;
            RecordBatch::try_new(schema.clone(), vec![ids])
        };
        let batches: Vec<RecordBatch> = [batch(1), batch(2)].into_iter().flatten().collect();
        let table = Table::from_arrow(&schema, &batches, "mentees")?;
        assert_eq!(table.column("id"), Some(&[Cell::Number(1.0), Cell::Number(2.0)][..]));
        let empty = Table::from_arrow(&schema, &[], "mentees")?;
        assert_eq!((empty.rows(), empty.names().collect()), (0, vec!["id"]));
        Ok(())
    }
}
