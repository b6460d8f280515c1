//! `refund requests`: what arrived, as a list or one request in full.

use std::io;
use std::path::PathBuf;

use clap::Args;
use refund_endpoint::{File, Request, Store, Stored};
use refund_policy::Json;
use refund_policy::request::files::Kind;
use textwrap::core::display_width;

use crate::Outcome;
use crate::evaluate::Format;
use crate::failure::Failure;
use crate::output::{self, line, printable};
use crate::serve::DATABASE;

/// Lists the requests that arrived, or shows one in full
#[derive(Args)]
pub(crate) struct Requests {
    /// The reference (or the id) of the request to show
    reference: Option<String>,
    /// A table or a letter, or JSON
    #[arg(long, default_value = "text")]
    format: Format,
    /// The SQLite file that requests are kept in
    #[arg(long, value_name = "FILE", default_value = DATABASE)]
    database: PathBuf,
    /// A folder to save the request's files in
    #[arg(long, value_name = "DIR", requires = "reference")]
    save: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Requests) -> Result<Outcome, Failure> {
    let store = Store::open_existing(&arguments.database)?;
    match &arguments.reference {
        None => list(&store.all()?, arguments.format)?,
        Some(reference) => {
            let stored = store.find(reference)?;
            let stored =
                stored.ok_or_else(|| Failure::Other(format!("there is no request `{reference}`")))?;
            show(&stored, arguments.format)?;
            if let Some(folder) = &arguments.save {
                save(&stored.files, folder)?;
            }
        }
    }
    Ok(Outcome::Done)
}

fn list(all: &[Stored], format: Format) -> Result<(), Failure> {
    match format {
        Format::Json => output::json(&Json::List(all.iter().map(summary).collect())),
        Format::Text if all.is_empty() => output::text("no request has arrived yet\n"),
        Format::Text => output::text(&table(all)),
    }
}

fn show(stored: &Stored, format: Format) -> Result<(), Failure> {
    match format {
        Format::Json => output::json(&full(stored)),
        Format::Text => output::text(&in_full(stored)),
    }
}

const HEADINGS: [&str; 8] =
    ["REFERENCE", "RECEIVED", "POLICY", "BROWSER", "SERVER", "DIFFERENCES", "CUSTOMER", "ORDER"];

fn table(all: &[Stored]) -> String {
    let rows: Vec<[String; 8]> =
        [HEADINGS.map(str::to_owned)].into_iter().chain(all.iter().map(row)).collect();
    let mut widths = [0; 8];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = display_width(cell).max(*width);
        }
    }
    rows.iter().map(|row| table_row(row, &widths)).collect()
}

fn table_row(row: &[String; 8], widths: &[usize; 8]) -> String {
    let pad = |(cell, width): (&String, &usize)| {
        cell.clone() + &" ".repeat(width.saturating_sub(display_width(cell)))
    };
    let cells: Vec<String> = row.iter().zip(widths).map(pad).collect();
    cells.join("  ").trim_end().to_owned() + "\n"
}

fn row(stored: &Stored) -> [String; 8] {
    let request = &stored.request;
    [
        stored.receipt.reference.clone(),
        stored.receipt.received_at.to_string(),
        request.policy.clone().unwrap_or_else(|| "-".to_owned()),
        status(request.browser_verdict.as_ref()).unwrap_or("-").to_owned(),
        status(request.verdict.as_ref()).unwrap_or("-").to_owned(),
        differences(request).join(" "),
        format!("{} <{}>", request.customer_name, request.customer_email),
        request.order_id.clone(),
    ]
    .map(|cell| if cell.is_empty() { "-".to_owned() } else { short(&line(&cell)) })
}

/// A cell of the table, so short that no stranger pushes the others off the screen.
fn short(cell: &str) -> String {
    const COLUMNS: usize = 48;
    if display_width(cell) <= COLUMNS {
        return cell.to_owned();
    }
    let mut kept = String::new();
    for letter in cell.chars() {
        if display_width(&kept) + display_width(letter.encode_utf8(&mut [0; 4])) >= COLUMNS {
            break;
        }
        kept.push(letter);
    }
    kept + "…"
}

fn status(verdict: Option<&Json>) -> Option<&str> {
    verdict?.get("status")?.as_str()
}

/// The names of what differs: `status`, `remedies`, `digest`.
fn differences(request: &Request) -> Vec<String> {
    let pointers = request
        .differences
        .as_list()
        .unwrap_or_default()
        .iter()
        .filter_map(|item| item.get("pointer")?.as_str());
    pointers.map(|pointer| pointer.rsplit('/').next().unwrap_or(pointer).to_owned()).collect()
}

fn in_full(stored: &Stored) -> String {
    let request = &stored.request;
    let heads = [
        ("Reference", stored.receipt.reference.clone()),
        ("Id", stored.receipt.id.clone()),
        ("Received", stored.receipt.received_at.to_string()),
        ("Through", request.source.name().to_owned()),
        ("Policy", policy(request)),
        ("Customer", format!("{} <{}>", request.customer_name, request.customer_email)),
        ("Order", request.order_id.clone()),
        ("Language", request.locale.clone()),
        ("Browser", status(request.browser_verdict.as_ref()).unwrap_or("-").to_owned()),
        ("Server", status(request.verdict.as_ref()).unwrap_or("not evaluated").to_owned()),
        ("Subject", request.subject.clone()),
    ];
    let heads = heads.into_iter().filter(|(_, text)| !text.is_empty());
    let mut text: String = heads.map(|(name, text)| format!("{name:<11}{}\n", line(&text))).collect();
    text += &section("Message", printable(&request.message).lines().map(|line| format!("  {line}\n")));
    text += &section("Facts", members(request.posted.get("facts")));
    text += &section("What the server found", request.verdict.iter().flat_map(found));
    text += &section(
        "Where the browser differed",
        request.differences.as_list().unwrap_or_default().iter().map(difference),
    );
    text + &section("Files", stored.files.iter().map(file))
}

/// `iptv-subscription 1.0.0`
fn policy(request: &Request) -> String {
    let version =
        request.posted.get("policy").and_then(|policy| policy.get("version")).and_then(Json::as_str);
    [request.policy.as_deref(), version].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn section(heading: &str, lines: impl IntoIterator<Item = String>) -> String {
    let lines: String = lines.into_iter().collect();
    if lines.trim().is_empty() { String::new() } else { format!("\n{heading}\n{lines}") }
}

fn members(object: Option<&Json>) -> Vec<String> {
    let members = object.and_then(Json::as_object).unwrap_or_default();
    members.iter().map(|(name, value)| format!("  {}: {}\n", line(name), text(value))).collect()
}

/// The parts of the server's verdict that say what is due; the rest is in the JSON.
fn found(verdict: &Json) -> Vec<String> {
    let parts = ["at", "status", "remedies", "choice", "alternatives", "until", "missing"];
    let known = parts.into_iter().filter_map(|name| Some((name, verdict.get(name)?)));
    known.map(|(name, value)| format!("  {name}: {}\n", text(value))).collect()
}

fn difference(difference: &Json) -> String {
    let part = |name| difference.get(name).map(text).unwrap_or_default();
    let pointer = difference.get("pointer").and_then(Json::as_str).unwrap_or_default();
    format!("  {pointer}\n    sent   {}\n    found  {}\n", part("sent"), part("found"))
}

fn file(file: &File) -> String {
    let evidence = line(file.evidence.as_deref().unwrap_or("-"));
    let File { name, media_type, sha256, content, .. } = file;
    format!("  {}  {media_type}  {} bytes  for {evidence}\n    sha256 {sha256}\n", line(name), content.len())
}

fn text(json: &Json) -> String {
    line(&serde_json::to_string(json).unwrap_or_default())
}

/// A request on the list.
fn summary(stored: &Stored) -> Json {
    let request = &stored.request;
    let text = |text: &str| Json::from(text);
    Json::object([
        ("reference", text(&stored.receipt.reference)),
        ("id", text(&stored.receipt.id)),
        ("received_at", stored.receipt.received_at.to_string().into()),
        ("source", text(request.source.name())),
        ("policy", request.policy.as_deref().into()),
        ("locale", text(&request.locale)),
        (
            "status",
            Json::object([
                ("browser", status(request.browser_verdict.as_ref()).into()),
                ("server", status(request.verdict.as_ref()).into()),
            ]),
        ),
        ("differences", request.differences.clone()),
        (
            "customer",
            Json::object([("name", text(&request.customer_name)), ("email", text(&request.customer_email))]),
        ),
        ("order_id", text(&request.order_id)),
        ("subject", text(&request.subject)),
    ])
}

/// A request in full: what was posted, what the server found, and what the files are.
fn full(stored: &Stored) -> Json {
    let mut json = summary(stored);
    json.set("message", stored.request.message.as_str().into());
    json.set("request", stored.request.posted.clone());
    json.set("verdict", stored.request.verdict.clone().into());
    json.set("files", Json::List(stored.files.iter().map(file_json).collect()));
    json
}

fn file_json(file: &File) -> Json {
    Json::object([
        ("name", file.name.as_str().into()),
        ("type", file.media_type.as_str().into()),
        ("size", i64::try_from(file.content.len()).unwrap_or(i64::MAX).into()),
        ("sha256", file.sha256.as_str().into()),
        ("evidence", file.evidence.as_deref().into()),
    ])
}

/// Saves files under names of our own making: a shopper's could point anywhere, or be a program's.
fn save(files: &[File], folder: &std::path::Path) -> Result<(), Failure> {
    let cannot = |error: io::Error| Failure::Other(format!("cannot save in `{}`: {error}", folder.display()));
    std::fs::create_dir_all(folder).map_err(cannot)?;
    for (number, file) in (1..).zip(files) {
        let path = folder.join(format!("{number}.{}", ending(&file.media_type)));
        std::fs::write(&path, &file.content).map_err(cannot)?;
        output::tell(&format!("saved {} as {}\n", line(&file.name), path.display()));
    }
    Ok(())
}

/// The usual ending of a media type, by content.
fn ending(media_type: &str) -> &'static str {
    Kind::of_media_type(media_type).map_or("bin", Kind::ending)
}
