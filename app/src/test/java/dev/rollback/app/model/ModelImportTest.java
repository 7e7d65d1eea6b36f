package dev.rollback.app.model;

import static dev.rollback.app.model.Told.checkpoint;
import static dev.rollback.app.model.Told.task;
import static dev.rollback.app.model.Told.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.BoardCommand.ImportDocument;
import dev.rollback.api.BoardCommand.RecordExport;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskCommand.StartTask;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.Json;
import org.junit.jupiter.api.Test;

/** Only what differs between a document and the one before is applied. */
class ModelImportTest {
    private static final String TWO = "{'tasks':[{'id':1,'title':'a','status':'pending','dependencies':[]},"
            + "{'id':2,'title':'b','status':'review','dependencies':[1]}]}";

    private final Told told = new Told();

    private void take(String document, boolean keepOurs) {
        told.done(new ImportDocument(json(document), "tasks.json", null, keepOurs));
    }

    private void take(String document) {
        take(document, false);
    }

    private static Json json(String document) {
        return Json.parse(document.replace('\'', '"'));
    }

    private Facts facts(String task) {
        return told.now(task).facts();
    }

    @Test
    void a_first_import_is_one_unit() {
        take(TWO);
        assertThat(told.head()).isEqualTo(3);
        assertThat(facts("2").statusText()).isEqualTo("review");
        assertThat(facts("2").dependsOn()).isEqualTo(tasks("1"));
        take(TWO);
        assertThat(told.head()).as("nothing more").isEqualTo(3);
    }

    @Test
    void the_document_wins_unless_ours_is_kept() {
        take(TWO);
        told.start("1");
        take(TWO.replace("pending", "done"), true);
        assertThat(facts("1").status()).isEqualTo(TaskStatus.RUNNING);
        take(TWO);
        assertThat(facts("1").status()).isEqualTo(TaskStatus.PENDING);
        assertThat(told.now("1").worked()).isFalse();
    }

    @Test
    void what_both_say_is_no_event() {
        take(TWO);
        told.done(new StartTask(task("1")));
        long seq = told.now("1").seq();
        take(TWO.replace("pending", "in-progress"));
        assertThat(told.now("1").seq()).isEqualTo(seq);
        assertThat(told.now("1").worked()).isTrue();
    }

    @Test
    void what_is_gone_is_withdrawn_and_returns_with_a_new_epoch() {
        take(TWO);
        take("{'tasks':[]}");
        assertThat(told.now("1").status()).isEqualTo(TaskStatus.WITHDRAWN);
        take(TWO);
        assertThat(told.now("1").status()).isEqualTo(TaskStatus.PENDING);
        assertThat(told.now("1").epoch()).isEqualTo(1);
    }

    @Test
    void the_same_document_after_a_rollback_changes_nothing() {
        take(TWO);
        told.mark("1", "cp");
        String later = TWO.replace("'a'", "'A'");
        take(later);
        told.back("rb", RollbackScope.to(checkpoint("cp")));
        long head = told.head();
        take(later);
        assertThat(told.head()).isEqualTo(head);
        assertThat(facts("1").title()).isEqualTo("a");
        told.done(new RecordExport(json(TWO), "tasks.json"));
        take(later);
        assertThat(facts("1").title()).isEqualTo("A");
    }

    @Test
    void a_rollback_of_everything_brings_the_order_back() {
        take(TWO);
        told.markAll("all");
        take("{'tasks':[{'id':2,'title':'b','status':'review','dependencies':[1]},"
                + "{'id':1,'title':'A','status':'pending','dependencies':[]}]}");
        assertThat(new Boards(told.model.story()).now()).isEqualTo(new Board(tasks("2", "1"), false));
        told.back("rb", RollbackScope.to(checkpoint("all")));
        assertThat(new Boards(told.model.story()).now()).isEqualTo(new Board(tasks("1", "2"), false));
        assertThat(facts("1").title()).isEqualTo("a");
    }
}
