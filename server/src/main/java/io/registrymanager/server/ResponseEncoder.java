package io.registrymanager.server;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpStatusClass;

/**
 * Netty's response encoder, told about HEAD: such an answer has the headers of a body and no body
 * (trap 56).
 */
final class ResponseEncoder extends HttpResponseEncoder {
  private boolean head;

  /** Whether the next final answer is to a HEAD. */
  void answersHead(boolean isHead) {
    head = isHead;
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpResponse response) {
    boolean interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    return head && !interim || super.isContentAlwaysEmpty(response);
  }
}
