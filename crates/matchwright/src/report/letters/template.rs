//! A template: text with placeholders in double braces.

use matchwright_tables::labels::nearest;
use matchwright_tables::plain;

use super::content::Content;
use crate::error::{Finding, Findings};

/// The placeholders.
const FIELDS: [&str; 4] = ["name", "partner", "shared_topics", "why"];

/// Text and placeholders by turns; a heading in the first line apart.
#[derive(Debug, PartialEq)]
pub(super) struct Template {
    heading: Option<Vec<Part>>,
    body: Vec<Part>,
}

#[derive(Debug, PartialEq)]
enum Part {
    Text(String),
    /// Its place in the list of placeholders.
    Field(usize),
}

impl Template {
    /// Every placeholder that there is not is found.
    pub(super) fn parse(text: &str) -> Result<Self, Findings> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
        let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
        let mut findings = Findings::default();
        let template = match first.strip_prefix("# ") {
            Some(heading) => Self {
                heading: Some(parts(heading.trim(), 1, &mut findings)),
                body: parts(rest, 2, &mut findings),
            },
            None => Self { heading: None, body: parts(&text, 1, &mut findings) },
        };
        findings.into_result(template)
    }

    /// The whole letter. What people wrote stays text.
    pub(super) fn markdown(&self, content: &Content) -> String {
        let body = filled(&self.body, content, escaped);
        match &self.heading {
            Some(heading) => format!("# {}\n{body}", filled(heading, content, escaped)),
            None => body,
        }
    }

    /// The subject, where the template has one.
    pub(super) fn subject(&self, content: &Content) -> Option<String> {
        self.heading.as_ref().map(|heading| filled(heading, content, str::to_owned))
    }

    /// The text below the subject, as it is.
    pub(super) fn plain_body(&self, content: &Content) -> String {
        filled(&self.body, content, str::to_owned).trim_start_matches('\n').to_owned()
    }
}

fn parts(text: &str, first_line: usize, findings: &mut Findings) -> Vec<Part> {
    let (mut parts, mut rest) = (Vec::new(), text);
    while let Some((before, behind)) = rest.split_once("{{") {
        let line = first_line + text[..text.len() - behind.len()].matches('\n').count();
        let field = behind.split_once("}}").filter(|(name, _)| !name.contains('\n'));
        let Some((name, behind)) = field else {
            findings
                .push(wrong(line, "a placeholder begins with `{{` and does not end".to_owned()));
            return parts;
        };
        parts.push(Part::Text(before.to_owned()));
        match FIELDS.iter().position(|field| *field == name.trim()) {
            Some(field) => parts.push(Part::Field(field)),
            None => findings.push(wrong(line, none_such(name.trim()))),
        }
        rest = behind;
    }
    parts.push(Part::Text(rest.to_owned()));
    parts
}

fn wrong(line: usize, message: String) -> Finding {
    Finding::new(message).table("template").row(line).code("placeholder")
}

fn none_such(name: &str) -> String {
    let meant = nearest(name, FIELDS)
        .map_or_else(String::new, |field| format!(" (did you mean `{{{{{field}}}}}`?)"));
    let known = FIELDS.map(|field| format!("`{{{{{field}}}}}`")).join(", ");
    format!("there is no `{{{{{}}}}}`{meant}; there are {known}", plain(name))
}

fn filled(parts: &[Part], content: &Content, escape: impl Fn(&str) -> String) -> String {
    let text = |part: &Part| match part {
        Part::Text(text) => text.clone(),
        Part::Field(0) => escape(&content.name),
        Part::Field(1) => escape(&content.partner),
        Part::Field(2) => escape(&content.shared_topics),
        Part::Field(_) => escape(&content.why),
    };
    parts.iter().map(text).collect()
}

/// What Markdown would read as a link, an image, code or HTML is none.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\\' | '`' | '*' | '[' | ']' | '<') {
            safe.push('\\');
        }
        safe.push(letter);
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content() -> Content {
        let [name, partner] = ["Ada <b>", "Ben [x](y)"].map(str::to_owned);
        Content { name, partner, shared_topics: "chess".to_owned(), why: "skills".to_owned() }
    }

    #[test]
    fn placeholders_are_filled_and_what_people_wrote_stays_text() -> Result<(), Findings> {
        let template =
            Template::parse("# For {{name}}\r\n{{ partner }}, {{shared_topics}}; {{why}}\n")?;
        let body = "Ben \\[x\\](y), chess; skills\n";
        assert_eq!(template.markdown(&content()), format!("# For Ada \\<b>\n{body}"));
        assert_eq!(template.subject(&content()).as_deref(), Some("For Ada <b>"));
        assert_eq!(template.plain_body(&content()), "Ben [x](y), chess; skills\n");
        assert_eq!(Template::parse("{{name}}")?.markdown(&content()), "Ada \\<b>");
        assert_eq!(Template::parse("a } b { c")?.markdown(&content()), "a } b { c");
        Ok(())
    }

    #[test]
    fn every_mistyped_placeholder_is_found_with_the_nearest() {
        let template = "# {{nme}}\n\nDear {{patner}},\n{{salary}} and {{ name";
        let found = Template::parse(template).err().map(|found| found.to_string());
        let found = found.unwrap_or_default();
        let lines: Vec<&str> = found.lines().collect();
        assert_eq!(lines.len(), 4, "{found}");
        assert!(
            lines[0]
                .starts_with("template, row 1: there is no `{{nme}}` (did you mean `{{name}}`?)"),
            "{found}"
        );
        assert!(
            lines[1].starts_with("template, row 3") && lines[1].contains("`{{partner}}`?"),
            "{found}"
        );
        assert!(lines[2].contains("`{{salary}}`; there are"), "{found}");
        assert!(lines[3].contains("does not end"), "{found}");
    }
}
