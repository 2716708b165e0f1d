//! Reads a request's body: never more than the limit, never longer than the deadline. actix has no such deadline, and
//! a stalled body would hold its connection for good.

use std::time::Duration;

use actix_web::rt::time::timeout;
use actix_web::web::{Bytes, BytesMut, Payload};
use futures_util::StreamExt;

use super::trouble::Trouble;

/// A browser shows the answer only when it could send its whole body: so much beyond the limit is read and dropped.
const DRAINED: usize = 16 << 20;

/// The whole body.
///
/// # Errors
/// It is larger than `limit` bytes, is not there within `deadline`, or breaks off.
pub async fn read(payload: Payload, limit: usize, deadline: Duration) -> Result<Bytes, Trouble> {
    timeout(deadline, gather(payload, limit)).await.unwrap_or(Err(Trouble::TooSlow))
}

async fn gather(mut payload: Payload, limit: usize) -> Result<Bytes, Trouble> {
    let mut body = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Trouble::Unreadable)?;
        if body.len() + chunk.len() > limit {
            drain(payload).await;
            return Err(Trouble::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

async fn drain(mut payload: Payload) {
    let mut dropped = 0;
    while let Some(Ok(chunk)) = payload.next().await {
        dropped += chunk.len();
        if dropped > DRAINED {
            return;
        }
    }
}
