//! Peers as child processes that answer line by line, so that each question goes to all of them in turn.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// What somebody answers: how many events, a sum over the bars, milliseconds.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    pub count: u64,
    pub bars: u64,
    pub ms: f64,
}

/// A running peer.
pub struct Peer {
    pub name: &'static str,
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Peer {
    /// Starts a peer and waits until it has read the columns; `None` where it is not installed.
    fn start(name: &'static str, mut command: Command) -> Option<Self> {
        let command = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn().ok()?;
        let (input, output) = (child.stdin.take()?, BufReader::new(child.stdout.take()?));
        let mut peer = Self {
            name,
            child,
            input,
            output,
        };
        if peer.line() == "ready" {
            return Some(peer);
        }
        println!("{name} does not run here");
        None
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        let _ = self.output.read_line(&mut line);
        line.trim().to_owned()
    }

    /// Asks a question.
    pub fn ask(&mut self, question: &str) -> Answer {
        writeln!(self.input, "{question}").unwrap();
        let line = self.line();
        let numbers: Vec<f64> = line.split(' ').map(|word| word.parse().unwrap()).collect();
        Answer {
            count: numbers[0] as u64,
            bars: numbers[1] as u64,
            ms: numbers[2],
        }
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers").join(name)
}

/// Those that count events and bars. `SAHEL_ATLAS_PEERS` names the Python of two of them.
pub fn brushes(prefix: &Path) -> Vec<Peer> {
    let node = node("brush.mjs", prefix);
    let mut peers: Vec<Peer> = Peer::start("crossfilter2", node).into_iter().collect();
    if let Some(python) = std::env::var_os("SAHEL_ATLAS_PEERS") {
        for (name, argument) in [("Polars", "polars"), ("DuckDB", "duckdb")] {
            let mut command = Command::new(&python);
            command.arg(script("brush.py")).arg(argument).arg(prefix);
            peers.extend(Peer::start(name, command));
        }
    }
    peers
}

/// The one that clusters.
pub fn clusters(prefix: &Path) -> Option<Peer> {
    Peer::start("supercluster", node("cluster.mjs", prefix))
}

fn node(name: &str, prefix: &Path) -> Command {
    let mut command = Command::new("node");
    command.arg("--max-old-space-size=12000").arg(script(name)).arg(prefix);
    command
}
