//! The `matchwright` command as its users meet it: files in, files and text out, an exit status.

mod run_dir;

mod command_line_advice;
mod command_line_init;
mod command_line_match;
mod commands_page;
mod documents;
mod example_forms;
mod fairness;
mod formats;
mod full_disk;
mod interrupts;
mod learned;
mod letters;
mod manual;
mod mentor_cohort;
mod one_table;
mod outputs;
mod pages;
mod people_read;
mod readme;
mod refused_threads;
mod search;
mod simulate;
mod standards;
mod terminal;
mod tracking;
mod verify;
mod vocabulary;
mod what_now;
mod workbook;
