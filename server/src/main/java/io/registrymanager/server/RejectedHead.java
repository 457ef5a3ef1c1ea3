package io.registrymanager.server;

/**
 * A head that breaks the grammar of HTTP. It is answered in plain text, whoever sent it, and the
 * connection is closed: where such a request ends is anybody's guess.
 *
 * @param problem what is wrong, fixed text
 */
record RejectedHead(int status, String problem) {}
