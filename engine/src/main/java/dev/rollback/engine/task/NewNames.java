package dev.rollback.engine.task;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.TaskId;

/**
 * What a person must be able to see of a task that is registered or forked. Ids and titles that stores and files have
 * already are taken as they are. Pure.
 */
final class NewNames {
    private NewNames() {}

    static void requireId(TaskId taskId) {
        String id = taskId.value();
        int first = id.codePointAt(0);
        int last = id.codePointBefore(id.length());
        if (isSpace(first) || isSpace(last)) {
            throw refused("the task id '%s' begins or ends with a space.".formatted(id));
        }
        if (id.codePoints().noneMatch(NewNames::isVisible) || id.codePoints().anyMatch(NewNames::isBlank)) {
            throw refused("the task id '%s' holds a character that nobody sees.".formatted(id));
        }
    }

    static void requireTitle(TaskId taskId, String title) {
        if (title.codePoints().noneMatch(NewNames::isVisible)) {
            throw refused("the title of task %s is empty: nothing in it can be seen.".formatted(taskId));
        }
    }

    private static RefusedException refused(String why) {
        return new RefusedException(RefusalCode.INVALID_INPUT, why + " Nothing was written; give another one.");
    }

    private static boolean isVisible(int codePoint) {
        return !isSpace(codePoint)
                && !isBlank(codePoint)
                && switch (Character.getType(codePoint)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.UNASSIGNED,
                            Character.NON_SPACING_MARK,
                            Character.ENCLOSING_MARK -> false;
                    default -> true;
                };
    }

    private static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }

    /** Letters and signs that are drawn as nothing: joiners and fillers of Hangul, Khmer and Mongolian, and empty Braille. */
    private static boolean isBlank(int codePoint) {
        return switch (codePoint) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x2800, 0x3164, 0xFFA0 -> true;
            default -> false;
        };
    }
}
