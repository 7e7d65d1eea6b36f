package dev.rollback.engine.rollback;

import static dev.rollback.engine.rollback.Crew.assertRefused;
import static dev.rollback.engine.rollback.Crew.undo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.Moment.AtPosition;
import dev.rollback.api.Progress;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackPlan.PlannedPart;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.audit.AuditReport;
import dev.rollback.api.audit.AuditScope;
import dev.rollback.engine.audit.Audit;
import dev.rollback.engine.board.Boards;
import dev.rollback.engine.rollback.Notes.NoteRolledBack;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What the product does not know of goes back as tasks and boards do. */
@OnEveryStore
class ThirdParticipantTest {
    private static final Participants PARTICIPANTS = new Participants(List.of(new Boards(), new Notes()));

    @Parameter
    StoreKind kind;

    @TempDir
    Path folder;

    private Crew crew;
    private long then;

    @BeforeEach
    void a_note_that_was_rewritten() {
        crew = Crew.on(kind.create(folder), PARTICIPANTS);
        crew.register("t1");
        write(0, "first");
        then = crew.engine.head();
        write(1, "second");
        crew.set("t1", 1);
    }

    @AfterEach
    void close() {
        crew.close();
    }

    @Test
    void its_part_is_in_the_plan_and_in_the_digest() {
        RollbackPlan plan = crew.plan(everything());
        assertThat(plan.others().keySet()).containsExactly("board", "note");
        assertThat(plan.otherParts()).singleElement().satisfies(part -> {
            assertThat(part).extracting(PlannedPart::kind, PlannedPart::name).containsExactly("note", "readme");
            assertThat(part)
                    .extracting(PlannedPart::seq, PlannedPart::targetSeq)
                    .containsExactly(1L, 0L);
        });
        write(2, "third");
        assertThat(crew.plan(everything()).digest()).isNotEqualTo(plan.digest());
    }

    @Test
    void it_goes_back_in_the_unit_of_the_tasks_and_its_undo_brings_it_again() {
        crew.rollBack(everything(), "rb-1");
        assertThat(text()).isEqualTo("first");
        long unit = crew.engine.stream("note/readme").get(2).unit();
        assertThat(crew.engine.stream("task/t1"))
                .last()
                .satisfies(event -> assertThat(event.unit()).isEqualTo(unit));
        crew.rollBack(undo("rb-1"), "rb-2");
        assertThat(text()).isEqualTo("second");
        crew.rollBack(undo("rb-2"), "rb-3");
        assertThat(text()).isEqualTo("first");
        assertThat(audit().shown()).isEmpty();
    }

    @Test
    void it_alone_is_enough_to_roll_back() {
        long before = crew.engine.head();
        write(2, "third");
        crew.rollBack(RollbackScope.to(new AtPosition(before)), "rb-1");
        assertThat(text()).isEqualTo("second");
    }

    @Test
    void an_undo_names_it_where_it_moved_since() {
        crew.rollBack(everything(), "rb-1");
        write(3, "by hand");
        assertRefused(
                RefusalCode.CONFLICT,
                "moved since rollback rb-1: note readme.",
                () -> crew.rollBack(undo("rb-1"), "rb-2"));
        assertThat(text()).isEqualTo("by hand");
    }

    @Test
    void a_plan_is_refused_where_it_moved_meanwhile() {
        RollbackPlan plan = crew.plan(everything());
        write(2, "third");
        assertRefused(RefusalCode.CONFLICT, "the plan is another now", () -> crew.send(apply(plan)));
        assertThat(text()).isEqualTo("third");
    }

    @Test
    void the_audit_finds_one_that_did_not_go_where_it_says() {
        assertThat(audit().shown()).isEmpty();
        crew.engine.publish(List.of(new GenericDomainEventMessage<>(
                "Note", "note/readme", 2, new NoteRolledBack(new RollbackId("rb-1"), 0, "another"))));
        assertThat(audit().shown())
                .singleElement()
                .satisfies(found -> assertThat(found.what()).contains("the note was not 'another'"));
    }

    @Test
    void two_of_one_kind_are_refused() {
        assertThatThrownBy(() -> new Participants(List.of(new Notes(), new Notes())))
                .hasMessage("two participants have the same kind note");
    }

    private static RollBack apply(RollbackPlan plan) {
        return RollBack.of(plan, new RollbackId("rb-1"), RollbackReason.MANUAL, "why", Map.of());
    }

    private RollbackScope everything() {
        return RollbackScope.to(new AtPosition(then));
    }

    private void write(long seq, String text) {
        crew.engine.publish(List.of(Notes.written("readme", seq, text)));
    }

    private String text() {
        return crew.engine.store.read(reading -> Notes.text(reading, "readme"));
    }

    private AuditReport audit() {
        return new Audit(crew.engine.store, List.of(), PARTICIPANTS, Progress.NONE).run(AuditScope.ALL);
    }
}
