//! A letter as a mail that waits to be sent (RFC 5322): short lines, ASCII alone, and no header that a name
//! could add.

use std::fmt::Write;

use jiff::civil::Date;
use matchwright_tables::plain;

use super::content::Content;
use super::template::Template;
use crate::error::{Finding, Findings};
use crate::program::Program;

/// Characters of a line of the body, without its end (RFC 2045, section 6.7).
const LINE: usize = 76;

/// Characters of an encoded word between its marks: a line that begins with the name of a header has at most 76
/// (RFC 2047, section 2).
const WORD: usize = 48;

/// What all mails have in common.
pub(super) struct Mail {
    date: Option<String>,
    from: String,
}

impl Mail {
    /// Or what is wrong with the date.
    pub(super) fn new(program: &Program, date: Option<&str>) -> Result<Self, Findings> {
        let Ok(date) = date.map(str::parse::<Date>).transpose() else {
            let finding =
                Finding::new("must be a date such as 2026-03-02").column("date").code("date");
            let mut findings = Findings::default();
            findings.push(finding);
            return Err(findings);
        };
        let from = if program.name.is_empty() { "Mentoring" } else { &program.name };
        Ok(Self {
            date: date.map(|date| date.strftime("%a, %d %b %Y 00:00:00 +0000").to_string()),
            from: from.to_owned(),
        })
    }

    /// The mail to somebody with this id. Who sends it is a group without members (RFC 6854), and so is who gets it
    /// unless the id is an address: whoever sends the mail fills them in.
    pub(super) fn write(&self, id: &str, template: &Template, content: &Content) -> String {
        let subject = template.subject(content).unwrap_or_else(|| self.from.clone());
        let to = match address(id) {
            Some(address) if content.name == address => address.to_owned(),
            Some(address) => format!("{}\r\n <{address}>", words(&content.name)),
            None => format!("{}:;", words(&content.name)),
        };
        let mut mail = String::new();
        if let Some(date) = &self.date {
            header(&mut mail, "Date", date);
        }
        header(&mut mail, "From", &format!("{}:;", words(&self.from)));
        header(&mut mail, "To", &to);
        header(&mut mail, "Subject", &words(&subject));
        header(&mut mail, "X-Unsent", "1");
        header(&mut mail, "MIME-Version", "1.0");
        header(&mut mail, "Content-Type", "text/plain; charset=utf-8");
        header(&mut mail, "Content-Transfer-Encoding", "quoted-printable");
        mail.push_str("\r\n");
        mail + &quoted_printable(&template.plain_body(content))
    }
}

fn header(mail: &mut String, name: &str, value: &str) {
    // Writing to a `String` cannot fail.
    let _ = write!(mail, "{name}: {value}\r\n");
}

/// The id, where it is an address of plain parts.
fn address(id: &str) -> Option<&str> {
    let (local, domain) = id.split_once('@')?;
    let of = |more: &'static str| move |c: char| c.is_ascii_alphanumeric() || more.contains(c);
    let is_dotted = |text: &str| text.split('.').all(|part| !part.is_empty());
    let is_address = local.chars().all(of("._+-"))
        && domain.chars().all(of(".-"))
        && is_dotted(local)
        && is_dotted(domain)
        && id.len() <= 64;
    is_address.then_some(id)
}

/// A text in a header: as it is where it is short and of plain words, else as encoded words (RFC 2047), one a line.
fn words(text: &str) -> String {
    let text = plain(text);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == ' ' || c == '-';
    let text = text.trim();
    if text.len() <= WORD && !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    let mut encoded = vec![String::new()];
    for letter in text.chars() {
        let mut next = String::new();
        push_encoded(&mut next, letter, |c| c.is_ascii_alphanumeric());
        match encoded.last_mut() {
            Some(word) if word.len() + next.len() <= WORD => word.push_str(&next),
            _ => encoded.push(next),
        }
    }
    let encoded: Vec<String> = encoded.iter().map(|word| format!("=?utf-8?Q?{word}?=")).collect();
    encoded.join("\r\n ")
}

/// A body in lines of at most 76 characters (RFC 2045, section 6.7).
fn quoted_printable(text: &str) -> String {
    let mut body = String::with_capacity(text.len() + text.len() / 8);
    for line in text.lines() {
        let (mut length, mut letters) = (0, line.chars().peekable());
        while let Some(letter) = letters.next() {
            let is_last = letters.peek().is_none();
            let mut encoded = String::new();
            // A blank at the end of a line would be lost.
            push_encoded(&mut encoded, letter, |c| {
                matches!(c, '!'..='~') && c != '=' || (c == ' ' && !is_last)
            });
            if length + encoded.len() >= LINE {
                body.push_str("=\r\n");
                length = 0;
            }
            length += encoded.len();
            body.push_str(&encoded);
        }
        body.push_str("\r\n");
    }
    body
}

/// A letter as it is, or as `=C3=A9`.
fn push_encoded(text: &mut String, letter: char, is_plain: impl Fn(char) -> bool) {
    if is_plain(letter) {
        return text.push(letter);
    }
    for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
        let _ = write!(text, "={byte:02X}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(name: &str, id: &str, template: &str) -> Result<String, Findings> {
        let content = Content {
            name: name.to_owned(),
            partner: "Zoë".to_owned(),
            shared_topics: "chess = fun ".to_owned(),
            why: String::new(),
        };
        let program = Program { name: "Spring, 2026".to_owned(), ..Program::default() };
        let template = Template::parse(template)?;
        Ok(Mail::new(&program, Some("2026-11-26"))?.write(id, &template, &content))
    }

    #[test]
    fn a_name_adds_no_header_and_no_line() -> Result<(), Findings> {
        let text = mail("Ada\r\nBcc: all@example.org\n\nHello", "e1", "# To {{name}}\n{{name}}")?;
        let (head, _) = text.split_once("\r\n\r\n").unwrap_or_default();
        let names: Vec<&str> = head.lines().filter(|line| !line.starts_with(' ')).collect();
        let names: Vec<&str> =
            names.iter().filter_map(|line| Some(line.split_once(':')?.0)).collect();
        let expected =
            ["Date", "From", "To", "Subject", "X-Unsent", "MIME-Version", "Content-Type"];
        assert_eq!(names, [&expected[..], &["Content-Transfer-Encoding"]].concat());
        assert!(text.starts_with("Date: Thu, 26 Nov 2026 00:00:00 +0000\r\n"), "{text}");
        Ok(())
    }

    #[test]
    fn lines_are_short_and_ascii_whatever_people_are_called() -> Result<(), Findings> {
        for name in [
            "Ada",
            "Zoë 安藤 👩‍💻",
            &"é".repeat(300),
            &"x".repeat(3_000),
            "=?utf-8?Q?a?=",
            "\"<a@b>\", \\",
        ] {
            let text = mail(name, "e1", "# {{name}}\n{{name}} {{partner}}\n {{shared_topics}}\n")?;
            assert!(text.is_ascii() && text.ends_with("\r\n"), "{text}");
            assert!(
                text.split("\r\n").all(|line| line.len() <= LINE && !line.contains('\n')),
                "{text}"
            );
        }
        let text = mail("Zoë", "zoe@example.org", "{{shared_topics}}")?;
        assert!(text.contains("\r\nTo: =?utf-8?Q?Zo=C3=AB?=\r\n <zoe@example.org>\r\n"), "{text}");
        assert!(text.contains("\r\nFrom: =?utf-8?Q?Spring=2C=202026?=:;\r\n"), "{text}");
        assert!(text.ends_with("\r\n\r\nchess =3D fun=20\r\n"), "{text}");
        Ok(())
    }

    #[test]
    fn only_plain_addresses_are_addresses() {
        assert_eq!(address("a.b+c@ex-ample.org"), Some("a.b+c@ex-ample.org"));
        for id in ["e1", "a@b@c", "a b@c.d", "a@", "@b", "a@b..c", "a\r\n@b.c", "a@b>,<c"] {
            assert_eq!(address(id), None, "{id:?}");
        }
    }
}
