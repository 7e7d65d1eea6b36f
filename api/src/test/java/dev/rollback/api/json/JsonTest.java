package dev.rollback.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    record Point(int x, @Nullable String name, BigDecimal weight) {}

    @Test
    void numbers_of_different_scale_are_different_values() {
        assertThat(List.of(
                        Json.parse("1"), Json.parse("1.0"), Json.parse("1.00"), Json.parse("100"), Json.parse("1e2")))
                .doesNotHaveDuplicates()
                .extracting(Json::sha256)
                .doesNotHaveDuplicates();
        assertThat(Json.parse("{\"a\":[1.0]}")).isNotEqualTo(Json.parse("{\"a\":[1.00]}"));
    }

    @ParameterizedTest
    @CsvSource({
        "1e2, 1E+2",
        "1E2, 1E+2",
        "1E+2, 1E+2",
        "1e02, 1E+2",
        "-0, 0",
        "-0.0, 0.0",
        "-0e0, 0",
        "1e0, 1",
        "10e-1, 1.0",
        "1.00, 1.00",
        "1e400, 1E+400",
        "12345678901234567890.10, 12345678901234567890.10",
        "12345678901234567890, 12345678901234567890",
        "0.1e1, 1",
        "123456789012e0, 123456789012",
        "12345678901234567890e0, 12345678901234567890"
    })
    void the_spelling_of_exponents_and_the_sign_of_zero_are_no_part_of_a_number(String spelled, String normal) {
        Json json = Json.parse(spelled);
        assertThat(json).hasToString(normal).isEqualTo(Json.parse(normal)).hasSameHashCodeAs(Json.parse(normal));
        assertThat(json.canonical()).isEqualTo(normal);
        assertThat(json.pretty()).isEqualTo(normal);
    }

    @Test
    void key_order_is_kept_in_the_text_and_is_no_state() {
        Json one = Json.parse("{\"b\":1,\"a\":{\"d\":2,\"c\":3}}");
        Json other = Json.parse("{\"a\":{\"c\":3,\"d\":2},\"b\":1}");
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one.text()).isEqualTo("{\"b\":1,\"a\":{\"d\":2,\"c\":3}}").isNotEqualTo(other.text());
        assertThat(one.canonical())
                .isEqualTo("{\"a\":{\"c\":3,\"d\":2},\"b\":1}")
                .isEqualTo(other.canonical());
        assertThat(one.sha256()).isEqualTo(other.sha256());
    }

    @Test
    void canonical_keys_are_sorted_by_code_point_not_by_utf_16_unit() {
        // U+FF5E is below U+1F600, though the latter's first UTF-16 unit is D83D
        Json json = Json.parse("{\"\\uD83D\\uDE00\":1,\"\\uFF5E\":2,\"a\":3,\"aa\":4,\"\":5,\"\\uD83D\\uDE01\":6}");
        assertThat(json.canonical())
                .isEqualTo("{\"\":5,\"a\":3,\"aa\":4,\"\uFF5E\":2,\"\uD83D\uDE00\":1,\"\uD83D\uDE01\":6}");
    }

    @Test
    void the_hash_is_the_sha_256_of_the_canonical_text() {
        // printf '{}' | sha256sum
        assertThat(Json.EMPTY_OBJECT.sha256())
                .isEqualTo("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
        // printf '{"a":1.0,"\xc3\xa9\xf0\x9f\x98\x80":null}' | sha256sum
        assertThat(Json.parse("{ \"\u00e9\uD83D\uDE00\" : null, \"a\" : 1.0 }").sha256())
                .isEqualTo("2027a16aa22c574e8a4147a1146691c954eb714869c0efb3f43318f7eef6d662");
    }

    @Test
    void pretty_text_is_laid_out_as_javascript_does() {
        Json json =
                Json.parse("{\"a\":[],\"b\":{},\"c\":[1,[2]],\"d\":{\"e\":\"\u00e9\uD83D\uDE00\\u001f\\n/\\u2028\"}}");
        assertThat(json.pretty()).isEqualTo("""
                {
                  "a": [],
                  "b": {},
                  "c": [
                    1,
                    [
                      2
                    ]
                  ],
                  "d": {
                    "e": "\u00e9\uD83D\uDE00\\u001f\\n/\u2028"
                  }
                }""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "true",
                "\"\"",
                "{\"\":{\"a\":[1,2.50,null,\"\uD83D\uDE00\"]}}",
                "\"\\u0000\""
            })
    void text_bytes_pretty_and_canonical_all_read_back_as_the_same_value(String text) {
        Json json = Json.parse(text);
        assertThat(json.text()).isEqualTo(text);
        assertThat(List.of(
                        Json.parse(json.text()),
                        Json.parse(json.bytes()),
                        Json.parse(json.pretty()),
                        Json.parse(json.canonical())))
                .containsOnly(json);
    }

    @Test
    void a_byte_order_mark_is_tolerated() {
        assertThat(Json.parse("\uFEFF{}")).isEqualTo(Json.EMPTY_OBJECT);
        assertThat(Json.parse(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, '{', '}'}))
                .isEqualTo(Json.EMPTY_OBJECT);
    }

    @Test
    void java_values_become_json() {
        Map<String, @Nullable Object> value = new LinkedHashMap<>();
        value.put("list", List.of(1, 2L, new BigInteger("12345678901234567890")));
        value.put("array", new int[] {1, 2});
        value.put("decimals", List.of(new BigDecimal("1.00"), 0.1, 0.1f));
        value.put("null", null);
        value.put("record", new Point(1, null, new BigDecimal("1e400")));
        value.put("time", Instant.EPOCH);
        value.put("json", Json.parse("[1.0]"));
        assertThat(Json.of(value))
                .hasToString("{\"list\":[1,2,12345678901234567890],\"array\":[1,2],"
                        + "\"decimals\":[1.00,0.1,0.1],\"null\":null,\"record\":{\"x\":1,\"weight\":1E+400},"
                        + "\"time\":\"1970-01-01T00:00:00Z\",\"json\":[1.0]}");
        assertThat(Json.of(null)).isSameAs(Json.NULL);
    }

    @Test
    void a_java_value_is_copied_so_that_later_changes_do_not_show() {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("a", 1);
        Json json = Json.of(node);
        node.put("a", 2);
        assertThat(json).isEqualTo(Json.parse("{\"a\":1}"));
    }

    @Test
    void members_and_elements_can_be_read() {
        Json json = Json.parse("{\"a\":[\"x\",1.0]}");
        assertThat(json.get("a").flatMap(a -> a.get(0)).map(Json::asText)).contains("x");
        assertThat(json.get("a").flatMap(a -> a.get(1)).map(Json::asText)).contains("1.0");
        assertThat(json.get("a").flatMap(a -> a.get(2))).isEmpty();
        assertThat(json.get("b")).isEmpty();
        assertThat(json.get(0)).isEmpty();
        assertThat(json.size()).isEqualTo(1);
        assertThat(json.isObject()).isTrue();
        assertThat(json.isArray() || json.isString() || json.isNull()).isFalse();
    }
}
