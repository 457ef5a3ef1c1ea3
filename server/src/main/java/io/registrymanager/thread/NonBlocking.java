package io.registrymanager.thread;

/**
 * Marks a thread on which nothing may block: an event loop serves thousands of connections, and one
 * slow call on it stops all of them.
 */
public interface NonBlocking {}
