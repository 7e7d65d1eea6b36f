package dev.rollback.engine.board;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.TaskId;
import dev.rollback.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A task of a file while the file is being read. */
final class FileTask {
    private final String tag;
    private final Json members;
    private final String pointer;
    private final @Nullable FileTask parent;
    private final String token;
    private final int level;
    private final List<FileTask> subtasks = new ArrayList<>();
    private @Nullable TaskId id;

    FileTask(String tag, Json members, String pointer, @Nullable FileTask parent) {
        this.tag = tag;
        this.members = members;
        this.pointer = pointer;
        this.parent = parent;
        this.level = parent == null ? 1 : parent.level + 1;
        this.token = Tokens.text(members.node().path("id"));
    }

    static String path(String parentPath, String token) {
        return isPathBelow(parentPath, token) ? token : parentPath + "." + token;
    }

    private static boolean isPathBelow(String parentPath, String token) {
        return token.startsWith(parentPath + ".") && token.length() > parentPath.length() + 1;
    }

    /** The id it has unless another task has it already. */
    static TaskId natural(String tag, @Nullable TaskId parent, String parentPath, String token) {
        if (parent == null) {
            return Tokens.top(tag, token);
        }
        String own = isPathBelow(parentPath, token) ? token.substring(parentPath.length() + 1) : token;
        return Tokens.below(parent, own);
    }

    TaskId natural() {
        try {
            return parent == null ? natural(tag, null, "", token) : natural(tag, parent.id(), parent.path(), token);
        } catch (RefusedException e) {
            throw new RefusedException(
                    RefusalCode.INVALID_INPUT,
                    "%s: %s. Correct it and try again.".formatted(pointer, e.getMessage()),
                    e);
        }
    }

    int level() {
        return level;
    }

    String path() {
        return parent == null ? token : path(parent.path(), token);
    }

    String tag() {
        return tag;
    }

    Json members() {
        return members;
    }

    @Nullable
    FileTask parent() {
        return parent;
    }

    @Nullable
    TaskId parentId() {
        return parent == null ? null : parent.id();
    }

    String token() {
        return token;
    }

    String title() {
        return members.get("title").filter(Json::isString).map(Json::asText).orElse("");
    }

    List<FileTask> subtasks() {
        return subtasks;
    }

    TaskId id() {
        return Objects.requireNonNull(id);
    }

    void give(TaskId newId) {
        id = newId;
    }
}
