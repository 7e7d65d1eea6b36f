package dev.rollback.cli.command;

import dev.rollback.api.Progress;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Waiting;
import dev.rollback.cli.terminal.ProgressLine;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for work of this process until it is done, and says meanwhile that it goes on: on a terminal how far it has come,
 * and of what writes and takes longer, anywhere, with which request id it can be asked for again should the answer not come.
 */
public final class Ongoing implements Waiting, Progress {
    private static final long TICK_MILLIS = 100;

    private final PrintStream err;
    private final boolean terminal;
    private final Duration quiet;
    private final Supplier<String> commandsRequestId;
    private final LongSupplier nanoTime;
    private volatile @Nullable ProgressLine line;
    private boolean named;

    /**
     * @param quiet so long a command that writes says nothing of its request id
     * @param commandsRequestId the one to repeat the whole command with
     */
    public Ongoing(
            PrintStream err,
            boolean terminal,
            Duration quiet,
            Supplier<String> commandsRequestId,
            LongSupplier nanoTime) {
        this.err = err;
        this.terminal = terminal;
        this.quiet = quiet;
        this.commandsRequestId = commandsRequestId;
        this.nanoTime = nanoTime;
    }

    @Override
    public void at(String what, long done, long all) {
        ProgressLine shown = line;
        if (shown != null) {
            shown.at(what, done, all);
        }
    }

    @Override
    public void await(CompletableFuture<?> answer, @Nullable String requestId) throws InterruptedException {
        long begun = nanoTime.getAsLong();
        CompletableFuture<Boolean> end = answer.handle((done, failed) -> true);
        try (ProgressLine progress = new ProgressLine(err, terminal, nanoTime)) {
            line = progress;
            do {
                progress.goesOn("working");
                if (requestId != null && nanoTime.getAsLong() - begun >= quiet.toNanos()) {
                    name(progress);
                }
            } while (!ends(end));
        } finally {
            line = null;
        }
    }

    /** Does what only reads or computes, and says that it goes on. */
    public <T> T watch(Supplier<T> work) {
        if (!terminal) {
            return work.get();
        }
        CompletableFuture<T> answer = CompletableFuture.supplyAsync(work, task -> {
            Thread thread = new Thread(task, "co-work");
            thread.setDaemon(true);
            thread.start();
        });
        try {
            await(answer, null);
            return answer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(RefusalCode.STORE_UNAVAILABLE, "interrupted while waiting.", e);
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException own) {
                throw own;
            }
            throw e;
        }
    }

    private static boolean ends(CompletableFuture<Boolean> end) throws InterruptedException {
        try {
            return end.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void name(ProgressLine progress) {
        if (named) {
            return;
        }
        named = true;
        progress.clear();
        String requestId = commandsRequestId.get();
        err.println(
                "Still working, with request id %s. If no answer comes, repeat the command with --request-id %s: it is done once."
                        .formatted(requestId, requestId));
    }
}
