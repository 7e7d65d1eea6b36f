package dev.rollback.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.DoubleNode;
import dev.rollback.api.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRefusalsTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                // text | line | column | path | what the message says
                "`{\"a\":1,\"a\":2}` | 1 | 11 | /a | uplicate",
                "`{\"x\":[0,{\"a~/\":NaN}]}` | 1 | 19 | /x/1/a~0~1 | NaN",
                "`{\"x\":-Infinity}` | 1 | 15 | /x | ",
                "`[1] 2` | 1 | 5 | `` | follows",
                "`[1] x` | 1 | 5 | `` | Unrecognized",
                "`{\"a\":[1,\"\\uD800\"]}` | 1 | 9 | /a/1 | surrogate \\uD800",
                "`{\"a\":\"x\\uDC00\\uD800\"}` | 1 | 6 | /a | surrogate \\uDC00",
                "`{\"a\\uD83D\":1}` | 1 | 10 | | surrogate",
                "`[1,` | 1 | 4 | | end-of-input",
                "`[01]` | 1 | 3 | /0 | zero",
                "`{\"a\":1,}` | 1 | 8 | | double-quote",
                "`{\"a\":'b'}` | 1 | 6 | /a | Unexpected",
                "`{]}` | 1 | 2 | | Unexpected close marker ']': expected '}'",
                "`[}` | 1 | 2 | | '}'",
                "`[1:]` | 1 | 3 | | Unexpected character (':' (code 58))",
                "`[1] // no comments` | 1 | 5 | | comment",
                "`` | 1 | 1 | | nothing in it",
                "`  ` | 1 | 1 | | nothing in it",
            })
    void refuses_what_is_no_json_and_says_where(String text, int line, int column, String path, String words) {
        InvalidJsonException refusal = refusalOf(text);
        assertThat(refusal.code()).isEqualTo(RefusalCode.INVALID_INPUT);
        assertThat(refusal)
                .hasMessageStartingWith("invalid JSON at line " + line + ", column " + column)
                .hasMessageEndingWith("correct it and try again.")
                .hasMessageContaining(words == null ? "" : words);
        assertThat(refusal.getMessage()).doesNotContain("Feature", "Source");
        assertThat(refusal.line()).isEqualTo(line);
        assertThat(refusal.column()).isEqualTo(column);
        if (path != null) {
            assertThat(refusal.path()).isEqualTo(path);
        }
    }

    @Test
    void counts_lines() {
        InvalidJsonException refusal = refusalOf("{\n  \"a\": 1,\r\n  \"b\": tru\n}");
        assertThat(refusal.line()).isEqualTo(3);
        assertThat(refusal.path()).isEqualTo("/b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"22C0AF22", "22EDA08022", "22EDA0BDEDB88022", "22F490808022", "22FF22", "22C3", "22E282"})
    void refuses_bytes_that_are_not_utf_8(String hex) {
        byte[] bytes = HexFormat.of().parseHex("5B0A" + hex);
        InvalidJsonException refusal = catchThrowableOfType(InvalidJsonException.class, () -> Json.parse(bytes));
        assertThat(refusal).hasMessageContaining("line 2, column 2: byte 3").hasMessageContaining("UTF-8");
    }

    @Test
    void accepts_512_levels_and_refuses_513() {
        assertThatCode(() -> Json.parse(nested(512)).canonical()).doesNotThrowAnyException();
        assertThat(refusalOf(nested(513)).column()).isEqualTo(513);
        assertThat(refusalOf(nested(513))).hasMessageContaining("deeper than 512");
        assertThat(refusalOf("{\"a\":".repeat(100_000)).path())
                .startsWith("/a/a")
                .hasSize(2 * 512);
        assertThat(refusalOf(nested(100_000))).hasMessageContaining("deeper than 512");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999", "1e-998", "-1e-998", "1.5e998", "0e999"})
    void accepts_numbers_that_are_1000_characters_long_when_plain(String number) {
        assertThatCode(() -> Json.parse(number)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e1000",
                "1e-999",
                "1E999999999",
                "-1e-999999999",
                "1e99999999999",
                "0e2147483648",
                "1e-9999999999999"
            })
    void refuses_exponents_that_make_a_number_longer(String number) {
        assertThat(refusalOf("{\"n\":[" + number + "]}").path()).isEqualTo("/n/0");
    }

    @Test
    void refuses_numbers_spelled_with_more_than_1000_characters() {
        assertThat(Json.parse("1".repeat(1_000)).text()).hasSize(1_000);
        assertThat(Json.parse("1." + "0".repeat(998)).text()).hasSize(1_000);
        assertThatCode(() -> Json.parse("-1." + "1".repeat(996) + "e+1"))
                .as("999 characters when plain, 1,002 as spelled")
                .doesNotThrowAnyException();
        assertThat(refusalOf("[" + "1".repeat(1_001) + "]")).hasMessageContaining("longer than 1000");
        assertThat(refusalOf("[1." + "0".repeat(1_000) + "]").path()).isEqualTo("/0");
        assertThat(refusalOf("[1e" + "0".repeat(1_015) + "]").path()).isEqualTo("/0");
    }

    @Test
    void refuses_documents_over_the_size_limit_counted_in_utf_8() {
        JsonLimits ten = JsonLimits.DEFAULT.withMaxBytes(10);
        assertThat(Json.parse("\"12345678\"", ten).asText()).isEqualTo("12345678");
        assertThat(Json.parse("\"1234\u00e9\u00e9\"", ten).asText()).hasSize(6);
        assertThat(refusalOf("\"123456789\"", ten)).hasMessageContaining("larger than 10 bytes");
        assertThat(refusalOf("\"12345\u00e9\u00e9\"", ten)).hasMessageContaining("larger than 10 bytes");
        byte[] eleven = "\"123456789\"".getBytes(StandardCharsets.UTF_8);
        assertThat(catchThrowableOfType(InvalidJsonException.class, () -> Json.parse(eleven, ten)))
                .hasMessageContaining("larger than 10 bytes");
        assertThat(JsonLimits.DEFAULT.maxBytes()).isEqualTo(16 * 1024 * 1024);
        assertThat(refusalOf("\"" + "x".repeat(16 * 1024 * 1024) + "\"")).hasMessageContaining("larger than 16777216");
    }

    @Test
    void limits_can_be_tightened_but_depth_and_numbers_not_widened_beyond_what_is_stored() {
        JsonLimits tight = new JsonLimits(100, 2, 3);
        assertThat(Json.parse("[[123]]", tight).text()).isEqualTo("[[123]]");
        assertThat(refusalOf("[[[]]]", tight).path()).isEqualTo("/0/0");
        assertThat(refusalOf("[1234]", tight).path()).isEqualTo("/0");
        assertThat(refusalOf("[1e3]", tight).path()).isEqualTo("/0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JsonLimits(1, 1_201, 1))
                .withMessageContaining("1200");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JsonLimits(1, 1, 1001))
                .withMessageContaining("1000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JsonLimits(0, 1, 1))
                .withMessageContaining("maxBytes");
    }

    @Test
    void java_values_are_refused_for_the_same_reasons() {
        Map<String, Object> cycle = new HashMap<>();
        cycle.put("self", cycle);
        List<Object> refused = List.of(
                Map.of("a", List.of(0, Double.NaN)),
                Map.of("a", List.of(0, Float.NEGATIVE_INFINITY)),
                Map.of("a", List.of(0, DoubleNode.valueOf(Double.NaN))),
                Map.of("a", List.of(0, "\uD800")),
                Map.of("a", List.of(0, new java.math.BigDecimal("1e1000"))));
        for (Object value : refused) {
            InvalidJsonException refusal = catchThrowableOfType(InvalidJsonException.class, () -> Json.of(value));
            assertThat(refusal.path()).isEqualTo("/a/1");
            assertThat(refusal.line()).isZero();
            assertThat(refusal).hasMessageStartingWith("invalid JSON (/a/1): ");
        }
        assertThat(catchThrowableOfType(InvalidJsonException.class, () -> Json.of(cycle)))
                .isNotNull();
        assertThat(catchThrowableOfType(InvalidJsonException.class, () -> Json.of(new Object())))
                .isNotNull();
        assertThat(catchThrowableOfType(InvalidJsonException.class, () -> Json.of(Map.of("\uDC00", 1))))
                .isNotNull();
    }

    private static InvalidJsonException refusalOf(String text) {
        return refusalOf(text, JsonLimits.DEFAULT);
    }

    private static InvalidJsonException refusalOf(String text, JsonLimits limits) {
        InvalidJsonException refusal = catchThrowableOfType(InvalidJsonException.class, () -> Json.parse(text, limits));
        assertThat(refusal).as("refusal of %.60s", text).isNotNull();
        return refusal;
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }
}
