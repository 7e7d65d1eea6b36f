package dev.rollback.app.model;

import dev.rollback.api.TaskId;
import java.util.List;

/** What belongs to no task: the order of the tasks of a document, and whether it has tags. */
record Board(List<TaskId> order, boolean tagged) {}
