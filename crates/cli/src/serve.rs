//! `refund serve`: the demo shop and the contact endpoint, on this machine only.

use std::io::{self, Write};
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};

use clap::Args;
use refund_endpoint::{Config, router, serve};
use tokio::net::TcpListener;

use crate::failure::Failure;
use crate::{Outcome, output};

/// Where requests are kept, unless said otherwise: with what a build leaves.
pub(crate) const DATABASE: &str = "target/demo.sqlite";

/// Serves the demo shop and its contact endpoint on 127.0.0.1
#[derive(Args)]
pub(crate) struct Serve {
    /// The port; 0 is any that is free
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The SQLite file that requests are kept in
    #[arg(long, value_name = "FILE", default_value = DATABASE)]
    database: PathBuf,
    /// The folder of the built widget
    #[arg(long, value_name = "DIR", default_value = "target/dist")]
    widget: PathBuf,
    /// An origin whose pages may post here as well, such as `https://shop.example`; may be repeated
    #[arg(long, value_name = "ORIGIN")]
    origin: Vec<String>,
}

pub(crate) fn run(arguments: Serve) -> Result<Outcome, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|error| Failure::Other(format!("cannot start: {error}")))?.block_on(listen(arguments))
}

async fn listen(arguments: Serve) -> Result<Outcome, Failure> {
    make_folder(&arguments.database)?;
    let mut config = Config::new(&arguments.database, &arguments.widget);
    config.origins.clone_from(&arguments.origin);
    let router = router(&config)?;
    let cannot = |error| Failure::Other(format!("cannot listen on port {}: {error}", arguments.port));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, arguments.port)).await.map_err(cannot)?;
    let address = listener.local_addr().map_err(cannot)?;
    announce(&format!("http://{address}/"), &arguments)?;
    serve(listener, router).await?;
    Ok(Outcome::Done)
}

fn make_folder(database: &Path) -> Result<(), Failure> {
    let folder = database.parent().filter(|folder| !folder.as_os_str().is_empty());
    let made = folder.map_or(Ok(()), std::fs::create_dir_all);
    made.map_err(|error| {
        Failure::Other(format!("cannot make the folder of `{}`: {error}", database.display()))
    })
}

/// The address on the first line, for people and for programs that wait for it. All goes out at once: a program that
/// has read its line may close the pipe.
fn announce(url: &str, arguments: &Serve) -> Result<(), Failure> {
    let told = format!("{url}\nrequests are kept in {}; Ctrl-C ends\n", arguments.database.display());
    let mut out = io::stdout().lock();
    out.write_all(told.as_bytes())?;
    out.flush()?;
    if !arguments.widget.is_dir() {
        let widget = arguments.widget.display();
        output::tell(&format!(
            "note: there is no widget in `{widget}`, so the pages show the plain form; `cargo xtask build` builds it\n"
        ));
    }
    Ok(())
}
