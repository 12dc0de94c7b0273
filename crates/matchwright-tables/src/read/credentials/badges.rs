//! Open Badges 3.0 (credentials of achievements) and 2.0 (assertions), also within the presentation of a
//! wallet and within a Comprehensive Learner Record 2.0.

use std::collections::HashMap;

use serde_json::Value;

use super::fields::{Record, day, each, first, inner, is_kind, objects, text};
use super::{Course, Level, People};

/// Credentials of achievements, and what holds them.
const CREDENTIALS: [&str; 5] = [
    "Assertion",
    "OpenBadgeCredential",
    "AchievementCredential",
    "ClrCredential",
    "VerifiablePresentation",
];

/// What stands beside credentials and is none of an achievement.
const BESIDE: [&str; 6] = [
    "BadgeClass",
    "Issuer",
    "Profile",
    "EndorsementCredential",
    "Endorsement",
    "VerifiableCredential",
];

/// Fields that are read, or that say nothing of anybody.
const OF_CREDENTIAL: [&str; 20] = [
    "@context",
    "type",
    "@type",
    "id",
    "name",
    "credentialSubject",
    "recipient",
    "badge",
    "issuer",
    "issuedOn",
    "expires",
    "validFrom",
    "validUntil",
    "issuanceDate",
    "expirationDate",
    "awardedDate",
    "evidence",
    "revoked",
    "verifiableCredential",
    "holder",
];
const OF_SUBJECT: [&str; 7] =
    ["type", "id", "identifier", "achievement", "result", "evidence", "verifiableCredential"];
const OF_ACHIEVEMENT: [&str; 10] = [
    "@context",
    "type",
    "id",
    "name",
    "alignment",
    "alignments",
    "resultDescription",
    "issuer",
    "creator",
    "image",
];

/// How deep credentials may stand within each other: a presentation holds a record, which holds badges.
const DEEPEST: usize = 4;

pub(super) fn is_credential(object: &Record) -> bool {
    is_kind(object, &CREDENTIALS)
}

/// Whether it is a credential, or may stand beside some.
pub(super) fn is_part(object: &Record) -> bool {
    is_credential(object) || is_kind(object, &BESIDE)
}

/// The badges of a file by their addresses: an assertion may name its badge by that.
pub(super) fn classes(objects: &[Record]) -> HashMap<String, Record> {
    let classes = objects.iter().filter(|object| is_kind(object, &["BadgeClass"]));
    classes.filter_map(|class| Some((text(class, "id")?, class.clone()))).collect()
}

/// What an object says of people.
pub(super) fn read(object: &Record, classes: &HashMap<String, Record>, people: &mut People) {
    if is_kind(object, &["BadgeClass", "Issuer"]) {
        return;
    }
    unfold(object, classes, people, DEEPEST);
}

fn unfold(object: &Record, classes: &HashMap<String, Record>, people: &mut People, deepest: usize) {
    let held: Vec<&Record> = objects(object, "verifiableCredential")
        .chain(
            objects(object, "credentialSubject").flat_map(|o| objects(o, "verifiableCredential")),
        )
        .collect();
    if !held.is_empty() && deepest > 0 {
        people.unread.note("", object, &OF_CREDENTIAL);
        for one in held {
            unfold(one, classes, people, deepest - 1);
        }
    } else if is_kind(object, &["Assertion"]) {
        people.credentials += 1;
        assertion(object, classes, people);
    } else if is_credential(object) {
        people.credentials += 1;
        credential(object, people);
    } else {
        people.passed.others += 1;
    }
}

/// Open Badges 3.0.
fn credential(object: &Record, people: &mut People) {
    people.unread.note("", object, &OF_CREDENTIAL);
    let mut has_subject = false;
    for subject in objects(object, "credentialSubject") {
        has_subject = true;
        people.unread.note("credentialSubject.", subject, &OF_SUBJECT);
        let Some(id) = recipient(subject, people) else { continue };
        people.person(&id);
        let mut has_name = false;
        for achievement in objects(subject, "achievement") {
            people.unread.note("achievement.", achievement, &OF_ACHIEVEMENT);
            let Some(mut course) = Course::new(text(achievement, "name")) else { continue };
            has_name = true;
            course.level = level(subject, achievement);
            course.alignments = alignments(achievement);
            dated(object, &mut course);
            course.evidence.extend(evidence(subject));
            people.person(&id).courses.push(course);
        }
        people.passed.nameless += usize::from(!has_name);
    }
    people.passed.nobody += usize::from(!has_subject);
}

/// Open Badges 2.0.
fn assertion(object: &Record, classes: &HashMap<String, Record>, people: &mut People) {
    people.unread.note("", object, &OF_CREDENTIAL);
    let Some(recipient) = inner(object, "recipient") else {
        people.passed.nobody += 1;
        return;
    };
    if recipient.get("hashed") == Some(&Value::Bool(true)) {
        people.passed.hashed += 1;
        return;
    }
    let Some(id) = text(recipient, "identity") else {
        people.passed.nobody += 1;
        return;
    };
    let badge = inner(object, "badge").or_else(|| classes.get(object.get("badge")?.as_str()?));
    people.person(bare(&id));
    let Some(mut course) = badge.and_then(|badge| Course::new(text(badge, "name"))) else {
        people.passed.nameless += 1;
        return;
    };
    if let Some(badge) = badge {
        people.unread.note("badge.", badge, &OF_ACHIEVEMENT);
        course.alignments = alignments(badge);
        course.issuer = issuer(badge);
    }
    dated(object, &mut course);
    people.person(bare(&id)).courses.push(course);
}

/// Days, evidence and issuer, which both versions keep in the credential.
fn dated(object: &Record, course: &mut Course) {
    course.issued = day(object, &["awardedDate", "validFrom", "issuanceDate", "issuedOn"]);
    course.expires = day(object, &["validUntil", "expirationDate", "expires"]);
    course.evidence = evidence(object);
    course.issuer = issuer(object).or(course.issuer.take());
    course.is_revoked = object.get("revoked") == Some(&Value::Bool(true));
}

/// Who it is: an address by which a roster knows people, otherwise what there is.
fn recipient(subject: &Record, people: &mut People) -> Option<String> {
    let given: Vec<&Record> = objects(subject, "identifier").collect();
    let plain = given.iter().filter(|one| one.get("hashed") != Some(&Value::Bool(true)));
    let is_email = |one: &&&Record| text(one, "identityType").as_deref() == Some("emailAddress");
    let email = plain.clone().find(is_email).and_then(|one| text(one, "identityHash"));
    let other = || plain.clone().find_map(|one| text(one, "identityHash"));
    let id = email.or_else(|| text(subject, "id")).or_else(other);
    match id {
        Some(id) => Some(bare(&id).to_owned()),
        None if given.is_empty() => {
            people.passed.nobody += 1;
            None
        }
        None => {
            people.passed.hashed += 1;
            None
        }
    }
}

/// An e-mail address without its scheme.
fn bare(id: &str) -> &str {
    id.strip_prefix("mailto:").unwrap_or(id)
}

/// The level that was reached: a rubric's, or a rating that is said by itself. What else a result may
/// say, such as a grade or a per cent, is no level.
fn level(subject: &Record, achievement: &Record) -> Option<Level> {
    objects(subject, "result").find_map(|result| {
        let reached = text(result, "achievedLevel")?;
        let mut levels = objects(achievement, "resultDescription")
            .flat_map(|description| objects(description, "rubricCriterionLevel"));
        let found = levels.find(|one| text(one, "id").as_ref() == Some(&reached))?;
        let said = first(found, &["level", "points"]);
        let number = said
            .as_ref()
            .and_then(|text| text.parse::<f64>().ok())
            .filter(|number| number.is_finite());
        match number.filter(|number| number.is_finite()) {
            Some(number) => Some(Level::Number(number)),
            None => text(found, "name").or(said).map(Level::Word),
        }
    })
}

fn alignments(achievement: &Record) -> Vec<String> {
    let aligned = objects(achievement, "alignment").chain(objects(achievement, "alignments"));
    aligned.filter_map(|one| first(one, &["targetName", "name"])).collect()
}

/// Where evidence is, or what it is called.
fn evidence(object: &Record) -> Vec<String> {
    let said = each(object, "evidence").iter().filter_map(|one| match one {
        Value::String(address) => Some(address.trim().to_owned()),
        Value::Object(evidence) => first(evidence, &["id", "name", "narrative"]),
        _ => None,
    });
    said.filter(|text| !text.is_empty()).collect()
}

/// What the issuer is called; its address where no more is said.
fn issuer(object: &Record) -> Option<String> {
    match object.get("issuer")? {
        Value::Object(profile) => first(profile, &["name", "id"]),
        Value::String(address) => Some(address.trim().to_owned()).filter(|text| !text.is_empty()),
        _ => None,
    }
}
