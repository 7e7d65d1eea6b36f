package dev.rollback.engine.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A document's text, taken apart and put together again. */
class DocumentTextTest {
    private static final int DOCUMENTS = 400;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void any_text_is_put_together_exactly_as_it_was_also_from_what_is_stored(long seed) {
        Random random = new Random(seed);
        RandomDocuments documents = new RandomDocuments(random);
        for (int i = 0; i < DOCUMENTS; i++) {
            String text = RandomText.of(Json.parse(documents.next()), random);
            assertThat(again(text)).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void any_text_is_put_together_exactly_in_the_layout_of_any_other(long seed) {
        Random random = new Random(seed);
        RandomDocuments documents = new RandomDocuments(random);
        FileLayout layout = FileLayout.USUAL;
        for (int i = 0; i < DOCUMENTS; i++) {
            String text = RandomText.of(Json.parse(documents.next()), random);
            FileLayout known = layout;
            TaskMasterDocument read = DocumentReading.read(
                    Json.parse(text), (tagged, tags) -> DocumentText.in(known, text, tagged, tags));
            assertThat(DocumentWriting.text(read)).isEqualTo(text);
            layout = FileLayout.of(text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'tasks':[{'id':1,'title':'a','dependencies':[1,2]}]}",
                "{\n  'tasks': [\n    {\n      'id': 1,\n      'dependencies': [1, 2]\n    }\n  ]\n}\n",
                "{\n\t'tasks': [\n\t\t{\n\t\t\t'id': 1,\n\t\t\t'title': '\u00e9'\n\t\t}\n\t]\n}",
                "\uFEFF{\r\n    'tasks': [\r\n        {\r\n            'id': 1\r\n        }\r\n    ]\r\n}\r\n",
                "{'tasks': [{'id': 1, 'title': 'caf\\u00e9'}, {'id': 2, 'title': 'x'}]}",
                "{\n  'master': {\n    'tasks': [\n      {\n        'id': 1,\n        'subtasks': [\n          {\n            'id': 1\n          }\n        ]\n      }\n    ]\n  }\n}"
            })
    void what_a_layout_says_is_not_stored_again(String sample) {
        String text = sample.replace('\'', '"');
        TaskMasterDocument read = read(text);
        TaskMasterDocument bare = read.withoutText();
        assertThat(read.file().text()).isNull();
        assertThat(read.tasks()).isEqualTo(bare.tasks());
        assertThat(read.tags()).isEqualTo(bare.tags());
        assertThat(again(text)).isEqualTo(text);
    }

    @Test
    void what_is_new_is_written_in_the_manner_of_what_is_around_it() {
        String odd = "{ 'tasks' : [ { 'id' : 1, 'n' : [ 1e3,  2 ], 'x' : '\\u00e9' } ] }".replace('\'', '"');
        Json changed = Json.parse(
                "{'tasks':[{'id':1,'n':[1E+3,2,3],'x':'\u00e9','y':{'a':1}},{'id':2}],'meta':1}".replace('\'', '"'));
        assertThat(as(odd, changed))
                .isEqualTo(
                        "{ 'tasks' : [ { 'id' : 1, 'n' : [ 1e3,  2,  3 ], 'x' : '\\u00e9', 'y' : {'a' : 1} }, {'id' : 2} ], 'meta' : 1 }"
                                .replace('\'', '"'));
    }

    @Test
    void what_went_leaves_nothing_behind() {
        String odd = "{ 'tasks' : [ { 'id' : 1, 'n' : [ 1e3,  2 ] }, { 'id':2 } ] , 'meta' : 1 }".replace('\'', '"');
        Json changed = Json.parse("{'tasks':[{'id':1,'n':[2]}]}".replace('\'', '"'));
        assertThat(as(odd, changed)).isEqualTo("{ 'tasks' : [ { 'id' : 1, 'n' : [ 2 ] } ] }".replace('\'', '"'));
        Json none = Json.parse("{'tasks':[]}".replace('\'', '"'));
        assertThat(as(odd, none)).isEqualTo("{ 'tasks' : [] }".replace('\'', '"'));
    }

    /** The document, written with what is known of another one's text. */
    private static String as(String text, Json document) {
        return String.valueOf(
                DocumentWriting.text(DocumentReading.read(document).withTextOf(read(text))));
    }

    private static TaskMasterDocument read(String text) {
        return DocumentReading.read(Json.parse(text), (tagged, tags) -> DocumentText.of(text, tagged, tags));
    }

    private static String again(String text) {
        TaskMasterDocument read = read(text);
        Map<String, Json> bases = new LinkedHashMap<>();
        for (String tag : Set.copyOf(read.boards())) {
            bases.put(tag, Json.parse(String.valueOf(read.base(tag))));
        }
        String stored = String.valueOf(DocumentWriting.text(TaskMasterDocument.ofBases(bases)));
        assertThat(DocumentWriting.text(read)).isEqualTo(stored);
        return stored;
    }
}
