use super::reader::read;

pub(crate) fn run(data: &[u8]) {
    read(data.to_vec(), "people.ics");
}
