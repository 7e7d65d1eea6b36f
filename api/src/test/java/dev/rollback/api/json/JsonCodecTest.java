package dev.rollback.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonCodecTest {
    private static final Json EXACT =
            Json.parse("{\"z\":[1,1.0,1.00,1e400,12345678901234567890.10,-0.0],\"a\":{\"\uD83D\uDE00\":null}}");

    record Stored(
            Json state,
            List<Json> many,
            Map<String, Json> named,
            @Nullable Json absent,
            Optional<String> note,
            Instant at,
            JsonPatch patch) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "@type")
    @JsonSubTypes(@JsonSubTypes.Type(value = Shape.Box.class, name = "Box"))
    sealed interface Shape {
        record Box(Json content) implements Shape {}
    }

    @Test
    void a_record_with_json_inside_comes_back_without_loss() throws IOException {
        JsonPatch patch = JsonPatch.parse(Json.parse("[{\"op\":\"add\",\"path\":\"/a\",\"value\":1.00}]"));
        Stored stored = new Stored(
                EXACT, List.of(EXACT, Json.NULL), Map.of("k", EXACT), null, Optional.empty(), Instant.EPOCH, patch);
        String text = JsonCodec.mapper().writeValueAsString(stored);
        assertThat(text).contains("12345678901234567890.10", "1.00", "1E+400", "1970-01-01T00:00:00Z");
        assertThat(text).doesNotContain("absent", "note");
        Stored back = JsonCodec.mapper().readValue(text, Stored.class);
        assertThat(back).isEqualTo(stored);
        assertThat(back.state().text()).isEqualTo(EXACT.text());
        byte[] bytes = JsonCodec.mapper().writeValueAsBytes(stored);
        assertThat(bytes).asString(StandardCharsets.UTF_8).isEqualTo(text);
        assertThat(JsonCodec.mapper().readValue(bytes, Stored.class)).isEqualTo(stored);
    }

    @Test
    void json_null_is_a_value_and_absence_is_none() throws IOException {
        record Two(@Nullable Json given, @Nullable Json missing) {}
        String text = JsonCodec.mapper().writeValueAsString(new Two(Json.NULL, null));
        assertThat(text).isEqualTo("{\"given\":null}");
        assertThat(JsonCodec.mapper().readValue(text, Two.class)).isEqualTo(new Two(Json.NULL, null));
    }

    @Test
    void numbers_survive_even_where_jackson_buffers_before_it_knows_the_type() throws IOException {
        String text = "{\"content\":{\"n\":[1.00,1e400,12345678901234567890.10]},\"@type\":\"Box\"}";
        assertThat(JsonCodec.mapper().readValue(text, Shape.class))
                .isEqualTo(new Shape.Box(Json.parse("{\"n\":[1.00,1e400,12345678901234567890.10]}")));
    }

    @Test
    void trees_and_plain_objects_are_exact_too() throws IOException {
        assertThat(JsonCodec.mapper().readTree("[1.00,1e400]")).hasToString("[1.00,1E+400]");
        assertThat(JsonCodec.mapper().readValue("1.00", Object.class)).isEqualTo(new BigDecimal("1.00"));
    }

    @Test
    void unknown_properties_are_ignored_but_duplicate_ones_refused() throws IOException {
        record One(int a) {}
        assertThat(JsonCodec.mapper().readValue("{\"a\":1,\"later\":2}", One.class))
                .isEqualTo(new One(1));
        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> JsonCodec.mapper().readValue("{\"a\":1,\"a\":1}", One.class));
        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> JsonCodec.mapper().readValue("{\"a\":1} 2", One.class));
    }

    @Test
    void json_inside_a_record_is_read_as_strictly_as_alone() {
        record One(Json a) {}
        for (String bad : List.of("\"\\uD800\"", "1e1000", "[".repeat(1_201) + "]".repeat(1_201))) {
            assertThatExceptionOfType(JsonMappingException.class)
                    .as(bad)
                    .isThrownBy(() -> JsonCodec.mapper().readValue("{\"a\":" + bad + "}", One.class))
                    .withRootCauseInstanceOf(InvalidJsonException.class);
        }
    }

    @Test
    void values_and_patch_values_as_deep_as_allowed_can_be_stored() throws IOException {
        record Deep(Json state, JsonPatch patch) {}
        Json state = Json.parse("[".repeat(512) + "]".repeat(512));
        JsonPatch patch = new JsonPatch(
                List.of(JsonPatch.Operation.replace(com.fasterxml.jackson.core.JsonPointer.empty(), state)));
        Deep deep = new Deep(state, patch);
        assertThat(JsonCodec.mapper()
                        .readValue(JsonCodec.mapper().writeValueAsBytes(deep), Deep.class)
                        .equals(deep))
                .isTrue();
    }
}
