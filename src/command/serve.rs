//! `mailclinic serve`: loads the catalog, listens, and prints the pages in the background.

use std::io::IsTerminal;
use std::net::TcpListener;
use std::process::ExitCode;
use std::sync::Arc;

use actix_web::HttpServer;
use actix_web::web::Data;
use anyhow::Context;
use mailclinic::catalog::Catalog;
use mailclinic::config::{ServeSettings, Site};
use mailclinic::web::{State, app};
use tracing_subscriber::EnvFilter;

use super::load_catalog;

/// Seconds that open requests get at the end; Docker kills after ten.
const GRACE: u64 = 8;

/// Runs the command: serves until it is told to stop.
pub fn run(settings: &ServeSettings) -> ExitCode {
    log_to_stderr();
    let Some(catalog) = load_catalog(&settings.content) else { return ExitCode::FAILURE };
    match serve(settings, catalog) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("mailclinic: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn serve(settings: &ServeSettings, catalog: Catalog) -> anyhow::Result<()> {
    let site = settings.site.as_deref().map(Site::read).transpose()?.unwrap_or_default();
    let state = Arc::new(State::new(catalog, site, settings.limits()));
    let listener =
        TcpListener::bind(&settings.listen).with_context(|| format!("cannot listen on {}", settings.listen))?;
    let address = listener.local_addr()?;
    print_in_background(Arc::clone(&state))?;
    let (data, workers) = (Data::from(state), settings.workers.map(usize::from));
    actix_web::rt::System::new().block_on(async move {
        let mut server = HttpServer::new(move || app(data.clone())).shutdown_timeout(GRACE);
        if let Some(workers) = workers {
            server = server.workers(workers);
        }
        let running = server.listen(listener)?.run();
        tracing::info!("listening on http://{address}");
        running.await
    })?;
    Ok(())
}

/// The log goes to stderr. It holds no body, no query string and no reader's address, a panic's message neither: it may
/// quote what was pasted.
fn log_to_stderr() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,actix_server=warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, "panicked");
    }));
}

/// Readers who come before a page's turn get it at a quick compression.
fn print_in_background(state: Arc<State>) -> std::io::Result<()> {
    let print = move || {
        state.print_all();
        tracing::debug!("all pages are printed");
    };
    std::thread::Builder::new().name("printer".to_owned()).spawn(print).map(drop)
}
