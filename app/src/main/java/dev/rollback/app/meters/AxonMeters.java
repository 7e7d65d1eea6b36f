package dev.rollback.app.meters;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.config.Configurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.messaging.Message;
import org.axonframework.micrometer.MessageCountingMonitor;
import org.axonframework.micrometer.MessageTimerMonitor;
import org.axonframework.monitoring.MessageMonitor;
import org.axonframework.monitoring.MultiMessageMonitor;
import org.axonframework.queryhandling.QueryBus;

/**
 * Axon's own counters and timers of its command bus, query bus and event store. An application that has a {@code
 * GlobalMetricRegistry} has them already.
 */
public final class AxonMeters implements ConfigurerModule {
    private final MeterRegistry registry;

    public AxonMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void configureModule(Configurer configurer) {
        configurer
                .configureMessageMonitor(CommandBus.class, config -> monitor("commandBus"))
                .configureMessageMonitor(QueryBus.class, config -> monitor("queryBus"))
                .configureMessageMonitor(EventBus.class, config -> monitor("eventStore"));
    }

    // Without Axon's gauge of capacity: that registers itself anew with every message, which Micrometer warns about.
    private MessageMonitor<Message<?>> monitor(String name) {
        MessageTimerMonitor times = MessageTimerMonitor.builder()
                .meterNamePrefix(name)
                .meterRegistry(registry)
                .timerCustomization(Timer.Builder::publishPercentiles) // none: that is for the registry's owner to say
                .build();
        return new MultiMessageMonitor<>(times, MessageCountingMonitor.buildMonitor(name, registry));
    }
}
