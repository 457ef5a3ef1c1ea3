package io.registrymanager.server;

import io.netty.channel.Channel;
import io.registrymanager.observation.RequestObserver;
import io.registrymanager.server.gate.Gate;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What all connections of one listener share. Thread-safe.
 *
 * @param security makes a new connection speak TLS, or leaves it as it is
 * @param gate what decides about the requests of a connection; none refuses the connection
 * @param peer who is at the other end
 * @param blocking where endpoints run: virtual threads
 */
record Listener(
    Consumer<Channel> security,
    Function<Channel, Optional<Gate>> gate,
    Function<Channel, Peer> peer,
    ServerSettings settings,
    RequestObserver observer,
    Executor blocking) {}
