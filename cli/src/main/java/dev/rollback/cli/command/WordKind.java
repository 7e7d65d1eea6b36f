package dev.rollback.cli.command;

import java.util.Collections;
import java.util.Iterator;

/**
 * What a word of the command line stands for, so that a shell can complete it: marks an option or a parameter as its
 * {@code completionCandidates}. Values of an enum need no mark.
 */
public abstract class WordKind implements Iterable<String> {

    /** What it can be depends on the store and on the other words, which are asked when somebody types. */
    @Override
    public Iterator<String> iterator() {
        return Collections.emptyIterator();
    }

    public static final class TaskId extends WordKind {}

    public static final class CheckpointId extends WordKind {}

    public static final class RollbackId extends WordKind {}

    /** What stands behind {@code --at}. */
    public static final class Moment extends WordKind {}

    public static final class Component extends WordKind {}

    public static final class Tag extends WordKind {}

    public static final class File extends WordKind {}

    public static final class Folder extends WordKind {}

    /** A text, JSON perhaps, or {@code @FILE}. */
    public static final class TextOrFile extends WordKind {}

    /** A command of {@code co}, word by word. */
    public static final class CommandWords extends WordKind {}
}
