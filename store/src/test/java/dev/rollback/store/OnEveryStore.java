package dev.rollback.store;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Runs all tests of a class once on each kind of store, which they find in a field: {@code @Parameter StoreKind kind}. On
 * PostgreSQL the classes take turns from build to build, unless they are to be there {@link #inEachBuild}.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "{0}")
@ArgumentsSource(StoresOfThisBuild.class)
public @interface OnEveryStore {

    /** For what is said about the stores themselves. */
    boolean inEachBuild() default false;
}
