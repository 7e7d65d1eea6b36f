package dev.rollback.app.model;

import dev.rollback.engine.storage.IndexReader.CheckpointEntry;
import dev.rollback.engine.storage.Reading;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;

/** An index as a walk through the tasks' streams sees it: checkpoints that belong to no task are left out. */
final class WithoutSystemCheckpoints {
    private WithoutSystemCheckpoints() {}

    static Reading in(Reading reading) {
        return (Reading) Proxy.newProxyInstance(
                Reading.class.getClassLoader(), new Class<?>[] {Reading.class}, (proxy, question, given) -> {
                    Object answer = ask(reading, question, given);
                    return question.getName().equals("checkpointsStartingWith") ? ofTasks((List<?>) answer) : answer;
                });
    }

    private static Object ask(Reading reading, Method question, Object[] given) throws Throwable {
        try {
            return question.invoke(reading, given);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static List<?> ofTasks(List<?> checkpoints) {
        return checkpoints.stream()
                .filter(one -> !((CheckpointEntry) one).task().isEmpty())
                .toList();
    }
}
