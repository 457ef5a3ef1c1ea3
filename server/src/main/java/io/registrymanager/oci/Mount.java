package io.registrymanager.oci;

/**
 * The wish to have a blob of another repository instead of uploading it.
 *
 * @param blob what to mount
 * @param from the repository it is said to be in
 */
public record Mount(Digest blob, RepositoryName from) {}
