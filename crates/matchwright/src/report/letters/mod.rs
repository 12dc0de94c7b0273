//! One text a person, from the organiser's template: as Markdown, and as a mail that waits to be sent.

mod content;
mod file_names;
mod mail;
mod template;

use std::path::Path;

use matchwright_assign::{Monitor, threads};
use matchwright_tables::{Error as FileError, write_bytes};

use crate::answers::Grounds;
use crate::error::Error;
use crate::outcome::Outcome;
use crate::roster::Side;
use content::Content;
use file_names::FileNames;
use mail::Mail;
use template::Template;

/// Letters to everybody who meets somebody: mentees, then mentors, by id.
///
/// A letter holds who its reader is, whom they meet, what they share and why they fit, and nothing of anybody
/// else.
#[derive(Debug, Clone, PartialEq)]
pub struct Letters(Vec<Letter>);

/// One person's letter.
#[derive(Clone, PartialEq)]
pub struct Letter {
    /// Which side they are on.
    pub side: Side,
    /// Their id.
    pub id: String,
    /// The name of their files, without an ending: letters, digits, `-`, `_` and `.` alone, and no other letter's
    /// in any capitals.
    pub file_name: String,
    /// The letter as Markdown.
    pub markdown: String,
    /// The letter as a mail (RFC 5322, `.eml`) to nobody in particular, or to the id where that is an address.
    pub mail: String,
}

/// Who and where, but not what: letters are of people.
impl std::fmt::Debug for Letter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { side, id, file_name, .. } = self;
        f.debug_struct("Letter")
            .field("side", side)
            .field("id", id)
            .field("file_name", file_name)
            .finish_non_exhaustive()
    }
}

impl Letters {
    /// The template that serves where the organiser has none.
    pub const TEMPLATE: &'static str = include_str!("../../../templates/letters/default.md");

    /// Writes everybody's letter from a template in Markdown. `{{name}}`, `{{partner}}`, `{{shared_topics}}` and
    /// `{{why}}` stand for what the reader is to see; a heading in the first line is the subject of the mail. The
    /// date (`2026-11-26`) is that of the mails, which have none without it.
    ///
    /// ```
    /// use matchwright::assign::Monitor;
    /// use matchwright::criteria::Same;
    /// use matchwright::report::Letters;
    /// use matchwright::roster::Person;
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// let program = Program::builder().criterion(1.0, Same::new("site")).build();
    /// let roster = Roster::builder()
    ///     .mentee(Person::new("e1").text("site", "Leeds"))
    ///     .mentor(Person::new("m1").text("site", "Leeds"))
    ///     .build(&program)?;
    /// let outcome = Matcher::new(program)?.run(&roster)?;
    /// let letters = Letters::new(&outcome, "Dear {{name}}: {{partner}}", None, &Monitor::new())?;
    /// assert_eq!(letters.as_slice()[0].markdown, "Dear e1: m1");
    /// assert_eq!(letters.as_slice()[1].file_name, "mentor-m1");
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Input`] for a placeholder that there is not, with the nearest that there is, and for a date that is
    /// none; [`Error::Assign`] where the work was cancelled.
    pub fn new(
        outcome: &Outcome,
        template: &str,
        date: Option<&str>,
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        let template = Template::parse(template)?;
        let mail = Mail::new(outcome.program(), date)?;
        let grounds = Grounds::new(outcome);
        let mut names = FileNames::default();
        let readers = content::readers(outcome).into_iter();
        let readers: Vec<_> =
            readers.map(|reader| (names.of(reader.side, reader.id), reader)).collect();
        let letters: Result<Vec<Letter>, Error> = threads::map(readers, |(file_name, reader)| {
            monitor.check()?;
            let content = Content::new(outcome, &grounds, &reader);
            let id = reader.id.to_owned();
            let mail = mail.write(&id, &template, &content);
            let markdown = template.markdown(&content);
            Ok(Letter { side: reader.side, id, file_name, markdown, mail })
        });
        Ok(Self(letters?))
    }

    /// Whether a template can be filled, before anybody is matched.
    ///
    /// # Errors
    /// [`Error::Input`] with every placeholder that there is not.
    pub fn check(template: &str) -> Result<(), Error> {
        Ok(Template::parse(template).map(drop)?)
    }

    /// All of them.
    #[must_use]
    pub fn as_slice(&self) -> &[Letter] {
        &self.0
    }

    /// Writes an `.md` and an `.eml` file each into a folder, which is made where it is missing. Every file appears
    /// whole; other files in the folder stay.
    ///
    /// # Errors
    /// [`Error::Read`] with the path that could not be written.
    pub fn write(&self, folder: impl AsRef<Path>) -> Result<(), Error> {
        let folder = folder.as_ref();
        std::fs::create_dir_all(folder)
            .map_err(|source| FileError::File { path: folder.display().to_string(), source })?;
        for letter in &self.0 {
            let path = |ending: &str| folder.join(format!("{}.{ending}", letter.file_name));
            write_bytes(path("md"), letter.markdown.as_bytes())?;
            write_bytes(path("eml"), letter.mail.as_bytes())?;
        }
        Ok(())
    }
}
