package dev.rollback.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rollback.api.RefusalCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPatchTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':[1,2]} | [{'op':'add','path':'/a/1','value':9}] | {'a':[1,9,2]}",
                "{'a':[1,2]} | [{'op':'add','path':'/a/-','value':9}] | {'a':[1,2,9]}",
                "{'a':1} | [{'op':'add','path':'/a','value':1.0}] | {'a':1.0}",
                "{'a':1} | [{'op':'add','path':'','value':[null]}] | [null]",
                "{'a':1} | [{'op':'replace','path':'','value':0}] | 0",
                "{'':1,'~':2,'/':3} | [{'op':'remove','path':'/'},{'op':'remove','path':'/~0'},{'op':'remove','path':'/~1'}] | {}",
                "{'a':{'b':1}} | [{'op':'move','from':'/a/b','path':'/a'}] | {'a':1}",
                "{'a':{'b':1}} | [{'op':'move','from':'/a','path':''}] | {'b':1}",
                "{'a':1} | [{'op':'move','from':'/a','path':'/a'}] | {'a':1}",
                "{'a':1,'ab':2} | [{'op':'move','from':'/a','path':'/ab'}] | {'ab':1}",
                "{'a':[1]} | [{'op':'copy','from':'/a','path':'/a/0'},{'op':'add','path':'/a/0/-','value':2}] | {'a':[[1,2],1]}",
                "{'a':[1]} | [{'op':'add','path':'/a/-','value':2},{'op':'copy','from':'/a','path':'/b'},"
                        + "{'op':'add','path':'/a/-','value':3}] | {'a':[1,2,3],'b':[1,2]}",
                "{'a':1} | [{'op':'test','path':'/a','value':1.00}] | {'a':1}",
                "{'a':[1]} | [{'op':'test','path':'','value':{'a':[1.0]}}] | {'a':[1]}",
                "{'a':1} | [{'op':'add','path':'/b','value':null,'note':'unknown members are ignored'}] | {'a':1,'b':null}",
            })
    void applies(String document, String patch, String result) {
        Json before = json(document);
        assertThat(JsonPatch.parse(json(patch)).apply(before)).isEqualTo(json(result));
        assertThat(before).isEqualTo(json(document));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':[1]} | {'op':'add','path':'/a/2','value':0} | /a/2 | no index",
                "{'a':[1]} | {'op':'add','path':'/a/01','value':0} | /a/01 | no index",
                "{'a':[1]} | {'op':'add','path':'/a/x','value':0} | /a/x | no index",
                "{'a':[1]} | {'op':'replace','path':'/a/-','value':0} | /a/- | no such value",
                "{'a':[1]} | {'op':'add','path':'/a/0/b','value':0} | /a/0/b | neither",
                "{'a':[1]} | {'op':'add','path':'/b/c','value':0} | /b | no such value",
                "{'a':[1]} | {'op':'remove','path':'/a/1'} | /a/1 | no such value",
                "{'a':[1]} | {'op':'remove','path':''} | `` | as a whole",
                "{'a':[1]} | {'op':'move','from':'/a','path':'/a/0'} | /a/0 | into itself",
                "{'a':[1]} | {'op':'move','from':'','path':'/a'} | /a | into itself",
                "{'a':[1]} | {'op':'copy','from':'/b','path':'/a'} | /b | no such value",
                "{'a':[1]} | {'op':'test','path':'/a','value':[1,2]} | /a | not the expected",
                "{'a':[1]} | {'op':'test','path':'/a/0','value':'1'} | /a/0 | not the expected",
            })
    void what_does_not_fit_fails_with_index_and_place_and_changes_nothing(
            String document, String operation, String pointer, String reason) {
        Json before = json(document);
        JsonPatch patch = JsonPatch.parse(json("[{'op':'add','path':'/z','value':1}," + operation + "]"));
        PatchFailedException failure = catchThrowableOfType(PatchFailedException.class, () -> patch.apply(before));
        assertThat(failure.code()).isEqualTo(RefusalCode.CONFLICT);
        assertThat(failure.index()).isEqualTo(1);
        assertThat(failure.pointer()).isEqualTo(pointer);
        assertThat(failure.reason()).contains(reason);
        assertThat(failure).hasMessageContaining("operation 1").hasMessageContaining(reason);
        assertThat(before).isEqualTo(json(document));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | `` | array of operations",
                "[1] | /0 | operation 0 is not an object",
                "[{'op':'add','path':'/a','value':1},{'op':'spam','path':''}] | /1/op | operation 1 is none of",
                "[{'op':'ADD','path':'','value':1}] | /0/op | is none of",
                "[{'path':'','value':1}] | /0 | \"op\"",
                "[{'op':'add','value':1}] | /0 | \"path\"",
                "[{'op':'add','path':null,'value':1}] | /0 | \"path\"",
                "[{'op':'add','path':''}] | /0 | \"value\"",
                "[{'op':'test','path':''}] | /0 | \"value\"",
                "[{'op':'replace','path':''}] | /0 | \"value\"",
                "[{'op':'move','path':''}] | /0 | \"from\"",
                "[{'op':'copy','path':''}] | /0 | \"from\"",
                "[{'op':'remove','path':'a'}] | /0/path | pointer",
                "[{'op':'remove','path':'/~2'}] | /0/path | pointer",
                "[{'op':'copy','path':'/a','from':'/~'}] | /0/from | pointer",
            })
    void refuses_what_is_no_patch_naming_the_operation(String text, String path, String problem) {
        InvalidJsonException refusal =
                catchThrowableOfType(InvalidJsonException.class, () -> JsonPatch.parse(json(text)));
        assertThat(refusal.code()).isEqualTo(RefusalCode.INVALID_INPUT);
        assertThat(refusal.path()).isEqualTo(path);
        assertThat(refusal).hasMessageContaining(problem);
    }

    @Test
    void a_patch_is_a_value_and_reads_back_from_its_json() {
        Json text = json("[{'op':'move','from':'/a','path':'/b~1'},{'op':'add','path':'/c','value':1.00}]");
        JsonPatch patch = JsonPatch.parse(text);
        assertThat(patch.json()).isEqualTo(text);
        assertThat(patch).isEqualTo(JsonPatch.parse(patch.json())).hasSameHashCodeAs(JsonPatch.parse(patch.json()));
        assertThat(patch).isNotEqualTo(JsonPatch.parse(json(text.text().replace("1.00", "1.0"))));
        assertThat(patch.isEmpty()).isFalse();
        assertThat(JsonPatch.parse(json("[]")).isEmpty()).isTrue();
    }

    @Test
    void untouched_parts_are_shared_with_the_document() {
        Json before = json("{'big':{'x':[1]},'a':1}");
        Json after =
                JsonPatch.parse(json("[{'op':'add','path':'/a','value':2}]")).apply(before);
        assertThat(after.node().get("big")).isSameAs(before.node().get("big"));
    }

    @Test
    void neither_the_values_of_a_patch_nor_earlier_results_change_when_it_is_applied_again() {
        JsonPatch patch =
                JsonPatch.parse(json("[{'op':'add','path':'/a','value':[]},{'op':'add','path':'/a/-','value':1}]"));
        Json first = patch.apply(Json.EMPTY_OBJECT);
        assertThat(patch.apply(first)).isEqualTo(first).isEqualTo(json("{'a':[1]}"));
        assertThat(patch.json())
                .hasToString(json("[{'op':'add','path':'/a','value':[]},{'op':'add','path':'/a/-','value':1}]")
                        .text());
    }

    @Test
    void the_result_may_not_be_deeper_than_a_document() {
        Json document = json("[".repeat(511) + "]".repeat(511));
        JsonPointer bottom = JsonPointer.compile("/0".repeat(511));
        JsonPatch fits = new JsonPatch(List.of(JsonPatch.Operation.add(bottom, Json.EMPTY_ARRAY)));
        JsonPatch tooDeep = new JsonPatch(List.of(JsonPatch.Operation.add(bottom, json("[[]]"))));
        assertThat(fits.apply(document).text()).hasSize(2 * 512);
        assertThat(catchThrowableOfType(PatchFailedException.class, () -> tooDeep.apply(document)))
                .hasMessageContaining("deeper than 512");
        JsonPatch nesting =
                JsonPatch.parse(json("[{'op':'add','path':'/a','value':{}},{'op':'move','from':'/b','path':'/a/b'}]"));
        Json deepest = json("{'b':" + document + "}");
        assertThat(catchThrowableOfType(PatchFailedException.class, () -> nesting.apply(deepest)))
                .hasMessageContaining("deeper than 512");
        assertThat(catchThrowableOfType(
                        InvalidJsonException.class,
                        () -> JsonPatch.parse(json("[{'op':'remove','path':'" + "/a".repeat(1_201) + "'}]"))))
                .hasMessageContaining("deeper than 1200");
    }

    @Test
    void copies_of_copies_cannot_explode() {
        List<JsonPatch.Operation> doubling = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            JsonPointer path = JsonPointer.compile("/" + i);
            doubling.add(new JsonPatch.Operation(JsonPatch.Kind.COPY, path, JsonPointer.empty(), null));
        }
        JsonPatch patch = new JsonPatch(doubling);
        assertThat(catchThrowableOfType(PatchFailedException.class, () -> patch.apply(json("{'seed':1}"))))
                .hasMessageContaining("larger than");
    }

    @Test
    void ten_thousand_changes_of_one_array_cost_one_copy() {
        Json document = json("[" + "0,".repeat(99_999) + "0]");
        List<JsonPatch.Operation> many = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            many.add(JsonPatch.Operation.replace(JsonPointer.compile("/" + i), json("1")));
        }
        Json after = new JsonPatch(many).apply(document);
        assertThat(after.text()).isEqualTo("[" + "1,".repeat(10_000) + "0,".repeat(89_999) + "0]");
    }

    private static Json json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }
}
