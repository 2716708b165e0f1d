//! `mailclinic check`: every problem of the content, sorted by file, with line numbers.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use mailclinic::catalog::{Catalog, lint};
use mailclinic::diagnose::lint_samples;

/// List every problem in the content; exit 1 if there is any.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// A content folder laid over the embedded one, the last on top; repeatable
    #[arg(long, env = "MAILCLINIC_CONTENT", value_name = "DIR", value_delimiter = ':')]
    content: Vec<PathBuf>,
}

/// Runs the command.
pub fn run(args: CheckArgs) -> ExitCode {
    let problems = match Catalog::load(&args.content) {
        Err(problems) => problems,
        Ok(catalog) => {
            let mut problems = lint(&catalog);
            problems.extend(lint_samples(&catalog));
            problems.sort();
            problems
        }
    };
    for problem in &problems {
        println!("{problem}");
    }
    match problems.len() {
        0 => {
            println!("no problems");
            ExitCode::SUCCESS
        }
        count => {
            println!("problems: {count}");
            ExitCode::FAILURE
        }
    }
}
