package dev.rollback.app.meters;

import dev.rollback.projections.ReadModel;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.lifecycle.Phase;
import org.jspecify.annotations.Nullable;

/**
 * The engine's meters in an Axon configuration: {@code rollback.commands}, {@code rollback.retries},
 * {@code rollback.rollbacks} and, beside a {@code ProjectionsModule}, {@code rollback.view.lag}. Those of the store are
 * {@link StoreMeters}, and Axon's own are {@link AxonMeters}.
 */
public final class MetersModule implements ConfigurerModule {
    private final MeterRegistry registry;
    private final InstantSource clock;
    private @Nullable ViewLag lag;

    public MetersModule(MeterRegistry registry) {
        this(registry, InstantSource.system());
    }

    /** @param clock the one that the command gateway's retries go by */
    public MetersModule(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public void configureModule(Configurer configurer) {
        configurer.onInitialize(config -> {
            config.onStart(() -> config.commandBus().registerHandlerInterceptor(new CommandMeters(registry, clock)));
            config.onStart(Phase.INBOUND_EVENT_CONNECTORS, () -> watchViews(config));
            config.onShutdown(Phase.INBOUND_EVENT_CONNECTORS, this::forgetViews);
        });
    }

    private synchronized void watchViews(Configuration config) {
        ReadModel views = config.getComponent(ReadModel.class);
        if (views != null) {
            lag = ViewLag.of(registry, views);
        }
    }

    private synchronized void forgetViews() {
        if (lag != null) {
            lag.close();
            lag = null;
        }
    }
}
