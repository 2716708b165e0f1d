//! The command line: serve, diagnose, check.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod command;

/// A self-help portal for e-mail errors.
#[derive(Debug, Parser)]
#[command(name = "mailclinic", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Diagnose(command::diagnose::DiagnoseArgs),
    Check(command::check::CheckArgs),
}

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Diagnose(args) => command::diagnose::run(args),
        Command::Check(args) => command::check::run(args),
    }
}
