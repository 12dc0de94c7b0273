//! Learning and employment records of HR Open Standards (LER-RS): certifications, licences, courses and
//! skills of a person, alone or as the subject of a verifiable credential.

use serde_json::Value;

use super::fields::{Record, day, each, first, inner, objects, text};
use super::{Course, People};

/// How the address of the schema ends, by which a record says what it is.
const SCHEMA: &str = "LER-RSType.json";

const OF_RECORD: [&str; 9] = [
    "@context",
    "type",
    "documentId",
    "person",
    "communication",
    "certifications",
    "licenses",
    "educationAndLearnings",
    "skills",
];
const OF_CERTIFICATION: [&str; 7] = [
    "id",
    "name",
    "firstIssued",
    "effectiveTimePeriod",
    "issuingAuthority",
    "verifications",
    "verifiableCredential",
];

/// Whether an object is a record, or the credential of one.
pub(super) fn is_record(object: &Record) -> bool {
    says_it(object) || inner(object, "credentialSubject").is_some_and(says_it)
}

fn says_it(object: &Record) -> bool {
    text(object, "type").is_some_and(|kind| kind.ends_with(SCHEMA))
}

/// What a record says of its person.
pub(super) fn read(object: &Record, people: &mut People) {
    let record = match inner(object, "credentialSubject") {
        Some(subject) if !says_it(object) => subject,
        _ => object,
    };
    people.credentials += 1;
    people.unread.note("", record, &OF_RECORD);
    let Some(id) = who(record) else {
        people.passed.nobody += 1;
        return;
    };
    let mut courses = certificates(record, people);
    courses.extend(programs(record));
    let skills = objects(record, "skills").filter_map(|skill| Course::new(text(skill, "name")));
    courses.extend(skills);
    let person = people.person(&id);
    person.name = person.name.take().or_else(|| name(record));
    person.courses.extend(courses);
}

/// The first e-mail address, otherwise the id of the document.
fn who(record: &Record) -> Option<String> {
    let of = |holder: &Record| {
        let communication = inner(holder, "communication")?;
        objects(communication, "email").find_map(|email| text(email, "address"))
    };
    let person = inner(record, "person");
    of(record).or_else(|| of(person?)).or_else(|| first(inner(record, "documentId")?, &["value"]))
}

fn name(record: &Record) -> Option<String> {
    let name = inner(inner(record, "person")?, "name")?;
    let parts = || {
        let parts: Vec<String> =
            ["given", "family"].iter().filter_map(|part| text(name, part)).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    };
    text(name, "formattedName").or_else(parts)
}

/// Certifications and licences.
fn certificates(record: &Record, people: &mut People) -> Vec<Course> {
    let mut courses = Vec::new();
    for certificate in objects(record, "certifications").chain(objects(record, "licenses")) {
        people.unread.note("certifications.", certificate, &OF_CERTIFICATION);
        let Some(mut course) = Course::new(text(certificate, "name")) else {
            people.passed.nameless += 1;
            continue;
        };
        let period = inner(certificate, "effectiveTimePeriod");
        course.issued = day(certificate, &["firstIssued"]).or_else(|| day(period?, &["validFrom"]));
        course.expires = period.and_then(|period| day(period, &["validTo"]));
        let authority = inner(certificate, "issuingAuthority");
        course.issuer = authority.and_then(|authority| text(authority, "name"));
        course.evidence =
            inner(certificate, "id").and_then(|id| text(id, "value")).into_iter().collect();
        courses.push(course);
    }
    courses
}

/// Courses that have come to their end.
fn programs(record: &Record) -> Vec<Course> {
    let mut courses = Vec::new();
    for learning in objects(record, "educationAndLearnings") {
        let Some(end) = day(learning, &["end"]) else { continue };
        let institution = inner(learning, "institution");
        for program in each(learning, "programs").iter().filter_map(Value::as_str) {
            let name = Some(program.trim().to_owned()).filter(|name| !name.is_empty());
            courses.extend(Course::new(name).map(|course| Course {
                issued: Some(end.clone()),
                issuer: institution.and_then(|institution| text(institution, "name")),
                ..course
            }));
        }
    }
    courses
}
