//! The thread that unpacks and decodes tiles.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use walkers::{Style, Tile, TileId};

use super::archive::Archive;

/// How many requests may wait at the worker. Few, so that tiles of a view left behind are
/// not decoded before those of the view now shown.
const QUEUE: usize = 4;

/// Asks for a tile in a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Request {
    pub tile: TileId,
    pub dark: bool,
}

/// What became of a request.
pub(super) struct Answer {
    pub request: Request,
    pub tile: Result<Tile, String>,
    pub took: Duration,
}

/// The thread and the two channels to it. Ends when dropped.
pub(super) struct Worker {
    requests: Option<SyncSender<Request>>,
    answers: Receiver<Answer>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts the thread; `wake` is called after every answer.
    pub fn start(
        archive: Arc<Archive>,
        styles: [Style; 2],
        tile_size: u32,
        wake: impl Fn() + Send + 'static,
    ) -> std::io::Result<Self> {
        let (requests, inbox) = sync_channel(QUEUE);
        let (outbox, answers) = channel();
        let thread = std::thread::Builder::new()
            .name("basemap".to_owned())
            .spawn(move || serve(&archive, &styles, tile_size, &inbox, &outbox, &wake))?;
        Ok(Self {
            requests: Some(requests),
            answers,
            thread: Some(thread),
        })
    }

    /// Hands over a request; `false` when the queue is full or the thread has ended.
    pub fn ask(&self, request: Request) -> bool {
        let sender = self.requests.as_ref();
        sender.is_some_and(|sender| sender.try_send(request).is_ok())
    }

    /// An answer that has arrived, if any.
    pub fn answer(&self) -> Option<Answer> {
        self.answers.try_recv().ok()
    }

    /// Waits for an answer, at most `limit`.
    pub fn wait(&self, limit: Duration) -> Option<Answer> {
        self.answers.recv_timeout(limit).ok()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.requests = None;
        if let Some(thread) = self.thread.take() {
            // It ends after the tile in hand; a panic inside was reported by its hook.
            let _ended = thread.join();
        }
    }
}

fn serve(
    archive: &Archive,
    styles: &[Style; 2],
    tile_size: u32,
    inbox: &Receiver<Request>,
    outbox: &Sender<Answer>,
    wake: &impl Fn(),
) {
    let [light, dark] = styles;
    while let Ok(request) = inbox.recv() {
        let began = Instant::now();
        let style = if request.dark { dark } else { light };
        // The vector tile reader indexes into what it reads; a damaged archive must cost a
        // tile, not the thread.
        let tile = catch_unwind(AssertUnwindSafe(|| decode(archive, style, tile_size, request.tile)))
            .unwrap_or_else(|_| Err("the tile's content is damaged".to_owned()));
        let answer = Answer {
            request,
            tile,
            took: began.elapsed(),
        };
        if outbox.send(answer).is_err() {
            return;
        }
        wake();
    }
}

/// Unpacks and decodes one tile.
pub(super) fn decode(archive: &Archive, style: &Style, tile_size: u32, id: TileId) -> Result<Tile, String> {
    let data = archive
        .tile(id.zoom, id.x, id.y)
        .map_err(|error| error.to_string())?
        .ok_or_else(|| format!("no tile {}/{}/{}", id.zoom, id.x, id.y))?;
    Tile::from_mvt(&data, style, id.zoom, tile_size).map_err(|error| error.to_string())
}
