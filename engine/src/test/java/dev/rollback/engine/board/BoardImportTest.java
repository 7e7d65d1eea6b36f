package dev.rollback.engine.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.BoardManager;
import dev.rollback.api.BoardQuery.FindDocument;
import dev.rollback.api.ComponentName;
import dev.rollback.api.DocumentView;
import dev.rollback.api.ImportReport;
import dev.rollback.api.RequestContext;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskEvent.TaskImported;
import dev.rollback.api.TaskEvent.TaskWithdrawn;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.Json;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.ObservedStore;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Files taken in one after the other. */
@OnEveryStore
class BoardImportTest {
    private static final String TWO =
            file("{'tasks':[{'id':1,'title':'a','status':'pending'},{'id':2,'title':'b','status':'done'}]}");

    @Parameter
    private StoreKind kind;

    @TempDir
    private Path folder;

    private BoardsUnderTest boards;

    @BeforeEach
    void open() {
        boards = new BoardsUnderTest(kind, folder);
    }

    @AfterEach
    void close() {
        boards.close();
    }

    @Test
    void a_dependency_that_no_file_has_written_is_called_as_in_its_tag() {
        boards.take(
                file(
                        "{'dev':{'tasks':[{'id':1,'title':'a','status':'pending','subtasks':["
                                + "{'id':1,'title':'s','status':'pending'},{'id':2,'title':'t','status':'pending','dependencies':['1.1']}]}]}}"));
        boards.tasks.register("dev/7", "x", "dev/1.2", "dev/1");
        String file = boards.exported();
        assertThat(file.replaceAll("\\s", "")).contains("\"dependencies\":[\"1.2\",1]", "\"dependencies\":[\"1.1\"]");
        boards.take(file);
        assertThat(boards.exported()).isEqualTo(file);
        assertThat(boards.engine.state("dev/7").content().taskState())
                .isNotNull()
                .satisfies(task ->
                        assertThat(task.dependsOn()).extracting(TaskId::value).containsExactly("dev/1.2", "dev/1"));
    }

    @Test
    void an_empty_store_has_no_document() {
        assertThat(boards.boards.document()).isEqualTo(new DocumentView(null, null));
        assertThat(boards.boards.lastDocument()).isEqualTo(new DocumentView(null, null));
    }

    @Test
    void empty_files_are_taken_too() {
        boards.takeAndSeeAgain("{}");
        boards.takeAndSeeAgain(file("{'tasks':[]}"));
        boards.takeAndSeeAgain(TWO);
        ImportReport emptied = boards.takeAndSeeAgain("{}");
        assertThat(emptied.withdrawn()).extracting(TaskId::value).containsExactly("1", "2");
    }

    @Test
    void a_first_import_registers_and_remembers_where_it_came_from() {
        ImportReport report = boards.boards.importDocument(Json.parse(TWO), "old/tasks.json", Instant.EPOCH, false);
        assertThat(report.registered()).extracting(TaskId::value).containsExactly("1", "2");
        assertThat(report.boardChanged()).isTrue();
        assertThat(report.warnings()).isEmpty();
        assertThat(boards.boards.lastDocument().source()).isEqualTo("old/tasks.json");
        assertThat(boards.engine.state("2").status()).isEqualTo(TaskStatus.COMPLETED);
    }

    @Test
    void only_what_differs_becomes_an_event() {
        boards.take(TWO);
        ImportReport report = boards.takeAndSeeAgain(TWO.replace("pending", "review"));
        assertThat(report.changed()).extracting(TaskId::value).containsExactly("1");
        assertThat(report.unchanged()).isEqualTo(1);
        assertThat(report.boardChanged()).isFalse();
        assertThat(boards.engine.eventsOf("1")).hasSize(2);
        assertThat(boards.engine.eventsOf("2")).hasSize(1);
    }

    @Test
    void a_task_gone_from_the_file_is_withdrawn_and_can_return() {
        boards.take(TWO);
        ImportReport gone = boards.takeAndSeeAgain(file("{'tasks':[{'id':2,'title':'b','status':'done'}]}"));
        assertThat(gone.withdrawn()).containsExactly(new TaskId("1"));
        assertThat(boards.engine.eventsOf("1").get(1)).isInstanceOf(TaskWithdrawn.class);
        ImportReport back = boards.takeAndSeeAgain(TWO);
        assertThat(back.returned()).containsExactly(new TaskId("1"));
        assertThat(back.registered()).isEmpty();
        assertThat(((TaskImported) boards.engine.eventsOf("1").get(2)).epoch()).isEqualTo(1);
        assertThat(boards.engine.state("1").epoch()).isEqualTo(1);
    }

    @Test
    void untagged_becomes_tagged_and_back_without_touching_a_task() {
        boards.take(file("{'meta':{'v':1},'tasks':[{'id':1,'title':'a','subtasks':[{'id':1,'title':'s'}]}]}"));
        ImportReport tagged = boards.takeAndSeeAgain(
                file("{'master':{'tasks':[{'id':1,'title':'a','subtasks':[{'id':1,'title':'s'}]}],'metadata':{}}}"));
        assertThat(tagged.changed()).isEmpty();
        assertThat(tagged.unchanged()).isEqualTo(2);
        assertThat(tagged.boardChanged()).isTrue();
        ImportReport back =
                boards.takeAndSeeAgain(file("{'tasks':[{'id':1,'title':'a','subtasks':[{'id':1,'title':'s'}]}]}"));
        assertThat(back.unchanged()).isEqualTo(2);
    }

    @Test
    void tags_come_and_go_and_return_next_to_other_keys() {
        String two = file("{'x':1,'b':{'tasks':[{'id':1,'title':'in b'}]},'master':{'tasks':[{'id':1,'title':'a'}]}}");
        boards.takeAndSeeAgain(two);
        ImportReport gone = boards.takeAndSeeAgain(file("{'master':{'tasks':[{'id':1,'title':'a'}]},'x':2}"));
        assertThat(gone.withdrawn()).containsExactly(new TaskId("b/1"));
        assertThat(boards.takeAndSeeAgain(two).returned()).containsExactly(new TaskId("b/1"));
        ImportReport noMaster = boards.takeAndSeeAgain(file("{'b':{'tasks':[{'id':1,'title':'in b'}]}}"));
        assertThat(noMaster.withdrawn()).containsExactly(new TaskId("1"));
        boards.takeAndSeeAgain(file("{'b':{}}"));
        boards.takeAndSeeAgain(two);
    }

    @Test
    void order_and_keys_belong_to_the_board_and_to_each_task() {
        boards.take(TWO);
        ImportReport turned = boards.takeAndSeeAgain(
                file("{'tasks':[{'id':2,'title':'b','status':'done'},{'id':1,'title':'a','status':'pending'}]}"));
        assertThat(turned.changed()).isEmpty();
        assertThat(turned.boardChanged()).isTrue();
        ImportReport keys = boards.takeAndSeeAgain(
                file("{'tasks':[{'id':2,'status':'done','title':'b'},{'id':'1','title':'a','status':'pending'}]}"));
        assertThat(keys.changed()).extracting(TaskId::value).containsExactly("2", "1");
    }

    @Test
    void even_the_order_of_keys_deep_inside_is_kept() {
        boards.takeAndSeeAgain(file("{'meta':{'a':1,'b':{'x':1,'y':2}},'tasks':[{'id':1,'d':{'a':1,'c':2}}]}"));
        boards.takeAndSeeAgain(file("{'meta':{'b':{'y':2,'x':1},'a':1},'tasks':[{'id':1,'d':{'a':1,'b':0,'c':2}}]}"));
        boards.takeAndSeeAgain(file("{'meta':{'b':{'y':2,'x':1},'a':1},'tasks':[{'id':1,'d':{'c':2,'b':0,'a':1}}]}"));
    }

    @Test
    void several_of_one_id_come_and_go() {
        boards.takeAndSeeAgain(
                file("{'tasks':[{'id':1,'title':'a'},{'id':1,'title':'b'},{'id':2,'dependencies':[1]}]}"));
        ImportReport turned = boards.takeAndSeeAgain(
                file("{'tasks':[{'id':1,'title':'b'},{'id':1,'title':'a'},{'id':2,'dependencies':[1]}]}"));
        assertThat(turned.changed()).containsExactly(new TaskId("2"));
        ImportReport gone =
                boards.takeAndSeeAgain(file("{'tasks':[{'id':1,'title':'b'},{'id':2,'dependencies':[1]}]}"));
        assertThat(gone.withdrawn()).containsExactly(new TaskId("1"));
        ImportReport retitled =
                boards.takeAndSeeAgain(file("{'tasks':[{'id':1,'title':'c'},{'id':2,'dependencies':[1]}]}"));
        assertThat(retitled.changed()).containsExactly(new TaskId("1#2"));
    }

    @Test
    void fields_that_are_none_come_and_go() {
        boards.takeAndSeeAgain(
                file("{'tasks':[{'id':1,'title':5,'status':null,'dependencies':null,'subtasks':null}]}"));
        boards.takeAndSeeAgain(
                file("{'tasks':[{'id':1,'title':'x','status':'done','dependencies':[1],'subtasks':[]}]}"));
        boards.takeAndSeeAgain(file("{'tasks':[{'id':1,'subtasks':[{'id':1}]}]}"));
        boards.takeAndSeeAgain(file("{'tasks':[{'id':1,'title':5,'status':9,'dependencies':[null],'subtasks':'no'}]}"));
        boards.takeAndSeeAgain(file("{'tasks':[{'id':1,'dependencies':['1','1',1]}]}"));
        boards.takeAndSeeAgain(file("{'tasks':[{'id':1,'dependencies':[1,'1']}]}"));
    }

    @Test
    void cycles_are_kept_and_named() {
        ImportReport report = boards.takeAndSeeAgain(
                file("{'tasks':[{'id':1,'dependencies':[2]},{'id':2,'dependencies':[3]},{'id':3,'dependencies':[2]},"
                        + "{'id':4,'dependencies':[4]}]}"));
        assertThat(report.warnings())
                .containsExactly(
                        "the dependencies 2 → 3 → 2 form a cycle; they were kept",
                        "the dependencies 4 → 4 form a cycle; they were kept");
    }

    @Test
    void where_both_changed_a_field_the_file_wins_and_it_is_said() {
        boards.take(TWO);
        boards.tasks.start("1");
        boards.tasks.merge("1", ComponentName.TASK_STATE, Json.parse("{\"n\":1}"));
        ImportReport report = boards.take(TWO.replace("pending", "deferred").replace("\"a\"", "\"A\""));
        assertThat(report.warnings())
                .containsExactly("task 1: file and store disagree on 'status'; the file's value was taken");
        assertThat(boards.exported()).contains("deferred", "\"A\"", "\"n\": 1");
        assertThat(boards.engine.state("1").status()).isEqualTo(TaskStatus.PENDING);
    }

    @Test
    void where_both_changed_a_field_the_stores_can_be_kept() {
        boards.take(TWO);
        boards.tasks.start("1");
        String theirs = TWO.replace("pending", "deferred").replace("\"a\"", "\"A\"");
        ImportReport report = boards.takeKeepingOurs(theirs);
        assertThat(report.warnings())
                .containsExactly("task 1: file and store disagree on 'status'; the store's value was kept");
        assertThat(boards.exported()).contains("in-progress", "\"A\"");
        assertThat(boards.take(theirs).nothingChanged()).isTrue();
        assertThat(boards.exported()).contains("in-progress");
    }

    @Test
    void where_both_changed_a_field_to_the_same_nothing_is_said() {
        boards.take(TWO);
        boards.tasks.start("1");
        ImportReport report = boards.take(TWO.replace("pending", "in-progress"));
        assertThat(report.warnings()).isEmpty();
        assertThat(report.changed()).isEmpty();
        assertThat(report.nothingChanged()).isFalse();
        assertThat(boards.last()).contains("in-progress");
        assertThat(boards.engine.state("1").workedOn()).isTrue();
    }

    @Test
    void a_task_withdrawn_by_hand_stays_so_until_the_file_changes_it() {
        boards.take(TWO);
        boards.tasks.withdraw("1");
        assertThat(boards.exported()).doesNotContain("\"a\"");
        assertThat(boards.take(TWO).nothingChanged()).isTrue();
        String changed = TWO.replace("\"a\"", "\"A\"");
        ImportReport kept = boards.takeKeepingOurs(changed);
        assertThat(kept.warnings())
                .containsExactly("task 1: the file changed it, but it is WITHDRAWN in the store; it stays so");
        ImportReport back = boards.take(TWO);
        assertThat(back.returned()).containsExactly(new TaskId("1"));
        assertThat(back.warnings())
                .containsExactly("task 1: the file changed it, but it is WITHDRAWN in the store; it was brought back");
    }

    @Test
    void a_task_gone_from_the_file_but_changed_in_the_store_is_named() {
        String one = file("{'tasks':[{'id':1,'title':'a','status':'pending'}]}");
        boards.take(TWO);
        boards.tasks.reopen("2");
        ImportReport kept = boards.takeKeepingOurs(one);
        assertThat(kept.withdrawn()).isEmpty();
        assertThat(kept.warnings())
                .containsExactly("task 2 is gone from the file, but the store has changed it; it was kept");
        assertThat(boards.exported()).contains("\"b\"");
        boards.take(TWO);
        boards.tasks.reopen("2");
        assertThat(boards.take(one).warnings())
                .containsExactly("task 2 is gone from the file, but the store has changed it; it was withdrawn");
    }

    @Test
    void hand_made_tasks_are_exported_in_the_present_form() {
        boards.tasks.register("1", "top");
        boards.tasks.register("build/web", "odd", "1");
        List<TaskId> web = List.of(new TaskId("build/web"));
        boards.tasks.send(new RegisterTask(new TaskId("1.1"), "below", web, new TaskId("1"), TaskPolicy.DEFAULT));
        boards.tasks.merge("1", ComponentName.TASK_STATE, Json.parse("{\"n\":1}"));
        String expected = file("{'master':{'tasks':["
                + "{'id':1,'title':'top','status':'pending','dependencies':[],'n':1,'subtasks':["
                + "{'id':1,'title':'below','status':'pending','dependencies':['build/web'],'subtasks':[]}]},"
                + "{'id':'build/web','title':'odd','status':'pending','dependencies':[1],'subtasks':[]}]}}");
        assertThat(boards.exported()).isEqualTo(Json.parse(expected).pretty());
        boards.export();
        long head = boards.engine.head();
        ImportReport again = boards.take(boards.exported());
        assertThat(again.nothingChanged()).isTrue();
        assertThat(again.unchanged()).isEqualTo(3);
        boards.export();
        assertThat(boards.engine.head()).isEqualTo(head);
        assertThat(boards.take(file("{'master':{'tasks':[{'id':1,'title':'top','status':'done'}]}}"))
                        .withdrawn())
                .extracting(TaskId::value)
                .containsExactlyInAnyOrder("1.1", "build/web");
    }

    @Test
    void a_first_import_meets_hand_made_tasks_and_says_where_they_differ() {
        boards.tasks.register("1", "mine");
        boards.tasks.register("3", "other");
        ImportReport report = boards.take(TWO);
        assertThat(report.changed()).containsExactly(new TaskId("1"));
        assertThat(report.registered()).containsExactly(new TaskId("2"));
        assertThat(report.warnings())
                .containsExactly("task 1: file and store disagree on 'title'; the file's value was taken");
        assertThat(boards.exported()).contains("\"a\"", "other").doesNotContain("mine");
        assertThat(boards.take(TWO).nothingChanged()).isTrue();
    }

    @Test
    void a_subtask_of_what_is_gone_is_not_exported() {
        boards.take(file("{'tasks':[{'id':1,'subtasks':[{'id':1}]}]}"));
        boards.tasks.withdraw("1");
        assertThat(Json.parse(boards.exported()).text()).isEqualTo("{\"tasks\":[]}");
    }

    @Test
    void the_same_request_twice_has_one_effect() {
        BoardManager asked = boards.boards.with(RequestContext.of("ann").withRequestId("r1"));
        ImportReport first = asked.importDocument(Json.parse(TWO), "tasks.json");
        long head = boards.engine.head();
        ImportReport second = asked.importDocument(Json.parse(TWO), "tasks.json");
        assertThat(second.registered()).isEqualTo(first.registered());
        assertThat(boards.engine.head()).isEqualTo(head);
    }

    @Test
    void two_processes_importing_at_once_leave_one_of_the_two_documents() throws Exception {
        String other = TWO.replace("pending", "done").replace("'id':2".replace('\'', '"'), "\"id\":3");
        boards.take(TWO);
        try (BoardsUnderTest neighbour = new BoardsUnderTest(kind, folder)) {
            CompletableFuture<Void> theirs = CompletableFuture.runAsync(() -> turns(neighbour, other, TWO));
            turns(boards, TWO, other);
            theirs.get(30, TimeUnit.SECONDS);
            assertThat(boards.exported())
                    .isEqualTo(boards.last())
                    .isIn(Json.parse(TWO).pretty(), Json.parse(other).pretty());
            assertThat(neighbour.exported()).isEqualTo(boards.exported());
        }
    }

    private static void turns(BoardsUnderTest boards, String one, String other) {
        for (int i = 0; i < 10; i++) {
            boards.take(one);
            boards.take(other);
        }
    }

    @Test
    void an_export_to_another_place_is_remembered_though_nothing_differs() {
        boards.take(TWO);
        boards.boards.recordExport(Json.parse(TWO), "elsewhere.json");
        assertThat(boards.boards.lastDocument()).isEqualTo(new DocumentView(Json.parse(TWO), "elsewhere.json"));
        long head = boards.engine.head();
        boards.boards.recordExport(Json.parse(TWO), "elsewhere.json");
        assertThat(boards.engine.head()).isEqualTo(head);
    }

    @Test
    void a_long_history_is_read_through_snapshots() {
        String filler = IntStream.range(0, 40)
                .mapToObj(i -> "{'id':%d,'title':'task %d','details':'%s'}".formatted(i + 10, i, "x".repeat(50)))
                .collect(Collectors.joining(","));
        for (int i = 0; i < 60; i++) {
            String task = "{'id':1,'title':'version %d','details':'%s'}".formatted(i, "y".repeat(400 + i));
            boards.take(file("{'tasks':[%s,%s]}".formatted(task, filler)));
        }
        boolean snapshot = boards.engine
                .store
                .read(reading -> reading.nearest("board/master", Long.MAX_VALUE))
                .isPresent();
        assertThat(snapshot).isTrue();
        assertThat(boards.exported()).contains("version 59");
        assertThat(boards.last()).isEqualTo(boards.exported());
    }

    @Test
    void the_document_of_states_at_hand_costs_as_many_questions_for_many_tasks_as_for_one() {
        boards.take(file("{'tasks':[{'id':1}]}"));
        long forOne = questionsForTheDocument();
        String many = IntStream.range(0, 100).mapToObj("{'id':%d}"::formatted).collect(Collectors.joining(","));
        boards.take(file("{'tasks':[%s]}".formatted(many)));
        assertThat(questionsForTheDocument()).isEqualTo(forOne).isPositive();
    }

    private long questionsForTheDocument() {
        Store store = boards.engine.store;
        AtomicLong questions = new AtomicLong();
        Store observed = ObservedStore.of(store, (question, answer) -> questions.incrementAndGet());
        BoardDocuments documents = new BoardDocuments(observed, new TaskStates(store));
        documents.find(new FindDocument());
        questions.set(0);
        documents.find(new FindDocument());
        return questions.get();
    }

    private static String file(String json) {
        return json.replace('\'', '"');
    }
}
