//! The command line, as its contract says.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn mailclinic(args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_mailclinic"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program is built");
    child.stdin.take().expect("it is piped").write_all(input.as_bytes()).expect("it reads its input");
    child.wait_with_output().expect("it ends")
}

fn lines(output: &Output) -> Vec<Value> {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

#[test]
fn a_stream_answers_each_line_in_place() {
    let input =
        "{\"id\": 1, \"text\": \"550 mailbox full\"}\nno json\n{\"id\": \"b\", \"text\": \"550 No such user\"}\n";
    let output = mailclinic(&["diagnose", "--format", "ndjson"], input);
    assert_eq!(output.status.code(), Some(0));
    let answers = lines(&output);
    assert_eq!(answers.len(), 3);
    assert_eq!(
        (&answers[0]["id"], &answers[0]["findings"][0]["cause"]),
        (&Value::from(1), &Value::from("mailbox-full"))
    );
    assert!(answers[1]["error"].is_string());
    assert_eq!(answers[2]["id"], "b");
}

#[test]
fn files_are_answered_in_the_order_of_the_arguments() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    std::fs::write(path("a"), "550 mailbox full").expect("it can be written");
    std::fs::write(path("b"), "550 No such user").expect("it can be written");
    let output = mailclinic(&["diagnose", "--format", "ndjson", &path("b"), &path("a")], "");
    let answers = lines(&output);
    assert_eq!(answers[0]["input"], Value::from(path("b")));
    assert_eq!(answers[1]["findings"][0]["cause"], "mailbox-full");
    let missing = mailclinic(&["diagnose", "--format", "ndjson", &path("c"), &path("a")], "");
    assert_eq!(missing.status.code(), Some(1));
    assert_eq!(lines(&missing).len(), 2);
}

#[test]
fn people_get_text_in_their_language() {
    let output = mailclinic(&["diagnose", "--lang", "ru"], "552 5.2.2 mailbox full");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("[103]") && text.contains("Доставлено: нет"), "{text}");
}

#[test]
fn bad_usage_exits_with_2_and_help_names_the_variables() {
    assert_eq!(mailclinic(&["diagnose", "--format", "xml"], "").status.code(), Some(2));
    let help = mailclinic(&["serve", "--help"], "");
    assert!(String::from_utf8_lossy(&help.stdout).contains("MAILCLINIC_LISTEN"));
}

#[test]
fn check_lists_problems_of_a_folder_and_exits_with_1() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let entry = folder.path().join("errors/broken");
    std::fs::create_dir_all(&entry).expect("it can be made");
    std::fs::write(entry.join("entry.toml"), "number = \"x\"\n").expect("it can be written");
    let output = mailclinic(&["check", "--content", &folder.path().to_string_lossy()], "");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("errors/broken/entry.toml:1:"));
}
