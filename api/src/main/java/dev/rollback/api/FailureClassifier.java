package dev.rollback.api;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Says of an error why its task is rolled back. */
@FunctionalInterface
public interface FailureClassifier {
    RollbackReason reasonOf(Throwable error);

    /**
     * By the type of the error, else of what caused it, and so on: timeouts TIMEOUT; arguments and what is named
     * validation VALIDATION_FAILED; memory, stack and full queues RESOURCE_LIMIT; hosts that cannot be reached
     * DEPENDENCY_FAILED; what is named after a circuit breaker CIRCUIT_BREAKER; all else ERROR.
     */
    static FailureClassifier byType() {
        return error -> {
            Set<Throwable> seen = new LinkedHashSet<>();
            for (Throwable cause = error; cause != null && seen.add(cause); cause = cause.getCause()) {
                RollbackReason reason = reasonOfType(cause);
                if (reason != null) {
                    return reason;
                }
            }
            return RollbackReason.ERROR;
        };
    }

    /** Of errors of this type, and those that one of this type caused, it is this reason; of others what it was. */
    default FailureClassifier with(Class<? extends Throwable> type, RollbackReason reason) {
        return error -> {
            Set<Throwable> seen = new LinkedHashSet<>();
            for (Throwable cause = error; cause != null && seen.add(cause); cause = cause.getCause()) {
                if (type.isInstance(cause)) {
                    return reason;
                }
            }
            return reasonOf(error);
        };
    }

    private static @Nullable RollbackReason reasonOfType(Throwable error) {
        String name = error.getClass().getSimpleName();
        if (error instanceof TimeoutException
                || error instanceof SocketTimeoutException
                || error instanceof HttpTimeoutException
                || name.contains("Timeout")) {
            return RollbackReason.TIMEOUT;
        } else if (error instanceof IllegalArgumentException || name.contains("Validation")) {
            return RollbackReason.VALIDATION_FAILED;
        } else if (error instanceof VirtualMachineError || error instanceof RejectedExecutionException) {
            return RollbackReason.RESOURCE_LIMIT;
        } else if (error instanceof ConnectException
                || error instanceof NoRouteToHostException
                || error instanceof UnknownHostException) {
            return RollbackReason.DEPENDENCY_FAILED;
        } else if (name.contains("CircuitBreaker") || name.equals("CallNotPermittedException")) {
            return RollbackReason.CIRCUIT_BREAKER;
        }
        return null;
    }
}
