package dev.rollback.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is shown of an address. */
class SecretsTest {
    @Test
    void an_address_without_a_password_is_shown_as_it_is() {
        for (String address : List.of(
                "/home/ann/kept",
                "kept",
                "C:\\kept",
                "jdbc:postgresql:shop",
                "jdbc:postgresql://db/shop",
                "jdbc:postgresql://db.example:5432,10.0.0.2:5433,[::1]:5432/shop?currentSchema=a&user=ann@corp&ssl=true",
                "jdbc:postgresql:///shop")) {
            assertThat(Secrets.masked(address)).isEqualTo(address);
        }
    }

    @Test
    void what_may_be_a_password_is_not_shown() {
        for (String address : List.of(
                "jdbc:postgresql://ann:s3cret@db/shop",
                "jdbc:postgresql://ann:s3/cret@db/shop",
                "jdbc:postgresql://s3cret@db/shop",
                "jdbc:postgresql://ann:s3cret/db",
                "jdbc:postgresql://ann:a?s3cret@db/shop",
                "jdbc:postgresql://ann:a?x=s3cret@db/shop",
                "jdbc:postgresql://db/shop?password=s3cret",
                "jdbc:postgresql://db/shop?user=ann&PASSWORD=s3cret&ssl=true",
                "jdbc:postgresql://db/shop?pass%77ord=s3cret",
                "jdbc:postgresql://db/shop?%zz=s3cret",
                "jdbc:postgresql://db/shop?sslpassword=s3cret",
                "jdbc:postgresql://db/shop?s3cret",
                "jdbc:oracle:thin:scott/s3cret@db",
                "jdbc:sqlserver://db;password=s3cret",
                "postgresql://ann:s3cret@db/shop")) {
            assertThat(Secrets.masked(address)).doesNotContain("s3cret").contains("***");
        }
        assertThat(Secrets.masked("jdbc:postgresql://ann:s3cret@db:5432/shop?user=ann&password=x"))
                .isEqualTo("jdbc:postgresql://***@db:5432/shop?user=ann&password=***");
    }
}
