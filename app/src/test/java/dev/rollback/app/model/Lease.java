package dev.rollback.app.model;

import dev.rollback.api.CheckpointId;

/** Who may go back to a checkpoint: no part of the log. */
record Lease(CheckpointId checkpoint, String holder) {}
