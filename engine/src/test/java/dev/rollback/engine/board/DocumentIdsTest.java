package dev.rollback.engine.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.Json;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Which task of a file gets which id, and what its dependencies mean. */
class DocumentIdsTest {
    @Test
    void master_and_the_untagged_form_give_the_same_bare_ids() {
        assertThat(ids("{'tasks':[{'id':1},{'id':'x'}]}")).containsExactly("1", "x");
        assertThat(ids("{'master':{'tasks':[{'id':1},{'id':'x'}]}}")).containsExactly("1", "x");
    }

    @Test
    void another_tag_stands_before_its_ids() {
        assertThat(ids("{'feature/x':{'tasks':[{'id':1,'subtasks':[{'id':2}]}]}}"))
                .containsExactly("feature%2Fx/1", "feature%2Fx/1.2");
    }

    @Test
    void what_means_something_else_in_an_id_is_encoded() {
        assertThat(ids("{'tasks':[{'id':'a/b'},{'id':'#1'},{'id':'50%'},{'id':'@me'},{'id':' x '},{'id':'a b'}]}"))
                .containsExactly("a%2Fb", "%231", "50%25", "%40me", "%20x%20", "a b");
        assertThat(Tokens.decode("a%2Fb%C3%BC50%25")).isEqualTo("a/b\u00fc50%");
    }

    @Test
    void a_subtask_is_named_below_its_parent_unless_it_names_it_itself() {
        assertThat(ids("{'tasks':[{'id':5,'subtasks':[{'id':1},{'id':'5.2'},{'id':'x_subtask_1'},"
                        + "{'id':3,'subtasks':[{'id':1},{'id':'5.3.2'}]}]}]}"))
                .containsExactly("5", "5.1", "5.2", "5.x_subtask_1", "5.3", "5.3.1", "5.3.2");
    }

    @Test
    void one_id_used_twice_is_counted() {
        assertThat(ids("{'tasks':[{'id':48},{'id':'48','subtasks':[{'id':1},{'id':1}]},{'id':48.0}]}"))
                .containsExactly("48", "48#2", "48#2.1", "48#2.1#2", "48.0");
        assertThat(ids("{'tasks':[{'id':5,'subtasks':[{'id':2}]},{'id':'5.2'}]}"))
                .containsExactly("5", "5.2#2", "5.2");
    }

    @Test
    void several_of_one_id_are_matched_by_title_then_by_order() {
        TaskMasterDocument first = read("{'tasks':[{'id':1,'title':'a'},{'id':1,'title':'b'},{'id':1,'title':'c'}]}");
        assertThat(idsAfter(first, "{'tasks':[{'id':1,'title':'c'},{'id':1,'title':'a'},{'id':1,'title':'b'}]}"))
                .containsExactly("1#3", "1", "1#2");
        assertThat(idsAfter(first, "{'tasks':[{'id':1,'title':'new'},{'id':1,'title':'b'}]}"))
                .containsExactly("1", "1#2");
        assertThat(idsAfter(first, "{'tasks':[{'id':1,'title':'b'}]}")).containsExactly("1#2");
        assertThat(idsAfter(first, "{'tasks':[{'id':1},{'id':1},{'id':1,'title':'a'},{'id':1,'title':'d'}]}"))
                .containsExactly("1#2", "1#3", "1", "1#4");
    }

    @Test
    void an_id_that_was_counted_stays_when_the_other_is_gone() {
        TaskMasterDocument first = read("{'tasks':[{'id':1,'title':'a'},{'id':1,'title':'b'}]}");
        TaskMasterDocument second = after(first, "{'tasks':[{'id':1,'title':'b'}]}");
        TaskMasterDocument third = after(second, "{'tasks':[{'id':'1','title':'b, but renamed'}]}");
        assertThat(third.tasks()).containsOnlyKeys(new TaskId("1#2"));
    }

    @Test
    void a_bare_number_means_a_sibling_or_else_a_task_at_the_top() {
        String file = "{'tasks':[{'id':1},{'id':2,'dependencies':[1]},{'id':7,'subtasks':["
                + "{'id':1},{'id':2,'dependencies':[1,7]},{'id':3,'dependencies':['7.2','2.1','9']}]}]}";
        assertThat(dependencies(file, "2")).containsExactly("1");
        assertThat(dependencies(file, "7.2")).containsExactly("7.1", "7");
        assertThat(dependencies(file, "7.3")).containsExactly("7.2", "2.1", "9");
    }

    @Test
    void a_dependency_on_an_id_used_twice_means_the_first() {
        String file = "{'tasks':[{'id':48,'title':'a'},{'id':48,'title':'b'},{'id':1,'dependencies':['48']}]}";
        assertThat(dependencies(file, "1")).containsExactly("48");
        String turned = "{'tasks':[{'id':48,'title':'b'},{'id':48,'title':'a'},{'id':1,'dependencies':['48']}]}";
        assertThat(content(after(read(file), turned), "1").dependsOn()).containsExactly(new TaskId("48#2"));
    }

    @Test
    void dependencies_stay_within_their_tag_and_keep_unknown_ids() {
        String file = "{'master':{'tasks':[{'id':1}]},'b':{'tasks':[{'id':2,'dependencies':[1,'x/y']}]}}";
        assertThat(dependencies(file, "b/2")).containsExactly("b/1", "b/x%2Fy");
    }

    @Test
    void the_files_own_status_stands_beside_the_lifecycle() {
        TaskMasterDocument read = read("{'tasks':[{'id':1,'status':'review'},{'id':2,'status':'done'},"
                + "{'id':3,'status':'deferred'},{'id':4,'status':'blocked'},{'id':5}]}");
        assertThat(read.tasks().values())
                .extracting(TaskStateContent::status)
                .containsExactly(
                        TaskStatus.RUNNING,
                        TaskStatus.COMPLETED,
                        TaskStatus.PENDING,
                        TaskStatus.PENDING,
                        TaskStatus.PENDING);
        assertThat(content(read, "1").statusText()).isEqualTo("review");
        assertThat(content(read, "5").statusText()).isNull();
    }

    private static List<String> ids(String file) {
        return idsAfter(TaskMasterDocument.NONE, file);
    }

    private static List<String> idsAfter(TaskMasterDocument earlier, String file) {
        return after(earlier, file).tasks().keySet().stream().map(TaskId::value).toList();
    }

    private static List<String> dependencies(String file, String task) {
        return content(read(file), task).dependsOn().stream().map(TaskId::value).toList();
    }

    private static TaskStateContent content(TaskMasterDocument document, String task) {
        return Objects.requireNonNull(document.tasks().get(new TaskId(task)));
    }

    private static TaskMasterDocument read(String file) {
        return after(TaskMasterDocument.NONE, file);
    }

    private static TaskMasterDocument after(TaskMasterDocument earlier, String file) {
        return DocumentReading.read(Json.parse(file.replace('\'', '"')), earlier);
    }
}
