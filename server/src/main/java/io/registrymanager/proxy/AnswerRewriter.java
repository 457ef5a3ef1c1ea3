package io.registrymanager.proxy;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import io.registrymanager.oci.RegistryOperation.OnRepository;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the head that goes to the client out of the registry's: an allow list of headers, {@code
 * Location} and {@code Link} as {@link UpstreamLink} prints them, and never the registry's word
 * about our own login or its insides (traps 55, 109). Pure.
 */
final class AnswerRewriter {
  private static final AsciiString LINK = AsciiString.cached("Link");
  private static final HttpHeadersFactory UNCHECKED =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false);

  /** A block of headers as a set: it finds a name in any case without making a text of it. */
  private static final HttpHeaders PASSED =
      setOf(
          "accept-ranges",
          "allow",
          "content-disposition",
          "content-encoding",
          "content-language",
          "content-length",
          "content-range",
          "content-type",
          "etag",
          "expires",
          "last-modified",
          "range",
          "retry-after",
          "warning");

  private static final Set<String> SHARED_CACHES =
      Set.of("", "public", "private", "s-maxage", "proxy-revalidate");

  private AnswerRewriter() {}

  private static HttpHeaders setOf(String... names) {
    HttpHeaders set = UNCHECKED.newHeaders();
    for (String name : names) {
      set.add(name, "");
    }
    return set;
  }

  /** What to do with an answer of the registry. */
  sealed interface Rewritten {
    /** Send this. */
    record Relay(HttpResponse head) implements Rewritten {}

    /** Say this instead; the registry's body is not for the client. */
    record Replace(ProxyFailure failure) implements Rewritten {}
  }

  static Rewritten rewrite(OnRepository operation, HttpResponse answer) {
    int status = answer.status().code();
    return switch (status) {
      case 401, 403, 407 -> new Rewritten.Replace(ProxyFailure.REFUSED_US);
      case 503 -> new Rewritten.Replace(ProxyFailure.OVERLOADED);
      case 504 -> new Rewritten.Replace(ProxyFailure.SILENT);
      default ->
          status >= 500
              ? new Rewritten.Replace(ProxyFailure.FAILED)
              : relay(operation, answer, status);
    };
  }

  private static Rewritten relay(OnRepository operation, HttpResponse answer, int status) {
    HttpResponse head =
        new DefaultHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), UNCHECKED);
    var headers = answer.headers().iteratorCharSequence();
    while (headers.hasNext()) {
      var header = headers.next();
      if (isPassed(header.getKey())) {
        head.headers().add(header.getKey(), header.getValue());
      }
    }
    restrictCaches(answer.headers(), head.headers());
    links(operation, answer.headers(), head.headers());
    String location = answer.headers().get(HttpHeaderNames.LOCATION);
    if (location == null) {
      return new Rewritten.Relay(head);
    }
    Optional<String> rewritten = UpstreamLink.location(operation, status, location);
    rewritten.ifPresent(value -> head.headers().set(HttpHeaderNames.LOCATION, value));
    return rewritten.isPresent()
        ? new Rewritten.Relay(head)
        : new Rewritten.Replace(ProxyFailure.GARBLED);
  }

  private static boolean isPassed(CharSequence name) {
    return PASSED.contains(name) || startsWith(name, "docker-") || startsWith(name, "oci-");
  }

  private static boolean startsWith(CharSequence name, String lower) {
    return AsciiString.regionMatchesAscii(name, true, 0, lower, 0, lower.length());
  }

  /**
   * Blobs come with a year of {@code max-age}: a shared cache would serve private ones to anybody
   * (trap 36). What would let one keep them goes, whatever stands beside it.
   */
  private static void restrictCaches(HttpHeaders from, HttpHeaders to) {
    List<String> controls = from.getAll(HttpHeaderNames.CACHE_CONTROL);
    if (!controls.isEmpty()) {
      Stream<String> ownersOnly =
          Arrays.stream(String.join(",", controls).split(",", -1))
              .map(String::strip)
              .filter(directive -> !isForSharedCaches(directive));
      to.set(
          HttpHeaderNames.CACHE_CONTROL,
          Stream.concat(Stream.of("private"), ownersOnly).collect(Collectors.joining(", ")));
    }
    to.set(HttpHeaderNames.VARY, HttpHeaderNames.AUTHORIZATION);
    for (String also : from.getAll(HttpHeaderNames.VARY)) {
      to.add(HttpHeaderNames.VARY, also);
    }
  }

  private static boolean isForSharedCaches(String directive) {
    String name = directive.split("=", 2)[0].strip().toLowerCase(Locale.ROOT);
    return SHARED_CACHES.contains(name);
  }

  private static void links(OnRepository operation, HttpHeaders from, HttpHeaders to) {
    List<String> links = from.getAll(LINK);
    for (String link : links) {
      UpstreamLink.link(operation, link).ifPresent(value -> to.add(LINK, value));
    }
  }
}
