package dev.rollback.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** What the URL of a store may tell the driver. Connects to nothing. */
class PostgresParametersTest {
    private static final String PLACE = "jdbc:postgresql://db.example/shop";

    private static final Set<PGProperty> HARMLESS = Set.of(
            PGProperty.USER,
            PGProperty.CURRENT_SCHEMA,
            PGProperty.APPLICATION_NAME,
            PGProperty.SSL,
            PGProperty.SSL_MODE,
            PGProperty.SSL_NEGOTIATION,
            PGProperty.SSL_ROOT_CERT,
            PGProperty.SSL_CERT,
            PGProperty.SSL_KEY,
            PGProperty.CHANNEL_BINDING,
            PGProperty.REQUIRE_AUTH,
            PGProperty.GSS_ENC_MODE,
            PGProperty.TARGET_SERVER_TYPE,
            PGProperty.HOST_RECHECK_SECONDS,
            PGProperty.LOAD_BALANCE_HOSTS,
            PGProperty.TCP_KEEP_ALIVE);

    @Test
    void what_the_driver_knows_and_is_not_harmless_is_refused_by_name() {
        List<PGProperty> refused = Arrays.stream(PGProperty.values())
                .filter(property -> !HARMLESS.contains(property))
                .filter(property -> !property.getName().toLowerCase(Locale.ROOT).endsWith("password"))
                .toList();
        assertThat(refused)
                .contains(PGProperty.SERVICE, PGProperty.OPTIONS, PGProperty.SOCKET_FACTORY, PGProperty.SOCKET_TIMEOUT);
        for (PGProperty property : refused) {
            assertRefused(PLACE + "?sslmode=require&" + property.getName() + "=1")
                    .as(property.getName())
                    .hasMessageContaining("has a parameter '%s' that is not allowed there", property.getName())
                    .hasMessageContaining("Allowed are ApplicationName, ");
        }
    }

    @Test
    void what_is_harmless_is_accepted() {
        for (PGProperty property : HARMLESS) {
            String url = "%s?%s=a".formatted(PLACE, property.getName());
            assertThat(PostgresStore.checked(url)).isEqualTo(url);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host=evil.example",
                "SERVICE=x",
                "%73ervice=x",
                "sslmode=require&&service",
                "PGHOST=evil.example",
                "no such thing",
                "sslmod=require"
            })
    void nothing_else_is_accepted_however_it_is_written(String parameters) {
        assertRefused(PLACE + "?" + parameters).hasMessageContaining("not allowed there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://ann:a?s3cret@db/shop", "jdbc:postgresql://ann:a?s3cret=b@db/shop"})
    void what_may_be_a_password_is_not_repeated(String url) {
        assertRefused(url).hasMessageNotContaining("s3cret");
    }

    @Test
    void the_engines_time_limits_win() {
        String all = HARMLESS.stream()
                .filter(property -> property != PGProperty.CURRENT_SCHEMA)
                .map(property -> property.getName() + "=x")
                .collect(Collectors.joining("&"));
        String url = PostgresStore.checked(PLACE + "?" + all);
        Properties ours = PostgresAddress.of(url).properties("ann", "secret", 45);
        Properties told = Objects.requireNonNull(Driver.parseURL(url, ours));
        assertThat(PGProperty.SOCKET_TIMEOUT.getOrDefault(told)).isEqualTo("45");
        assertThat(PGProperty.CONNECT_TIMEOUT.getOrDefault(told)).isEqualTo("10");
        assertThat(PGProperty.LOG_SERVER_ERROR_DETAIL.getOrDefault(told)).isEqualTo("false");
        for (String limit : List.of("socketTimeout=0", "connectTimeout=0", "loginTimeout=0", "options=-c%20x=y")) {
            assertRefused(PLACE + "?" + limit).hasMessageContaining(limit.split("=")[0]);
        }
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(String url) {
        return assertThatThrownBy(() -> PostgresStore.checked(url))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(RefusalCode.INVALID_INPUT));
    }
}
