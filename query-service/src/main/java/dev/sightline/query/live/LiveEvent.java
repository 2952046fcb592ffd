package dev.sightline.query.live;

/** What a stream says. */
enum LiveEvent {
    /** New inferences of the workspace can be asked for. */
    STORED,

    /** Nothing; but the connection lives, and whoever listens still may. */
    BEAT
}
