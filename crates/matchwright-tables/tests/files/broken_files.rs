//! Files with bytes changed, cut or doubled: an error or a table, never a panic.

use matchwright_tables::{ReadOptions, Table};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::workbooks::{ODS_ROWS, old_workbook, open_document, people};

const CSV: &str = "sep=;\nid;\"si\nte\";hours\ne1;\"Le\"\"eds\";3,5\n;;\ne2;York;4,25\n";
const SCIM: &str = r#"{"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 2,
"Resources": [{"id": "e1", "emails": [{"value": "a@b.example", "type": "work"}], "name": {"formatted": "A"}},
{"id": "e2", "addresses": [{"country": "UK", "primary": true}], "active": true}]}"#;

const BADGES: &str = r#"[{"type": ["VerifiableCredential", "OpenBadgeCredential"], "validFrom": "2025-05-12T00:00:00Z",
"credentialSubject": {"id": "mailto:a@b.example", "achievement": {"name": "Rowing", "alignment": [{"targetName": "Sport"}],
"resultDescription": [{"rubricCriterionLevel": [{"id": "l", "level": "3"}]}]}, "result": [{"achievedLevel": "l"}]}},
{"type": "Assertion", "recipient": {"identity": "c@b.example"}, "badge": {"name": "Chess"}, "issuedOn": "2024-01-01"}]"#;
const EXPORT: &str = r#"{"d": {"results": [{"__metadata": {"uri": "u"}, "userId": "1", "hireDate": "/Date(1488326400000)/",
"nav": {"results": [{"name": "SQL", "rating": "4"}]}}, {"userId": "2", "managerNav": {"userId": "1"}}]}}"#;
const CALENDARS: &str = "BEGIN:VCALENDAR\r\nBEGIN:VFREEBUSY\r\nATTENDEE;CN=A:mailto:a@b.example\r\nDTSTART:20260302T000000Z\r\n\
DTEND:20260309T000000Z\r\nFREEBUSY:20260302T090000Z/PT2H,\r\n 20260303T090000Z/20260303T100000Z\r\nEND:VFREEBUSY\r\nEND:VCALENDAR\r\n\
BEGIN:VCALENDAR\r\nX-WR-CALNAME:c@b.example\r\nBEGIN:VTIMEZONE\r\nTZID:Z\r\nBEGIN:STANDARD\r\nDTSTART:19701025T030000\r\n\
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n\
BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Z:20250908T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20270101T000000Z\r\n\
EXDATE;TZID=Z:20260304T090000\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:1\r\nRECURRENCE-ID;TZID=Z:20260309T090000\r\n\
DTSTART;TZID=Z:20260309T140000\r\nDTEND:20260309T150000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

/// A good file of every format.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let records = [["e1", "Leeds"], ["e2", "York"]];
    let json = serde_json::to_vec(
        &records
            .map(|[id, site]| serde_json::json!({"id": id, "site": site, "skills": {"rowing": 3}})),
    );
    let batch = arrow();
    vec![
        ("people.csv", CSV.into()),
        ("utf16.csv", CSV.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("people.xlsx", people().unwrap_or_default()),
        ("people.ods", open_document(ODS_ROWS).unwrap_or_default()),
        ("people.xls", old_workbook([0, 2], 1).unwrap_or_default()),
        ("people.json", json.unwrap_or_default()),
        ("users.json", SCIM.into()),
        ("badges.json", BADGES.into()),
        ("export.json", EXPORT.into()),
        ("calendars.ics", CALENDARS.into()),
        ("people.parquet", parquet(batch.as_ref())),
        ("people.arrow", ipc(batch.as_ref())),
    ]
}

fn arrow() -> Option<arrow_array::RecordBatch> {
    let ids: arrow_array::ArrayRef =
        std::sync::Arc::new(arrow_array::StringArray::from(vec!["e1", "e2"]));
    let keys: arrow_array::DictionaryArray<arrow_array::types::Int8Type> =
        vec!["Leeds", "York"].into_iter().collect();
    let sites: arrow_array::ArrayRef = std::sync::Arc::new(keys);
    arrow_array::RecordBatch::try_from_iter([("id", ids), ("site", sites)]).ok()
}

fn parquet(batch: Option<&arrow_array::RecordBatch>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let written = batch.and_then(|batch| {
        let mut writer =
            parquet::arrow::ArrowWriter::try_new(&mut bytes, batch.schema(), None).ok()?;
        writer.write(batch).ok()?;
        writer.close().ok()
    });
    assert!(written.is_some());
    bytes
}

fn ipc(batch: Option<&arrow_array::RecordBatch>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let written = batch.and_then(|batch| {
        let lz4 = arrow_ipc::writer::IpcWriteOptions::default()
            .try_with_compression(Some(arrow_ipc::CompressionType::LZ4_FRAME))
            .ok()?;
        let schema = batch.schema();
        let mut writer =
            arrow_ipc::writer::FileWriter::try_new_with_options(&mut bytes, &schema, lz4).ok()?;
        writer.write(batch).ok()?;
        writer.finish().ok()
    });
    assert!(written.is_some());
    bytes
}

#[derive(Debug, Clone)]
enum Harm {
    Set(f64, u8),
    Flip(f64, u8),
    Fill(f64, u8),
    Cut(f64),
    Double(f64, f64),
}

fn harm() -> impl Strategy<Value = Harm> {
    let place = || 0.0..1.0;
    prop_oneof![
        4 => (place(), any::<u8>()).prop_map(|(at, byte)| Harm::Set(at, byte)),
        4 => (place(), 0_u8..8).prop_map(|(at, bit)| Harm::Flip(at, bit)),
        2 => (place(), any::<u8>()).prop_map(|(at, byte)| Harm::Fill(at, byte)),
        1 => place().prop_map(Harm::Cut),
        1 => (place(), place()).prop_map(|(from, to)| Harm::Double(from, to)),
    ]
}

fn harmed(mut bytes: Vec<u8>, harms: &[Harm]) -> Vec<u8> {
    for harm in harms {
        let at = |place: f64, bytes: &[u8]| (place * bytes.len() as f64) as usize;
        match *harm {
            Harm::Set(place, byte) => {
                let at = at(place, &bytes);
                bytes.iter_mut().skip(at).take(1).for_each(|have| *have = byte);
            }
            Harm::Flip(place, bit) => {
                let at = at(place, &bytes);
                bytes.iter_mut().skip(at).take(1).for_each(|have| *have ^= 1 << bit);
            }
            Harm::Fill(place, byte) => {
                let at = at(place, &bytes);
                bytes.iter_mut().skip(at).take(4).for_each(|have| *have = byte);
            }
            Harm::Cut(place) => bytes.truncate(at(place, &bytes)),
            Harm::Double(from, to) => {
                let (from, to) = (at(from, &bytes), at(to, &bytes));
                let part = bytes.get(from.min(to)..from.max(to)).unwrap_or_default().to_vec();
                bytes.extend(part);
            }
        }
    }
    bytes
}

/// Events need a day.
fn options() -> ReadOptions {
    ReadOptions { date: Some("2026-03-02".to_owned()), ..ReadOptions::default() }
}

fn cases() -> u32 {
    let cases = std::env::var("MATCHWRIGHT_CASES").ok().and_then(|cases| cases.parse().ok());
    cases.unwrap_or(400)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn a_broken_file_is_read_or_refused(file in 0_usize..12, harms in vec(harm(), 1..6)) {
        if let Some((name, bytes)) = files().into_iter().nth(file) {
            let bytes = harmed(bytes, &harms);
            if let Ok(table) = Table::from_bytes(bytes, name, &options()) {
                prop_assert!(table.names().all(|name| table.column(name).is_some()));
            }
        }
    }
}

#[test]
fn every_good_file_is_read() {
    for (name, bytes) in files() {
        let table = Table::from_bytes(bytes, name, &options());
        assert!(
            table.as_ref().is_ok_and(|table| table.rows() == 2 || name == "people.xls"),
            "{name}: {table:?}"
        );
    }
}
