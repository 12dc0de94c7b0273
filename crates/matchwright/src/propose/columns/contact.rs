//! Addresses, and what a form records of its own accord.

use super::super::facts::Facts;
use super::{Found, Meaning, each};

const TECHNICAL: &str = "a way to reach somebody, or what a form records of its own accord";

const TECHNICAL_NAMES: &[&str] = &[
    "phone",
    "telephone",
    "mobile",
    "ip address",
    "url",
    "link",
    "website",
    "webpage",
    "linkedin",
    "facebook",
    "twitter",
    "instagram",
    "skype",
    "browser",
    "user agent",
    "latitude",
    "longitude",
    "duration",
    "webform",
    "draft",
    "schemas",
    "photo",
    "address",
    "street",
    "postal",
    "postcode",
    "zip",
    "ims",
    "meta",
    "locale",
    "honorific",
];

const ADDRESS_NAMES: &[&str] = &["email", "e mail", "mail"];

/// What stands between several addresses.
const MARKS: [char; 2] = [';', ','];

/// Some write something else where an address is asked for.
const MOST: f64 = 0.8;

pub(super) fn find(columns: &[(usize, &Facts<'_>)]) -> Vec<Found> {
    each(columns, |facts| {
        let is_named = facts.header.says(ADDRESS_NAMES)
            && (facts.answers.is_empty() || facts.are(MOST, |text| text.contains('@')));
        let are_addresses = |text: &str| text.split(MARKS).map(str::trim).all(is_address);
        if is_named || facts.are(MOST, are_addresses) {
            return Some(Meaning::Address);
        }
        facts.header.says(TECHNICAL_NAMES).then_some(Meaning::Unused(TECHNICAL))
    })
}

fn is_address(text: &str) -> bool {
    let parts = text.split_once('@');
    !text.contains(char::is_whitespace)
        && parts.is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}
