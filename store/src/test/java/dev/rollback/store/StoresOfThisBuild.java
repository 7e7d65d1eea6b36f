package dev.rollback.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * SQLite for every class, and PostgreSQL for those whose turn it is: of six builds that follow one another each class is on it
 * in one. For classes by {@link OnEveryStore}, for single tests with a {@code StoreKind} as an argument by {@code @ArgumentsSource}. {@code -Dtest.turn=N} repeats a build's choice; without a turn, as with {@code -Pthorough}, all are on both.
 */
public final class StoresOfThisBuild implements ArgumentsProvider {
    private static final int TURNS = 6;
    private static final Path LEFT_OUT = Path.of(System.getProperty("project.root", ".."), "target", "on-sqlite-alone");
    private static final String TURN = System.getProperty("test.turn", "");

    @Override
    public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        Class<?> test = context.getRequiredTestClass();
        OnEveryStore annotation = test.getAnnotation(OnEveryStore.class);
        boolean both = (annotation != null && annotation.inEachBuild()) || isTurnOf(test.getName(), TURN);
        note(test.getName(), both);
        return Stream.of(StoreKind.values())
                .filter(kind -> both || kind == StoreKind.SQLITE)
                .map(Arguments::of);
    }

    /** For the end of the build, which says what it did not run. */
    private static void note(String test, boolean both) {
        try {
            if (both) {
                Files.deleteIfExists(LEFT_OUT.resolve(test));
            } else {
                Files.createDirectories(LEFT_OUT);
                Files.write(LEFT_OUT.resolve(test), new byte[0]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isTurnOf(String test, String turn) {
        return turn.isEmpty() || Math.floorMod(spread(test) + Long.parseLong(turn), TURNS) == 0;
    }

    /** Strings' own hashes put most of the long classes into one turn, which took a minute and a half more than another. */
    private static long spread(String test) {
        CRC32 checksum = new CRC32();
        checksum.update(test.getBytes(StandardCharsets.UTF_8));
        return checksum.getValue();
    }
}
