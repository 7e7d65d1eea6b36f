package dev.rollback.app.cli;

import java.util.Collections;
import java.util.Iterator;

/**
 * What a word of the command line stands for, so that a shell can complete it: marks an option or a parameter as its
 * {@code completionCandidates}. Values of an enum need no mark.
 */
abstract class WordKind implements Iterable<String> {

    /** What it can be depends on the store and on the other words: {@link LiveWords} knows. */
    @Override
    public Iterator<String> iterator() {
        return Collections.emptyIterator();
    }

    static final class TaskId extends WordKind {}

    static final class CheckpointId extends WordKind {}

    static final class RollbackId extends WordKind {}

    /** What stands behind {@code --at}. */
    static final class Moment extends WordKind {}

    static final class Component extends WordKind {}

    static final class Tag extends WordKind {}

    static final class File extends WordKind {}

    static final class Folder extends WordKind {}

    /** A text, JSON perhaps, or {@code @FILE}. */
    static final class TextOrFile extends WordKind {}

    /** A command of {@code co}, word by word. */
    static final class CommandWords extends WordKind {}
}
