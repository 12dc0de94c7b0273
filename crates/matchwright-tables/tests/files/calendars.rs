//! Calendars become weeks: what is taken, by the owner's own clock, out of hours that a mapping names. Days come from
//! the file or from the caller, never from the clock.

use matchwright_tables::mapping::{Mapping, Source, Tables};
use matchwright_tables::{Cell, Error, ReadOptions, Table};

use crate::{read, refused, texts};

fn on(date: &str, text: &str) -> Result<Table, Error> {
    let options = ReadOptions { date: Some(date.to_owned()), ..ReadOptions::default() };
    Table::from_bytes(text.into(), "calendar.ics", &options)
}

fn example() -> Result<Table, Error> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/standards/calendars.ics");
    let options = ReadOptions { date: Some("2026-03-02".to_owned()), ..ReadOptions::default() };
    Table::from_file_with(path, &options)
}

/// A calendar of somebody with these lines.
fn calendar(lines: &str) -> String {
    format!("BEGIN:VCALENDAR\r\nX-WR-CALNAME:a@x.example\r\n{lines}\r\nEND:VCALENDAR\r\n")
}

/// A calendar with one event.
fn event(lines: &str) -> String {
    calendar(&format!("BEGIN:VEVENT\nUID:1\n{lines}\nEND:VEVENT"))
}

/// What is taken, where the four weeks from a Monday are read.
fn busy(text: &str) -> Result<String, Error> {
    Ok(texts(&on("2026-03-02", text)?, "busy").join(" | "))
}

/// What is left of working hours.
fn free(table: &Table) -> Result<Vec<String>, Error> {
    let source = Source::busy("busy").with_within("mon-fri 09:00-17:00");
    let mapping = Mapping::new().with_column("free", source);
    let mapped = mapping.apply(&Tables::peers(table))?;
    assert!(mapped.findings.is_empty(), "{:?}", mapped.findings);
    Ok(texts(&mapped.mentees.table, "free"))
}

#[test]
fn the_example_holds_replies_and_events() -> Result<(), Error> {
    let table = example()?;
    let ids =
        ["ada.quill", "eve.hart", "ben.roy", "cy.lane"].map(|name| format!("{name}@example.org"));
    assert_eq!(texts(&table, "id"), ids);
    assert_eq!(texts(&table, "name"), ["Ada Quill", "Eve Hart", "", ""]);
    assert_eq!(&texts(&table, "zone")[..2], ["UTC", "UTC"]);
    assert_eq!(texts(&table, "zone")[3], "+01:00");
    assert_eq!(texts(&table, "from"), ["2026-03-02"; 4]);
    assert_eq!(texts(&table, "to"), ["2026-03-08", "2026-03-08", "2026-03-29", "2026-03-29"]);
    let free = free(&table)?;
    assert_eq!(
        free[0],
        "mon 12:00-17:00; tue 09:00-13:00; tue 15:00-17:00; thu 09:00-17:00; fri 09:00-17:00"
    );
    assert_eq!(free[1], "thu 09:00-17:00; fri 09:00-17:00");
    // The stand-up is every morning, the client on three days; a fair on one Tuesday is no habit.
    assert_eq!(free[2], "tue 10:00-17:00; wed 10:00-17:00");
    assert_eq!(free[3], "thu 09:00-17:00; fri 09:00-17:00");
    let said = table.reading().to_string();
    for part in [
        "read as calendars; 6 events and 2 free/busy replies of 4 people: four weeks from 2026-03-02",
        "1 cancelled event passed over",
        "1 event during which somebody is free passed over",
        "not read: 1 × VTODO",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    assert!(!said.contains("Stand-up") && !said.contains("example.org"), "{said}");
    Ok(())
}

#[test]
fn events_need_a_day_and_replies_bring_theirs() -> Result<(), Error> {
    let text = event("DTSTART:20260302T090000Z\nDTEND:20260302T100000Z\nRRULE:FREQ=WEEKLY");
    assert!(refused(read(&text, "a.ics")).contains("give a date, such as 2026-03-02"));
    let reply = calendar(
        "BEGIN:VFREEBUSY\nORGANIZER:MAILTO:b@x.example\nDTSTART:20260302T000000Z\nDTEND:20260309T000000Z\n\
         FREEBUSY;FBTYPE=FREE:20260302T090000Z/PT8H\nFREEBUSY:20260302T100000Z/PT20M\nEND:VFREEBUSY",
    );
    let table = read(&reply, "b.ics")?;
    assert_eq!(texts(&table, "id"), ["b@x.example"]);
    assert_eq!(texts(&table, "busy"), ["mon 10:00-10:30"]);
    Ok(())
}

#[test]
fn rules_of_recurrence() -> Result<(), Error> {
    let start = "DTSTART:20260105T090000Z\nDTEND:20260105T100000Z\n";
    for (rule, expected) in [
        ("FREQ=WEEKLY", "mon 09:00-10:00"),
        ("FREQ=WEEKLY;BYDAY=MO,WE", "mon 09:00-10:00; wed 09:00-10:00"),
        ("FREQ=WEEKLY;INTERVAL=2", "mon 09:00-10:00"),
        ("FREQ=WEEKLY;INTERVAL=4", ""),
        ("FREQ=WEEKLY;UNTIL=20260216T235959Z", ""),
        ("FREQ=WEEKLY;COUNT=8", ""),
        ("FREQ=DAILY;BYDAY=SA", "sat 09:00-10:00"),
        ("FREQ=MONTHLY;BYDAY=1MO,3MO", "mon 09:00-10:00"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", ""),
    ] {
        assert_eq!(busy(&event(&format!("{start}RRULE:{rule}")))?, expected, "{rule}");
    }
    Ok(())
}

#[test]
fn instances_are_left_out_and_moved() -> Result<(), Error> {
    let weekly = "DTSTART:20260302T090000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY";
    let out = event(&format!(
        "{weekly}\nEXDATE:20260302T090000Z,20260309T090000Z\nEXDATE:20260316T090000Z"
    ));
    assert_eq!(busy(&out)?, "");
    let moved = |day: &str| {
        format!(
            "BEGIN:VEVENT\nUID:1\nRECURRENCE-ID:{day}T090000Z\nDTSTART:{day}T140000Z\nDURATION:PT1H\nEND:VEVENT\n"
        )
    };
    let days = ["20260302", "20260309", "20260316"].map(moved).concat();
    let text = calendar(&format!("{days}BEGIN:VEVENT\nUID:1\n{weekly}\nEND:VEVENT"));
    assert_eq!(busy(&text)?, "mon 14:00-15:00");
    Ok(())
}

#[test]
fn everybody_lives_by_their_own_clock() -> Result<(), Error> {
    let meeting = "BEGIN:VEVENT\nUID:1\nDTSTART:20260302T140000Z\nDTEND:20260302T150000Z\nRRULE:FREQ=WEEKLY\nEND:VEVENT";
    let floating = meeting.replace("0Z", "0");
    for (zone, text, expected) in [
        ("X-WR-TIMEZONE:UTC", meeting, "mon 14:00-15:00"),
        ("X-WR-TIMEZONE:Nowhere/Town", meeting, "mon 14:00-15:00"),
        ("X-WR-TIMEZONE:Nowhere/Town", floating.as_str(), "mon 14:00-15:00"),
    ] {
        let table = on("2026-03-02", &calendar(&format!("{zone}\n{text}")))?;
        assert_eq!(texts(&table, "busy"), [expected], "{zone}");
        let is_unknown = table.reading().to_string().contains("time zone that nobody defines");
        assert_eq!(is_unknown, zone.contains("Nowhere"), "{}", table.reading());
    }
    Ok(())
}

#[test]
fn whole_days_and_nothing_at_all() -> Result<(), Error> {
    let day = "DTSTART;VALUE=DATE:20260306\nRRULE:FREQ=WEEKLY";
    assert_eq!(busy(&event(day))?, "fri 00:00-24:00");
    let empty = on("2026-03-02", &calendar("PRODID:x"))?;
    assert_eq!(empty.column("busy"), Some(&[Cell::List(Vec::new())][..]));
    assert_eq!(free(&empty)?[0].matches("09:00-17:00").count(), 5, "nothing is taken");
    Ok(())
}

#[test]
fn several_calendars_of_one_person_are_one_week() -> Result<(), Error> {
    let at = |start: &str| event(&format!("DTSTART:{start}\nDURATION:PT1H\nRRULE:FREQ=WEEKLY"));
    let three = [at("20260302T090000Z"), at("20260303T090000Z"), at("20260304T090000Z")];
    let expected = "mon 09:00-10:00; tue 09:00-10:00; wed 09:00-10:00";
    assert_eq!(busy(&three.concat())?, expected);
    let backwards: String = three.iter().rev().map(String::as_str).collect();
    assert_eq!(busy(&backwards)?, expected);
    Ok(())
}

#[test]
fn nobody_is_lost_where_no_owner_is_named() -> Result<(), Error> {
    let text = "BEGIN:VCALENDAR\nEND:VCALENDAR\nBEGIN:VCALENDAR\nPRODID:x\nEND:VCALENDAR\n";
    let table = on("2026-03-02", text)?;
    assert_eq!(table.column("id"), Some(&[Cell::Missing][..]), "an empty calendar says nothing");
    Ok(())
}

#[test]
fn broken_calendars_are_read_as_far_as_they_go_or_refused() -> Result<(), Error> {
    let table =
        on("2026-03-02", &event("DTSTART:20260302T090000Z\nnonsense\nDTEND:20260302T100000Z"))?;
    assert!(
        table.reading().to_string().contains("1 line that cannot be read"),
        "{}",
        table.reading()
    );
    let untimed = on("2026-03-02", &event("SUMMARY:x"))?;
    assert!(untimed.reading().to_string().contains("1 event without a start"));
    let often = on("2026-03-02", &event("DTSTART:20260302T090000Z\nRRULE:FREQ=SECONDLY"))?;
    assert!(often.reading().to_string().contains("1 rule of recurrence not followed"));
    let deep = "BEGIN:VEVENT\n".repeat(100_000);
    assert!(refused(on("2026-03-02", &calendar(&deep))).contains("too deep"));
    let folded = "BEG\n IN:VEVENT\n".repeat(100_000);
    assert!(refused(on("2026-03-02", &calendar(&folded))).contains("too deep"));
    let zone = "BEGIN:VTIMEZONE\nTZID:Z\nBEGIN:STANDARD\nDTSTART:19700101T000000\nRRULE:FREQ=SECONDLY\n\
                TZOFFSETFROM:+0000\nTZOFFSETTO:+0100\nEND:STANDARD\nEND:VTIMEZONE";
    assert_eq!(busy(&calendar(zone))?, "");
    for text in ["", "\n", "END:VCALENDAR", "nonsense", "BEGIN:VEVENT\nEND:VEVENT"] {
        assert!(refused(on("2026-03-02", text)).contains("holds no calendar"), "{text:?}");
    }
    assert_eq!(on("2026-03-02", "BEGIN:VCALENDAR")?.rows(), 0);
    Ok(())
}

#[test]
fn a_calendar_is_known_by_what_it_holds() -> Result<(), Error> {
    let text = event("DTSTART:20260302T090000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY");
    let options = ReadOptions { date: Some("2026-03-02".to_owned()), ..ReadOptions::default() };
    let table = Table::from_bytes(text.into(), "calendar.txt", &options)?;
    assert_eq!(texts(&table, "busy"), ["mon 09:00-10:00"]);
    Ok(())
}

#[test]
fn a_hundred_thousand_events_are_read() -> Result<(), Error> {
    let event = |at: usize| {
        let (day, hour) = (1 + at % 28, at % 24);
        format!(
            "BEGIN:VEVENT\nUID:{at}\nDTSTART:202602{day:02}T{hour:02}0000Z\nDURATION:PT1H\n\
             RRULE:FREQ=WEEKLY\nEND:VEVENT\n"
        )
    };
    let events = (0..100_000).map(event).collect::<Vec<_>>().concat();
    let table = on("2026-03-02", &calendar(&events))?;
    assert_eq!(table.rows(), 1);
    Ok(())
}
