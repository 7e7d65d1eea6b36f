package dev.rollback.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.cli.terminal.ProgressLine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OngoingTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    /** Goes on by 300 milliseconds with each look, and ends the work at its end. */
    private static final class Clock implements LongSupplier {
        private final CompletableFuture<String> work = new CompletableFuture<>();
        private final Duration end;
        private Duration now = Duration.ZERO;

        Clock(Duration end) {
            this.end = end;
        }

        @Override
        public synchronized long getAsLong() {
            now = now.plusMillis(300);
            if (now.compareTo(end) > 0) {
                work.complete("done");
            }
            return now.toNanos();
        }
    }

    @Test
    void a_command_that_takes_long_names_its_request_id_once_and_anywhere() throws Exception {
        assertThat(waited(false, Duration.ofSeconds(6), "rq-1"))
                .isEqualTo("Still working, with request id rq-1. If no answer comes, repeat the command with"
                        + " --request-id rq-1: it is done once.\n");
    }

    @Test
    void a_short_command_says_nothing() throws Exception {
        assertThat(waited(false, Duration.ofSeconds(1), "rq-1")).isEmpty();
        assertThat(waited(true, Duration.ofMillis(1), "rq-1")).isEmpty();
    }

    @Test
    void a_question_that_takes_long_names_no_request_id() throws Exception {
        assertThat(waited(false, Duration.ofSeconds(6), null)).isEmpty();
    }

    @Test
    void a_terminal_shows_after_half_a_second_that_the_work_goes_on_and_nothing_stays_of_that() throws Exception {
        assertThat(waited(true, Duration.ofSeconds(2), null))
                .startsWith("\r\033[Kworking     0 s")
                .contains("\r\033[Kworking     1 s")
                .endsWith("\r\033[K");
    }

    @Test
    void a_terminal_shows_how_far_the_work_has_come_where_that_is_known() throws Exception {
        Clock clock = new Clock(Duration.ofSeconds(4));
        AtomicReference<Ongoing> waiting = new AtomicReference<>();
        AtomicBoolean telling = new AtomicBoolean();
        waiting.set(ongoing(true, () -> {
            long now = clock.getAsLong();
            if (now > 2_000_000_000L && telling.compareAndSet(false, true)) {
                waiting.get().at("tasks", 1, 4);
            }
            return now;
        }));
        waiting.get().await(clock.work, null);
        assertThat(text()).contains("\r\033[Ktasks       [#####...............]  25 %");
        written.reset();
        waiting.get().at("tasks", 2, 4);
        assertThat(text()).as("nobody waits").isEmpty();
    }

    @Test
    void a_line_that_was_cleared_stays_so_whoever_still_tells_how_far_the_work_is() {
        AtomicLong now = new AtomicLong();
        ProgressLine line = new ProgressLine(print(), true, now::get);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        line.at("tasks", 1, 4);
        line.close();
        assertThat(text()).endsWith("25 %\r\033[K");
        written.reset();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        line.at("tasks", 2, 4);
        assertThat(text()).isEmpty();
    }

    @Test
    void how_far_the_work_has_come_stays_shown_for_a_second_and_is_shown_ten_times_a_second_at_most() {
        AtomicLong now = new AtomicLong();
        ProgressLine line = new ProgressLine(print(), true, now::get);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        line.at("tasks", 1, 4);
        now.addAndGet(Duration.ofMillis(50).toNanos());
        line.at("tasks", 2, 4);
        now.addAndGet(Duration.ofMillis(900).toNanos());
        line.goesOn("working");
        assertThat(text()).isEqualTo("\r\033[Ktasks       [#####...............]  25 %");
        now.addAndGet(Duration.ofMillis(100).toNanos());
        line.goesOn("working");
        assertThat(text()).endsWith("\r\033[Kworking     2 s");
    }

    @Test
    void a_terminal_has_the_request_id_on_a_line_of_its_own() throws Exception {
        assertThat(waited(true, Duration.ofSeconds(6), "rq-1"))
                .contains("\r\033[KStill working, with request id rq-1.")
                .doesNotContain("sStill");
    }

    @Test
    void what_fails_fails_as_it_would_without_being_watched() {
        Ongoing ongoing = ongoing(true, System::nanoTime);
        IllegalStateException failure = new IllegalStateException("no");
        assertThatThrownBy(() -> ongoing.watch(() -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(ongoing.watch(() -> "answer")).isEqualTo("answer");
    }

    private String waited(boolean terminal, Duration work, @Nullable String requestId) throws Exception {
        written.reset();
        Clock clock = new Clock(work);
        ongoing(terminal, clock).await(clock.work, requestId);
        return text();
    }

    private Ongoing ongoing(boolean terminal, LongSupplier clock) {
        return new Ongoing(print(), terminal, Duration.ofSeconds(2), () -> "rq-1", clock);
    }

    private PrintStream print() {
        return new PrintStream(written, true, StandardCharsets.UTF_8);
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
