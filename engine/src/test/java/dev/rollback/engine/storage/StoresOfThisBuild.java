package dev.rollback.engine.storage;

import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * SQLite for every class, and PostgreSQL for those whose turn it is: of three builds that follow one another each class is on it
 * in one. {@code -Dtest.turn=N} repeats a build's choice; without a turn, as with {@code -Pthorough}, all are on both.
 */
final class StoresOfThisBuild implements ArgumentsProvider {
    private static final int TURNS = 3;
    private static final String TURN = System.getProperty("test.turn", "");

    @Override
    public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        Class<?> test = context.getRequiredTestClass();
        return Stream.of(StoreKind.values())
                .filter(kind -> kind == StoreKind.SQLITE
                        || test.getAnnotation(OnEveryStore.class).inEachBuild()
                        || isTurnOf(test.getName(), TURN))
                .map(Arguments::of);
    }

    static boolean isTurnOf(String test, String turn) {
        return turn.isEmpty() || Math.floorMod(test.hashCode() + Long.parseLong(turn), TURNS) == 0;
    }
}
