package io.registrymanager.app;

import io.registrymanager.endpoint.RouteTable;

/**
 * A store that this process holds open.
 *
 * @param routes what the administration socket would serve
 * @param release gives the store back
 */
record OpenStore(RouteTable routes, Runnable release) {}
