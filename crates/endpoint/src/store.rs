//! Requests in one SQLite file.
//!
//! A request, its files, both verdicts and their differences are written in one transaction: they are all there or
//! none is. The commit waits for the disk (`synchronous = FULL`), and only then does anybody get a receipt.
//! This module decides nothing about a request; it keeps what it is given.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use refund_policy::{Instant, Json};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, params};

use crate::error::Error;
use crate::files::File;
use crate::receipt::Receipt;
use crate::reference;

const SCHEMA: &str = include_str!("schema.sql");
const SCHEMA_VERSION: i64 = 1;

/// How long a connection waits for another process that writes.
const BUSY: Duration = Duration::from_secs(5);

/// How often a reference is drawn before something must be wrong: one collision is already improbable.
const ATTEMPTS: u32 = 16;

/// The database of requests. Clones share one connection.
#[derive(Clone)]
pub struct Store(Arc<Mutex<Connection>>);

/// Where a request came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The widget or another program that posts the request format.
    Widget,
    /// The plain form that stands where no script runs: it has no facts, so it was not evaluated.
    Form,
}

impl Source {
    /// Its name in the database and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Source::Widget => "widget",
            Source::Form => "form",
        }
    }

    fn parse(name: &str) -> Option<Source> {
        [Source::Widget, Source::Form].into_iter().find(|source| source.name() == name)
    }
}

/// A request as it is kept, apart from its files.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The sender's idempotency key.
    pub id: String,
    /// Where it came from.
    pub source: Source,
    /// The policy's id; a plain form need not name one.
    pub policy: Option<String>,
    /// The shopper's locale.
    pub locale: String,
    /// The customer's name.
    pub customer_name: String,
    /// The customer's e-mail address.
    pub customer_email: String,
    /// The order's number.
    pub order_id: String,
    /// The subject.
    pub subject: String,
    /// The message.
    pub message: String,
    /// The document as posted.
    pub posted: Json,
    /// What the browser claimed.
    pub browser_verdict: Option<Json>,
    /// What the endpoint found; none for a plain form.
    pub verdict: Option<Json>,
    /// Where the two differ.
    pub differences: Json,
}

/// A stored request.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// Its receipt.
    pub receipt: Receipt,
    /// What was kept.
    pub request: Request,
    /// Its files, in the order of its attachments.
    pub files: Vec<File>,
}

/// What became of a request that was to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// It is stored now, or was already.
    Yes(Receipt),
    /// Another request has this id.
    Taken(Receipt),
}

impl Store {
    /// Opens the database, and creates it where there is none.
    pub fn open(path: &Path) -> Result<Store, Error> {
        let connection = Connection::open(path).map_err(|error| Error::database(path, error))?;
        // Looked at before anything is written: the file may be another program's.
        let found = look(&connection).map_err(|error| Error::database(path, error))?;
        match found {
            Found::Nothing | Found::Ours(SCHEMA_VERSION) => {}
            Found::Ours(newer) => return Err(Error::newer_database(path, newer)),
            Found::Foreign => return Err(Error::not_ours(path)),
        }
        prepare(&connection).map_err(|error| Error::database(path, error))?;
        if found == Found::Nothing {
            connection.execute_batch(&["BEGIN IMMEDIATE;", SCHEMA, "COMMIT;"].concat())?;
        }
        Ok(Store(Arc::new(Mutex::new(connection))))
    }

    /// Opens a database that exists, for reading as well as writing: a reader takes part in SQLite's log.
    pub fn open_existing(path: &Path) -> Result<Store, Error> {
        if !path.exists() {
            return Err(Error::no_database(path));
        }
        let connection = Connection::open(path).map_err(|error| Error::database(path, error))?;
        match look(&connection).map_err(|error| Error::database(path, error))? {
            Found::Ours(_) => Store::open(path),
            Found::Nothing | Found::Foreign => Err(Error::not_ours(path)),
        }
    }

    /// Keeps a request and its files, at once or not at all. The same request again gives the same receipt.
    pub(crate) fn keep(&self, request: &Request, files: &[File], at: Instant) -> Result<Kept, Error> {
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let fingerprint = fingerprint(&request.posted)?;
        if let Some(kept) = find(&transaction, &request.id, &fingerprint)? {
            return Ok(kept);
        }
        let receipt = insert(&transaction, request, &fingerprint, at)?;
        insert_files(&transaction, &request.id, files)?;
        transaction.commit()?;
        Ok(Kept::Yes(receipt))
    }

    /// What is stored under the id of this document, if anything is.
    pub(crate) fn kept(&self, id: &str, posted: &Json) -> Result<Option<Kept>, Error> {
        find(&self.connection(), id, &fingerprint(posted)?)
    }

    /// All requests, the latest first, without their files.
    pub fn all(&self) -> Result<Vec<Stored>, Error> {
        let connection = self.connection();
        let sql = [SELECT, " ORDER BY received_at DESC, rowid DESC"].concat();
        let mut statement = connection.prepare(&sql)?;
        let rows = statement.query_map([], read)?;
        rows.map(|row| row.map_err(Error::from)).collect()
    }

    /// The request with this reference, however it is typed, or this id; with its files.
    pub fn find(&self, name: &str) -> Result<Option<Stored>, Error> {
        let connection = self.connection();
        let sql = [SELECT, " WHERE reference = ?1 OR id = ?2"].concat();
        let found = connection.query_row(&sql, params![reference::normalize(name), name], read).optional()?;
        let Some(mut stored) = found else { return Ok(None) };
        stored.files = read_files(&connection, &stored.receipt.id)?;
        Ok(Some(stored))
    }

    /// A poisoned lock means that another thread panicked in the middle; SQLite has rolled its transaction back.
    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a file is.
#[derive(PartialEq, Eq)]
enum Found {
    /// It has no tables yet.
    Nothing,
    /// Requests are kept in it, in tables of this version.
    Ours(i64),
    /// It has other tables.
    Foreign,
}

fn look(connection: &Connection) -> Result<Found, rusqlite::Error> {
    let version = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let count = |sql| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    if count("SELECT count(*) FROM sqlite_schema")? == 0 {
        return Ok(Found::Nothing);
    }
    let ours =
        count("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('requests', 'files')")?;
    Ok(if ours == 2 && version > 0 { Found::Ours(version) } else { Found::Foreign })
}

/// A log beside the file lets `refund requests` read while the server writes.
fn prepare(connection: &Connection) -> Result<(), rusqlite::Error> {
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)
}

/// The hash of a document, independent of the order of its members: a repetition may come from another JSON writer.
fn fingerprint(posted: &Json) -> Result<String, Error> {
    // serde_json's own value sorts the members.
    let sorted = serde_json::to_value(posted).map_err(|error| Error::stored(error.to_string()))?;
    Ok(crate::files::sha256(sorted.to_string().as_bytes()))
}

fn find(connection: &Connection, id: &str, fingerprint: &str) -> Result<Option<Kept>, Error> {
    let sql = "SELECT id, reference, received_at, fingerprint FROM requests WHERE id = ?1";
    let found =
        connection.query_row(sql, [id], |row| Ok((receipt(row)?, row.get::<_, String>(3)?))).optional()?;
    Ok(found
        .map(|(receipt, other)| if other == fingerprint { Kept::Yes(receipt) } else { Kept::Taken(receipt) }))
}

fn receipt(row: &Row<'_>) -> Result<Receipt, rusqlite::Error> {
    Ok(Receipt { id: row.get(0)?, reference: row.get(1)?, received_at: Instant::from_millis(row.get(2)?) })
}

fn insert(
    transaction: &Transaction<'_>,
    request: &Request,
    fingerprint: &str,
    at: Instant,
) -> Result<Receipt, Error> {
    let reference = free_reference(transaction, &request.id)?;
    transaction.execute(
        "INSERT INTO requests (id, reference, received_at, fingerprint, source, policy, locale, customer_name,
             customer_email, order_id, subject, message, request, browser_verdict, verdict, differences)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        params![
            request.id,
            reference,
            at.millis(),
            fingerprint,
            request.source.name(),
            request.policy,
            request.locale,
            request.customer_name,
            request.customer_email,
            request.order_id,
            request.subject,
            request.message,
            text(&request.posted)?,
            request.browser_verdict.as_ref().map(text).transpose()?,
            request.verdict.as_ref().map(text).transpose()?,
            text(&request.differences)?,
        ],
    )?;
    Ok(Receipt { id: request.id.clone(), reference, received_at: at })
}

fn free_reference(transaction: &Transaction<'_>, id: &str) -> Result<String, Error> {
    let mut statement = transaction.prepare("SELECT 1 FROM requests WHERE reference = ?1")?;
    for attempt in 0..ATTEMPTS {
        let reference = reference::draw(id, attempt);
        if !statement.exists([&reference])? {
            return Ok(reference);
        }
    }
    Err(Error::stored("no free reference was found"))
}

fn insert_files(transaction: &Transaction<'_>, id: &str, files: &[File]) -> Result<(), Error> {
    let mut statement = transaction.prepare(
        "INSERT INTO files (request_id, position, name, type, size, sha256, evidence, content)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for (position, file) in files.iter().enumerate() {
        let (position, size) = (as_integer(position), as_integer(file.content.len()));
        statement.execute(params![
            id,
            position,
            file.name,
            file.media_type,
            size,
            file.sha256,
            file.evidence,
            file.content
        ])?;
    }
    Ok(())
}

/// Counts and sizes here are far below any bound.
fn as_integer(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

const SELECT: &str =
    "SELECT id, reference, received_at, source, policy, locale, customer_name, customer_email, order_id,
    subject, message, request, browser_verdict, verdict, differences FROM requests";

/// A request without its files.
fn read(row: &Row<'_>) -> Result<Stored, rusqlite::Error> {
    let request = Request {
        id: row.get("id")?,
        source: row.get("source")?,
        policy: row.get("policy")?,
        locale: row.get("locale")?,
        customer_name: row.get("customer_name")?,
        customer_email: row.get("customer_email")?,
        order_id: row.get("order_id")?,
        subject: row.get("subject")?,
        message: row.get("message")?,
        posted: row.get::<_, Text>("request")?.0,
        browser_verdict: row.get::<_, Option<Text>>("browser_verdict")?.map(|text| text.0),
        verdict: row.get::<_, Option<Text>>("verdict")?.map(|text| text.0),
        differences: row.get::<_, Text>("differences")?.0,
    };
    Ok(Stored { receipt: receipt(row)?, request, files: Vec::new() })
}

/// JSON in a column, as text.
struct Text(Json);

impl FromSql for Text {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Text> {
        serde_json::from_str(value.as_str()?).map(Text).map_err(|error| FromSqlError::Other(Box::new(error)))
    }
}

/// The document as it came. (`Json::compact` is for digests and shortens long fractions.)
fn text(json: &Json) -> Result<String, Error> {
    serde_json::to_string(json).map_err(|error| Error::stored(error.to_string()))
}

impl FromSql for Source {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Source> {
        Source::parse(value.as_str()?).ok_or(FromSqlError::InvalidType)
    }
}

fn read_files(connection: &Connection, id: &str) -> Result<Vec<File>, Error> {
    let sql =
        "SELECT name, type, sha256, evidence, content FROM files WHERE request_id = ?1 ORDER BY position";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([id], |row| {
        Ok(File {
            name: row.get(0)?,
            media_type: row.get(1)?,
            sha256: row.get(2)?,
            evidence: row.get(3)?,
            content: row.get(4)?,
        })
    })?;
    rows.map(|row| row.map_err(Error::from)).collect()
}
