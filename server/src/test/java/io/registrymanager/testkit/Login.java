package io.registrymanager.testkit;

/**
 * A name and a password in the clear, for tests only.
 *
 * @param user the name
 * @param password the password
 */
public record Login(String user, String password) {}
