package dev.rollback.app.model;

import dev.rollback.api.Moment;
import dev.rollback.api.Moment.AfterRollback;
import dev.rollback.api.Moment.AtCheckpoint;
import dev.rollback.api.Moment.AtPosition;
import dev.rollback.api.Moment.BeforeRollback;
import dev.rollback.api.Moment.Now;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RollbackId;

/** Which cut a moment means. */
record Moments(Story story) {

    long cut(Moment moment) {
        if (moment instanceof AtPosition at) {
            return story.cutAt(at.position());
        } else if (moment instanceof AtCheckpoint at) {
            return story.marker(at.checkpointId()).orElseThrow(Moments::unknown).cut();
        } else if (moment instanceof BeforeRollback before) {
            return unit(before.rollbackId()) - 1;
        } else if (moment instanceof AfterRollback after) {
            return story.endOfUnit(unit(after.rollbackId()));
        } else if (moment instanceof Now) {
            return story.head();
        }
        throw new Objection(RefusalCode.INVALID_INPUT);
    }

    private long unit(RollbackId rollback) {
        return story.unitOf(rollback).orElseThrow(Moments::unknown);
    }

    private static Objection unknown() {
        return new Objection(RefusalCode.NOT_FOUND);
    }
}
