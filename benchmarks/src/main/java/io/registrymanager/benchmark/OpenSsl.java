package io.registrymanager.benchmark;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * A TLS 1.3 client of the system's OpenSSL, called directly. Java's own engine needs more CPU for a
 * handshake than the proxies that are measured, and would be the bottleneck. One cipher suite and
 * one group, so that every peer does the same work; certificates are not looked at.
 */
@SuppressWarnings("restricted") // ./bench grants native access
final class OpenSsl {
  private static final int WANT_READ = 2;
  private static final int WANT_WRITE = 3;
  private static final int ZERO_RETURN = 6;
  private static final int CONTROL_MODE = 33;
  private static final int CONTROL_GROUPS = 92;
  private static final int CONTROL_LOWEST = 123;
  private static final int TLS_1_3 = 0x304;
  private static final int ENDED = 1 | 2;

  /** Part of a buffer may be written, and the rest from another place. */
  private static final int MODE = 1 | 2;

  private static final SymbolLookup LIBRARY =
      SymbolLookup.libraryLookup("libssl.so.3", Arena.global());
  private static final MethodHandle METHOD = function("TLS_client_method", ADDRESS);
  private static final MethodHandle NEW_CONTEXT = function("SSL_CTX_new", ADDRESS, ADDRESS);
  private static final MethodHandle CONTROL =
      function("SSL_CTX_ctrl", JAVA_LONG, ADDRESS, JAVA_INT, JAVA_LONG, ADDRESS);
  private static final MethodHandle SUITES =
      function("SSL_CTX_set_ciphersuites", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle FREE_CONTEXT = procedure("SSL_CTX_free");
  private static final MethodHandle NEW = function("SSL_new", ADDRESS, ADDRESS);
  private static final MethodHandle SET_DESCRIPTOR =
      function("SSL_set_fd", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle SET_SESSION =
      function("SSL_set_session", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle GET_SESSION = function("SSL_get1_session", ADDRESS, ADDRESS);
  private static final MethodHandle REUSED = function("SSL_session_reused", JAVA_INT, ADDRESS);
  private static final MethodHandle CONNECT = function("SSL_connect", JAVA_INT, ADDRESS);
  private static final MethodHandle READ =
      function("SSL_read", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
  private static final MethodHandle WRITE =
      function("SSL_write", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
  private static final MethodHandle ERROR = function("SSL_get_error", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle SET_SHUTDOWN =
      Linker.nativeLinker()
          .downcallHandle(
              LIBRARY.findOrThrow("SSL_set_shutdown"),
              FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT));
  private static final MethodHandle FREE = procedure("SSL_free");
  private static final MethodHandle FREE_SESSION = procedure("SSL_SESSION_free");

  private final MemorySegment context;

  OpenSsl() {
    context = (MemorySegment) call(NEW_CONTEXT, call(METHOD));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment suites = arena.allocateFrom("TLS_AES_128_GCM_SHA256");
      MemorySegment groups = arena.allocateFrom("X25519");
      call(CONTROL, context, CONTROL_LOWEST, (long) TLS_1_3, MemorySegment.NULL);
      call(SUITES, context, suites);
      call(CONTROL, context, CONTROL_GROUPS, 0L, groups);
      call(CONTROL, context, CONTROL_MODE, (long) MODE, MemorySegment.NULL);
    }
  }

  private static MethodHandle function(
      String name, MemoryLayout result, MemoryLayout... arguments) {
    return Linker.nativeLinker()
        .downcallHandle(LIBRARY.findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }

  private static MethodHandle procedure(String name) {
    return Linker.nativeLinker()
        .downcallHandle(LIBRARY.findOrThrow(name), FunctionDescriptor.ofVoid(ADDRESS));
  }

  private static Object call(MethodHandle handle, Object... arguments) {
    try {
      return handle.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A connection over that socket.
   *
   * @param session to take up, or {@link MemorySegment#NULL}
   */
  MemorySegment connection(int descriptor, MemorySegment session) {
    MemorySegment ssl = (MemorySegment) call(NEW, context);
    call(SET_DESCRIPTOR, ssl, descriptor);
    if (!session.equals(MemorySegment.NULL)) {
      call(SET_SESSION, ssl, session);
    }
    return ssl;
  }

  /** Goes on with the handshake; true when it is done. */
  boolean greet(MemorySegment ssl) throws IOException {
    int result = (int) call(CONNECT, ssl);
    if (result != 1 && check(ssl, result) < 0) {
      throw new EOFException("the peer ended a handshake");
    }
    return result == 1;
  }

  boolean isResumed(MemorySegment ssl) {
    return (int) call(REUSED, ssl) == 1;
  }

  /** The session as it is now, to be freed by {@link #close}. */
  MemorySegment session(MemorySegment ssl) {
    return (MemorySegment) call(GET_SESSION, ssl);
  }

  /** How many bytes were read; 0 if there are none now, -1 at the end. */
  int read(MemorySegment ssl, MemorySegment into) throws IOException {
    try {
      int result = (int) READ.invokeExact(ssl, into, (int) into.byteSize());
      return result > 0 ? result : check(ssl, result);
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many bytes were written, perhaps none. */
  int write(MemorySegment ssl, MemorySegment from) throws IOException {
    int result = (int) call(WRITE, ssl, from, (int) from.byteSize());
    return result > 0 ? result : Math.max(0, check(ssl, result));
  }

  /** What a call means that did nothing: 0 not now, -1 the end. */
  private static int check(MemorySegment ssl, int result) throws IOException {
    int error = (int) call(ERROR, ssl, result);
    return switch (error) {
      case WANT_READ, WANT_WRITE -> 0;
      case ZERO_RETURN -> -1;
      default -> throw new IOException("TLS failed: SSL_get_error " + error);
    };
  }

  /** As after a farewell from both sides: otherwise OpenSSL would never take up its session. */
  void free(MemorySegment ssl) {
    call(SET_SHUTDOWN, ssl, ENDED);
    call(FREE, ssl);
  }

  /** Frees that session too, if it is one. */
  void close(MemorySegment session) {
    if (!session.equals(MemorySegment.NULL)) {
      call(FREE_SESSION, session);
    }
    call(FREE_CONTEXT, context);
  }
}
