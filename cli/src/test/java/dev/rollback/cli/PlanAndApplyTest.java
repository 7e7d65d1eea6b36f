package dev.rollback.cli;

import static dev.rollback.cli.CoRun.asked;
import static dev.rollback.cli.CoRun.askedMeanwhile;
import static dev.rollback.cli.CoRun.co;
import static dev.rollback.cli.CoRun.piped;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollback.api.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code co rollback plan} and {@code apply}: what was kept is what is done. */
class PlanAndApplyTest {
    private static final String[] PLAN = {"rollback", "plan", "a1", "--cascade", "--preserve", "C", "--out", "p.json"};
    private static final String[] APPLY = {"rollback", "apply", "p.json", "--reason", "as planned"};

    @TempDir
    static Path made;

    private static Story told;

    @TempDir
    Path folder;

    private Workplace here;
    private Story story;

    @BeforeAll
    static void tell() {
        told = Story.ofTheWorkedExample(new Workplace(made, Map.of()));
    }

    @BeforeEach
    void copy() throws IOException {
        story = told.copiedTo(folder);
        here = story.here();
    }

    @Test
    void N02_a_plan_is_shown_and_kept_and_exactly_that_is_done() throws IOException {
        co(here, PLAN)
                .exits(0)
                .prints("3 tasks go back", "preserved: C")
                .complains("co rollback apply p.json --reason …");
        assertThat(story.history()).isEmpty();
        asked(here, "n\n", APPLY).exits(2).complains("3 tasks go back", "nothing was done");
        co(here, APPLY).exits(2).complains("--yes");
        asked(here, "y\n", "rollback", "apply", "p.json", "--reason", "r", "--cause", "timeout", "--metadata", "k=v")
                .exits(0)
                .prints("r (TIMEOUT)", "k:", "Preserved:");
        assertThat(story.n("A") + story.n("B") + story.n("C")).isEqualTo("1-1");
        JsonNode record = story.item("rollback", "show", "@latest");
        assertThat(record.get("digest")).isEqualTo(kept().get("digest"));
        co(here, with(APPLY, "--yes")).exits(4).complains("already there");
    }

    @Test
    void the_file_is_the_json_of_the_plan_whatever_the_screen_shows() throws IOException {
        co(here, with(PLAN, "-o", "id")).exits(0).prints("D\nB\nA\n");
        String file = Files.readString(here.resolve("p.json"));
        assertThat(co(here, "rollback", "plan", "a1", "--cascade", "--preserve", "C", "-o", "json")
                        .out())
                .isEqualTo(file);
        assertThat(co(here, "rollback", "a1", "--cascade", "--preserve", "C", "--dry-run", "-o", "json")
                        .out())
                .isEqualTo(file);
        Json document = Json.parse(file);
        assertThat(document.get("schema").orElseThrow()).isEqualTo(Json.of(1));
        assertThat(document.get("kind").orElseThrow().asText()).isEqualTo("plan");
        assertThat(document.pretty() + "\n").isEqualTo(file);
        assertThat(kept().at("/tasks/0/draggedBy").asText()).isEqualTo("B");
        assertThat(kept().at("/leftAlone/0/taskId").asText()).isEqualTo("C");
        assertThat(co(here, "rollback", "plan", "a1", "-o", "jsonl").out().lines())
                .singleElement()
                .asString()
                .contains("\"taskId\":\"A\"");
    }

    @Test
    void N02_who_moved_joined_or_left_since_is_named_and_nothing_is_done() {
        co(here, PLAN).exits(0);
        story.set("B", 5).register("E", "A");
        co(here, with(APPLY, "--yes"))
                .exits(4)
                .complains("moved: B; joined: E", "Nothing was done", "plan … --out FILE' plans again");
        asked(here, "y\n", APPLY).exits(4).complains("moved: B; joined: E");
        co(here, "rollback", "--at", "pos:7", "--task-id", "D", "--reason", "x", "--yes")
                .exits(0);
        co(here, with(APPLY, "--yes")).exits(4).complains("left: D");
        assertThat(story.n("A")).isEqualTo("2");
        co(here, "rollback", "show", "@latest").prints("FAILED", "CONFLICT");
    }

    @Test
    void what_the_record_is_to_say_is_kept_in_the_plan_and_used_unless_it_is_said_again() {
        co(here, with(PLAN, "--reason", "as discussed", "--cause", "timeout", "--metadata", "ticket=7"))
                .exits(0)
                .complains("co rollback apply p.json\n");
        co(here, "rollback", "apply", "p.json", "--metadata", "ticket=8", "--yes")
                .exits(0)
                .prints("as discussed (TIMEOUT)");
        assertThat(story.item("rollback", "show", "@latest")
                        .at("/metadata/ticket")
                        .asText())
                .isEqualTo("8");
    }

    @Test
    void a_plan_without_a_reason_needs_one_when_it_is_applied() {
        co(here, PLAN).exits(0);
        co(here, "rollback", "apply", "p.json", "--yes").exits(2).complains("'--reason=TEXT'");
        assertThat(story.history()).isEmpty();
    }

    @Test
    void a_dry_run_of_a_kept_plan_shows_it_or_names_what_moved_and_leaves_no_record() {
        co(here, PLAN).exits(0);
        co(here, "rollback", "apply", "p.json", "--dry-run").exits(0).prints("3 tasks go back");
        story.set("B", 5);
        CoRun moved = co(here, "rollback", "apply", "p.json", "--dry-run");
        moved.exits(4).complains("moved: B", "(CONFLICT)");
        assertThat(moved.out()).isEmpty();
        assertThat(story.history()).isEmpty();
    }

    @Test
    void a_plan_of_another_store_is_refused_by_name() throws IOException {
        co(here, PLAN).exits(0);
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Workplace other = new Workplace(elsewhere, Map.of());
        co(other, "init").exits(0);
        co(other, "tasks", "register", "A", "--title", "Another").exits(0);
        String plan = here.resolve("p.json").toString();
        for (String how : List.of("--yes", "--dry-run")) {
            co(other, "rollback", "apply", plan, "--reason", "r", how)
                    .exits(4)
                    .complains("is of another store", here.folder().toString(), elsewhere.toString());
        }
        assertThat(co(other, "rollback", "history", "-o", "id").exits(0).out()).isEmpty();
    }

    @Test
    void a_plan_of_a_version_before_names_no_store_and_is_applied() throws IOException {
        co(here, PLAN).exits(0);
        ObjectNode plan = (ObjectNode)
                Json.parse(Files.readString(here.resolve("p.json"))).node().deepCopy();
        ((ObjectNode) plan.get("item")).remove("record");
        Files.writeString(here.resolve("p.json"), plan.toString());
        co(here, with(APPLY, "--yes")).exits(0);
    }

    @Test
    void N02_what_moves_while_the_person_reads_is_named_too() {
        co(here, PLAN).exits(0);
        askedMeanwhile(here, () -> story.set("A", 3), "y\n", APPLY).exits(4).complains("moved: A");
        assertThat(story.n("A")).isEqualTo("3");
    }

    @Test
    void a_plan_comes_from_standard_input_too() {
        String plan = co(here, "rollback", "plan", "a1", "-o", "json").exits(0).out();
        piped(here, plan, "rollback", "apply", "-", "--reason", "x").exits(2).complains("nobody can be asked");
        piped(here, plan, "rollback", "apply", "-", "--reason", "x", "--yes").exits(0);
        assertThat(story.n("A") + story.n("B")).isEqualTo("11");
        piped(here, "", "rollback", "apply", "-", "--reason", "x", "--yes")
                .exits(2)
                .complains("standard input is no plan that can be applied: it is empty");
    }

    @Test
    void a_plan_with_its_members_in_another_order_is_the_same_plan() throws IOException {
        co(here, PLAN).exits(0);
        Files.writeString(
                here.resolve("p.json"),
                "\uFEFF" + Json.parse(Files.readString(here.resolve("p.json"))).canonical());
        co(here, with(APPLY, "--yes")).exits(0);
    }

    @Test
    void what_is_no_plan_is_refused_with_its_name_and_why() throws IOException {
        co(here, PLAN).exits(0);
        String plan = Files.readString(here.resolve("p.json"));
        no("", "it is empty");
        no("3 tasks go back", "it holds no object");
        no("{\n  3", "line 2, column 3");
        no("[]", "it holds no object");
        no("{}", "does not say of which kind");
        no("{\"schema\":1,\"kind\":\"plan\"}", "is missing");
        no(plan.replace("\"schema\": 1", "\"schema\": 2"), "it is of form 2, and this co reads form 1");
        no(plan.replace("\"kind\": \"plan\"", "\"kind\": \"rollback\""), "it holds 'rollback'");
        no(plan.replace("\"digest\"", "\"digits\""), "is missing");
        no(plan.replace("\"stateHash\"", "\"stateHush\""), "is missing");
        no(plan.replace("\"taskId\": \"D\"", "\"taskId\": \" \""), "a task id must not be blank");
        no(plan.replace("CASCADE", "CASKET"), "CASKET");
        no(plan.substring(0, plan.length() / 2), "line ");
        no(plan + plan, "something follows");
        no(co(here, "tasks", "list", "-o", "json").out(), "it holds 'tasks'");
        no(co(here, "rollback", "plan", "a1", "-o", "jsonl").out(), "does not say of which kind");
        co(here, "rollback", "apply", "gone.json", "--reason", "x", "--yes")
                .exits(3)
                .complains("gone.json");
        co(here, "rollback", "apply", "p.json", "--yes").exits(2).complains("--reason");
        co(here, "rollback", "apply", "--reason", "x").exits(2).complains("FILE");
        assertThat(story.history()).isEmpty();
    }

    private void no(String content, String why) throws IOException {
        Files.writeString(here.resolve("no.json"), content);
        co(here, "rollback", "apply", "no.json", "--reason", "x", "--yes")
                .exits(2)
                .complains("no.json is no plan that can be applied: ", why, "Nothing was done");
    }

    @Test
    void N02_a_plan_that_somebody_edited_is_another_plan() throws IOException {
        co(here, PLAN).exits(0);
        String plan = Files.readString(here.resolve("p.json"));
        Files.writeString(here.resolve("p.json"), plan.replaceAll("\"preserve\": \\[[^]]*],", ""));
        co(here, with(APPLY, "--yes")).exits(4).complains("joined: C");
    }

    @Test
    void a_plan_of_an_undo_is_applied_like_any_other() {
        co(here, "rollback", "a1", "--reason", "x", "--yes").exits(0);
        co(here, "rollback", "undo", "@latest", "--dry-run", "-o", "json", "--out", "p.json")
                .exits(0);
        co(here, with(APPLY, "--yes")).exits(0).prints("Undoes:");
        assertThat(story.n("A")).isEqualTo("2");
    }

    @Test
    void a_plan_is_written_whole_or_not_at_all() throws IOException {
        Files.writeString(here.resolve("p.json"), "mine");
        co(here, "rollback", "plan", "cp-none", "--out", "p.json").exits(3);
        co(here, "rollback", "plan", "a2", "--out", "p.json").exits(4).complains("already there");
        assertThat(here.resolve("p.json")).hasContent("mine");
        assertThat(co(here, "rollback", "plan", "a2", "-o", "json").exits(4).out())
                .isEmpty();
        co(here, "rollback", "plan", "a2", "--out", "new/p.json").exits(4);
        assertThat(here.resolve("new")).doesNotExist();
        co(here, PLAN).exits(0);
        assertThat(here.resolve("p.json")).content().startsWith("{");
        assertThat(folder).isDirectoryNotContaining(file -> file.toString().endsWith(".new"));
        assertThat(story.history()).as("a plan leaves no record").isEmpty();
    }

    private JsonNode kept() throws IOException {
        return Json.parse(Files.readString(here.resolve("p.json"))).node().get("item");
    }

    private static String[] with(String[] words, String... more) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
