//! The command line: serve (also what the bare name does), diagnose, check.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use mailclinic::config::ServeSettings;

mod command;

/// A self-help portal for e-mail errors.
#[derive(Debug, Parser)]
#[command(name = "mailclinic", version, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: ServeSettings,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the portal; the default.
    Serve(ServeSettings),
    Diagnose(command::diagnose::DiagnoseArgs),
    Check(command::check::CheckArgs),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.command.unwrap_or(Command::Serve(cli.serve)) {
        Command::Serve(settings) => command::serve::run(&settings),
        Command::Diagnose(args) => command::diagnose::run(args),
        Command::Check(args) => command::check::run(args),
    }
}
