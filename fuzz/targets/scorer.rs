//! Any bytes are a scorer or an error, and a scorer writes the bytes that it was read from. The input is what stands
//! behind the fields of a scorer's bytes, which are right, so that changes reach what they hold; or, where it does not
//! start as that does, bytes to put in the place of others in one that was written: two for the place, one for the new.

use std::sync::OnceLock;

use matchwright::Scorer;
use matchwright::assign::Monitor;

use super::cohorts;

/// Bytes of the fields before the content.
const HEADER: usize = 24;

/// How the content starts: with a map of few fields.
const MAPS: std::ops::RangeInclusive<u8> = 0xa0..=0xbf;

pub(crate) fn run(data: &[u8]) {
    if data.first().is_some_and(|first| MAPS.contains(first)) {
        return checked(data);
    }
    let mut content = written().to_vec();
    for change in data.chunks_exact(3) {
        let place = usize::from(u16::from_le_bytes([change[0], change[1]])) % content.len();
        content[place] = change[2];
    }
    checked(&content);
}

/// The content of a scorer of the first programme.
fn written() -> &'static [u8] {
    static WRITTEN: OnceLock<Vec<u8>> = OnceLock::new();
    WRITTEN.get_or_init(|| {
        let (matcher, roster) = cohorts::read(cohorts::PROGRAMMES[0].1).expect("a sound cohort");
        let scorer = Scorer::new(&matcher, &roster, &Monitor::new()).expect("a scorer");
        scorer.to_bytes().expect("a scorer can be written").split_off(HEADER)
    })
}

fn checked(content: &[u8]) {
    let mut bytes = b"MWSCORER".to_vec();
    bytes.extend(1_u32.to_le_bytes());
    bytes.extend((content.len() as u64).to_le_bytes());
    bytes.extend(crc32fast::hash(content).to_le_bytes());
    bytes.extend(content);
    let scorer = match Scorer::from_bytes(&bytes) {
        Ok(scorer) => scorer,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    let written = scorer.to_bytes().expect("what was read can be written");
    let again = Scorer::from_bytes(&written).expect("what was written can be read");
    assert_eq!(again.to_bytes().ok(), Some(written));
}
