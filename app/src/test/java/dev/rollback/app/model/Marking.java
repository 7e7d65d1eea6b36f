package dev.rollback.app.model;

import static dev.rollback.api.ComponentName.TASK_STATE;

import dev.rollback.api.CheckpointCommand.CreateSystemCheckpoint;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskReceipt;
import dev.rollback.app.model.Happening.Edited;
import dev.rollback.app.model.Happening.Marked;
import dev.rollback.app.model.Happening.MarkedAll;
import dev.rollback.app.model.Happening.Registered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A new checkpoint. With data the task's own data is replaced first, and a task that is not there registered. */
record Marking(Story story) {

    Forecast foresee(CreateCheckpoint command) {
        if (story.marker(command.checkpointId()).isPresent()) {
            return Forecast.refused(RefusalCode.CONFLICT);
        }
        TaskId task = command.taskId();
        Standing now = story.now(task);
        List<Happening> unit = new ArrayList<>();
        long epoch = now.epoch();
        Facts facts = now.exists() ? now.facts() : Facts.registered(task.value(), List.of(), null);
        if (!now.exists()) {
            epoch = now.known() ? now.epoch() + 1 : 0;
            unit.add(new Registered(task, facts, TaskPolicy.DEFAULT, epoch));
        }
        if (command.data() != null && !command.data().equals(facts.data())) {
            unit.add(new Edited(task, Map.of(TASK_STATE, command.data())));
        }
        unit.add(new Marked(task, command.checkpointId()));
        return Forecast.done(unit, new TaskReceipt(task, now.seq() + unit.size(), epoch));
    }

    Forecast foresee(CreateSystemCheckpoint command) {
        return story.marker(command.checkpointId()).isPresent()
                ? Forecast.refused(RefusalCode.CONFLICT)
                : Forecast.done(List.of(new MarkedAll(command.checkpointId())), command.checkpointId());
    }
}
