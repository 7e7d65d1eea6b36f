package dev.rollback.cli.tasks;

import dev.rollback.api.PolicyChange;
import dev.rollback.api.PolicyChange.OnFailure;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.TaskPolicy;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A task's switches as a person types and reads them. */
final class PolicyText {
    static final String SWITCHES =
            "rollback-enabled and epoch-required, =true or =false; rollback-on-failure, also =as-configured.";

    private PolicyText() {}

    /** For completion: each switch with each of its values. */
    static final class Switches implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of(
                            "rollback-enabled=true",
                            "rollback-enabled=false",
                            "rollback-on-failure=true",
                            "rollback-on-failure=false",
                            "rollback-on-failure=as-configured",
                            "epoch-required=true",
                            "epoch-required=false")
                    .iterator();
        }
    }

    /** What these switches change; one without a value is on. */
    static PolicyChange change(List<String> switches) {
        PolicyChange made = PolicyChange.NONE;
        for (String given : switches) {
            int equals = given.indexOf('=');
            String value = equals < 0 ? "true" : given.substring(equals + 1);
            made = switch (equals < 0 ? given : given.substring(0, equals)) {
                case "rollback-enabled" -> made.withRollbackEnabled(truth(given, value));
                case "rollback-on-failure" -> made.withOnFailure(onFailure(given, value));
                case "epoch-required" -> made.withEpochRequired(truth(given, value));
                default -> throw unknown(given);
            };
        }
        return made;
    }

    /** Each switch with its value. */
    static List<String> switches(TaskPolicy policy) {
        return List.of(policy.text().split(","));
    }

    /** The switches that stand otherwise than usual; null where none does. */
    static @Nullable String unusual(TaskPolicy policy) {
        List<String> usual = switches(TaskPolicy.DEFAULT);
        String unusual =
                switches(policy).stream().filter(one -> !usual.contains(one)).collect(Collectors.joining(", "));
        return unusual.isEmpty() ? null : unusual;
    }

    private static OnFailure onFailure(String given, String value) {
        return value.equals("as-configured")
                ? OnFailure.AS_CONFIGURED
                : truth(given, value) ? OnFailure.YES : OnFailure.NO;
    }

    private static boolean truth(String given, String value) {
        return Stream.of(true, false)
                .filter(truth -> String.valueOf(truth).equals(value))
                .findFirst()
                .orElseThrow(() -> unknown(given));
    }

    private static RefusedException unknown(String given) {
        return new RefusedException(
                RefusalCode.INVALID_INPUT, "'%s' is no switch of a policy. There are %s".formatted(given, SWITCHES));
    }
}
