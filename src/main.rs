//! The command line: `serve` (also what the bare name does), `diagnose`, `check`.

mod command;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use command::check::CheckArgs;
use command::diagnose::DiagnoseArgs;
use command::{check, diagnose, serve};
use mailclinic::config::ServeSettings;

/// Explains e-mail errors: paste what came back, learn what happened and what to do
#[derive(Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: ServeSettings,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the portal
    Serve(ServeSettings),
    /// Diagnose pastes from files or standard input
    Diagnose(DiagnoseArgs),
    /// List every problem in the content
    Check(CheckArgs),
}

fn main() -> ExitCode {
    let line = CommandLine::parse();
    match line.command.unwrap_or(Command::Serve(line.serve)) {
        Command::Serve(settings) => match serve::run(&settings) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("mailclinic: {error:#}");
                ExitCode::FAILURE
            }
        },
        Command::Diagnose(settings) => diagnose::run(settings),
        Command::Check(settings) => check::run(settings),
    }
}
