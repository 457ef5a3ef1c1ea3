package io.registrymanager.app;

import java.util.Optional;

/**
 * The administration routes, wherever they run. Blocks; whatever keeps an answer from coming is a
 * {@link CommandFailure}.
 */
interface AdminApi extends AutoCloseable {
  /**
   * Sends one request.
   *
   * @param target path and query
   * @param json the body, if there is one
   */
  AdminResponse send(String method, String target, Optional<byte[]> json);

  @Override
  void close();
}
