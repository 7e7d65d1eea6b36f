package dev.rollback.engine.task;

import dev.rollback.api.InvisibleCharacters;
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
        if (id.codePoints().noneMatch(NewNames::isVisible) || holdsUnseen(id)) {
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
                && !InvisibleCharacters.isBlank(codePoint)
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

    /** A variation selector is seen by what it makes of a sign before it, as of emoji; behind a letter it is not. */
    private static boolean holdsUnseen(String id) {
        int before = 0;
        for (int codePoint : id.codePoints().toArray()) {
            boolean selects = InvisibleCharacters.isVariationSelector(codePoint);
            if (InvisibleCharacters.isBlank(codePoint) || (selects && !isSign(before))) {
                return true;
            }
            before = codePoint;
        }
        return false;
    }

    private static boolean isSign(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.OTHER_SYMBOL, Character.MATH_SYMBOL, Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    private static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }
}
