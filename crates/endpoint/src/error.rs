//! What can go wrong when the endpoint is set up or its database is read.
//!
//! What is wrong with a single request is a problem document (`problem.rs`) and never reaches this type.

use std::fmt;
use std::path::{Path, PathBuf};

/// Why the endpoint cannot start, or its database cannot be used.
#[derive(Debug)]
pub struct Error(Kind);

#[derive(Debug)]
enum Kind {
    Database(PathBuf, rusqlite::Error),
    NoDatabase(PathBuf),
    NotOurs(PathBuf),
    NewerDatabase(PathBuf, i64),
    Storage(rusqlite::Error),
    Stored(String),
    Policy(String, String),
    Origin(String),
    Listen(std::io::Error),
}

impl Error {
    pub(crate) fn database(path: &Path, source: rusqlite::Error) -> Error {
        Error(Kind::Database(path.to_owned(), source))
    }

    pub(crate) fn no_database(path: &Path) -> Error {
        Error(Kind::NoDatabase(path.to_owned()))
    }

    pub(crate) fn not_ours(path: &Path) -> Error {
        Error(Kind::NotOurs(path.to_owned()))
    }

    pub(crate) fn newer_database(path: &Path, version: i64) -> Error {
        Error(Kind::NewerDatabase(path.to_owned(), version))
    }

    pub(crate) fn stored(what: impl Into<String>) -> Error {
        Error(Kind::Stored(what.into()))
    }

    pub(crate) fn policy(id: &str, problem: impl fmt::Display) -> Error {
        Error(Kind::Policy(id.to_owned(), problem.to_string()))
    }

    pub(crate) fn origin(origin: &str) -> Error {
        Error(Kind::Origin(origin.to_owned()))
    }
}

impl From<rusqlite::Error> for Error {
    fn from(source: rusqlite::Error) -> Error {
        Error(Kind::Storage(source))
    }
}

impl From<std::io::Error> for Error {
    fn from(source: std::io::Error) -> Error {
        Error(Kind::Listen(source))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Database(path, source) => {
                write!(out, "cannot open the database `{}`: {source}", path.display())
            }
            Kind::NoDatabase(path) => write!(out, "there is no database `{}`", path.display()),
            Kind::NotOurs(path) => write!(out, "the database `{}` holds no requests", path.display()),
            Kind::NewerDatabase(path, version) => {
                write!(
                    out,
                    "the database `{}` was written by a newer release (version {version})",
                    path.display()
                )
            }
            Kind::Storage(source) => write!(out, "the database failed: {source}"),
            Kind::Stored(what) => write!(out, "the database holds something unreadable: {what}"),
            Kind::Policy(id, problem) => write!(out, "the policy `{id}` cannot be used: {problem}"),
            Kind::Origin(origin) => {
                write!(
                    out,
                    "`{origin}` is not an origin: one looks like `https://shop.example`, without a path"
                )
            }
            Kind::Listen(source) => write!(out, "cannot serve: {source}"),
        }
    }
}

impl std::error::Error for Error {}
