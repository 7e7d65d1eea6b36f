package dev.rollback.engine.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentName;
import dev.rollback.api.Moment;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskId;
import dev.rollback.api.json.Json;
import dev.rollback.store.Campaign;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd documents in any order: each comes out as it went in, whatever came before. */
@OnEveryStore
class RandomBoardsTest {
    private static final int DOCUMENTS = Campaign.trials(30, 80);

    @Parameter
    private StoreKind kind;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void each_document_comes_out_as_it_went_in(long seed) {
        Random random = new Random(seed);
        RandomDocuments documents = new RandomDocuments(random);
        try (BoardsUnderTest boards = new BoardsUnderTest(kind, folder)) {
            for (int i = 0; i < DOCUMENTS; i++) {
                boards.takeAndSeeAgain(RandomText.of(Json.parse(documents.next()), random));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7})
    void whatever_was_done_by_hand_a_document_taken_twice_changes_nothing_the_second_time(long seed) {
        Random random = new Random(seed);
        RandomDocuments documents = new RandomDocuments(random);
        try (BoardsUnderTest boards = new BoardsUnderTest(kind, folder)) {
            for (int i = 0; i < DOCUMENTS; i++) {
                String file = RandomText.of(Json.parse(documents.next()), random);
                if (random.nextBoolean()) {
                    boards.take(file);
                } else {
                    boards.takeKeepingOurs(file);
                }
                boards.takeWithoutEffect(file);
                assertThat(boards.last()).isEqualTo(Json.parse(file).pretty());
                interfere(boards, random);
                boards.takeWithoutEffect(file);
                String exported = boards.exportedText();
                if (random.nextInt(4) == 0) {
                    boards.export();
                    assertThat(boards.last()).isEqualTo(Json.parse(exported).pretty());
                    boards.takeWithoutEffect(exported);
                    assertThat(boards.exportedText()).isEqualTo(exported);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {8, 9})
    void a_task_that_changed_is_all_that_differs_and_after_its_rollback_nothing_does(long seed) {
        Random random = new Random(seed);
        RandomDocuments documents = new RandomDocuments(random);
        try (BoardsUnderTest boards = new BoardsUnderTest(kind, folder)) {
            for (int i = 0; i < DOCUMENTS / 2; i++) {
                String file = RandomText.of(Json.parse(documents.next()), random);
                boards.take(file);
                List<TaskSpan> spans = TaskSpan.of(file);
                if (!spans.isEmpty()) {
                    TaskSpan span = spans.get(random.nextInt(spans.size()));
                    String task = boards.nameOf(span.index(), file);
                    CheckpointId checkpoint = boards.checkpoint(task);
                    boards.tasks
                            .withEpoch(boards.engine.state(task).epoch())
                            .merge(task, ComponentName.TASK_STATE, Json.parse("{\"new\":[%d,{\"a\":1}]}".formatted(i)));
                    assertThat(boards.exportedText())
                            .startsWith(file.substring(0, span.start()))
                            .endsWith(file.substring(span.end()))
                            .isNotEqualTo(file);
                    assertThat(Json.parse(boards.exportedText()).pretty()).isEqualTo(boards.exported());
                    boards.rollBack(checkpoint);
                    assertThat(boards.exportedText()).isEqualTo(file);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 11})
    void after_a_rollback_of_everything_the_earlier_text_is_back_and_after_its_undo_the_later(long seed) {
        Random random = new Random(seed);
        RandomDocuments documents = new RandomDocuments(random);
        try (BoardsUnderTest boards = new BoardsUnderTest(kind, folder)) {
            boards.take(RandomText.of(Json.parse(documents.next()), random));
            for (int i = 0; i < DOCUMENTS / 4; i++) {
                String earlier = boards.exportedText();
                long then = boards.engine.head();
                String later = RandomText.of(Json.parse(documents.next()), random);
                boards.take(later);
                assertThat(boards.exportedText()).isEqualTo(later);
                assertThat(boards.boards.documentAt(new Moment.AtPosition(then)).text())
                        .isEqualTo(earlier);
                if (!later.equals(earlier)) {
                    RollbackId back = boards.rollBack(RollbackScope.to(new Moment.AtPosition(then)));
                    assertThat(boards.exportedText()).isEqualTo(earlier);
                    boards.takeWithoutEffect(later);
                    if (random.nextBoolean()) {
                        boards.rollBack(RollbackScope.undoing(back));
                        assertThat(boards.exportedText()).isEqualTo(later);
                    } else {
                        boards.export();
                        boards.takeWithoutEffect(earlier);
                        assertThat(boards.exportedText()).isEqualTo(earlier);
                    }
                }
            }
        }
    }

    private static void interfere(BoardsUnderTest boards, Random random) {
        List<String> all = boards.engine.store.read(
                reading -> reading.tasks().stream().map(head -> head.task()).toList());
        for (int i = 0; i < 3 && !all.isEmpty(); i++) {
            String task = all.get(random.nextInt(all.size()));
            try {
                switch (random.nextInt(5)) {
                    case 0 -> boards.tasks.start(task);
                    case 1 -> boards.tasks.complete(task);
                    case 2 -> boards.tasks.withdraw(task);
                    case 3 -> boards.tasks.reopen(task);
                    default -> boards.tasks.register(new TaskId(task + "x").value(), "by hand", task);
                }
            } catch (RefusedException e) {
                assertThat(e.code()).isNotNull(); // not every verb is allowed always
            }
        }
    }
}
