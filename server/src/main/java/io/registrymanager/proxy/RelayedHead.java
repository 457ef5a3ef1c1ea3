package io.registrymanager.proxy;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.registrymanager.oci.Digest;
import io.registrymanager.oci.RegistryOperation.OnRepository;
import io.registrymanager.upstream.BodyForm;
import io.registrymanager.upstream.HeadPrinter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The head of a registry's answer as the client gets it: an allow list of headers, {@code Location}
 * and {@code Link} as {@link UpstreamLink} prints them (traps 55, 109). Used on one event loop
 * only, while the answer is under way.
 */
public final class RelayedHead {
  private static final AsciiString LINK = AsciiString.cached("Link");
  private static final AsciiString DIGEST = AsciiString.cached("Docker-Content-Digest");
  private static final String API_VERSION = "docker-distribution-api-version";

  /** A block of headers as a set: it finds a name in any case without making a text of it. */
  private static final HttpHeaders PASSED =
      setOf(
          "accept-ranges",
          "allow",
          "content-disposition",
          "content-encoding",
          "content-language",
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

  private final OnRepository operation;
  private final int status;
  private final HttpHeaders headers;
  private final Optional<String> length;
  private final Optional<String> location;

  /**
   * The head of an answer to that operation.
   *
   * @param headers the registry's
   * @param location what is said instead of the registry's {@code Location}
   */
  RelayedHead(OnRepository operation, int status, HttpHeaders headers, Optional<String> location) {
    this.operation = operation;
    this.status = status;
    this.headers = headers;
    this.length = Optional.ofNullable(headers.get(HttpHeaderNames.CONTENT_LENGTH));
    this.location = location;
  }

  private static HttpHeaders setOf(String... names) {
    HttpHeaders set = DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
    for (String name : names) {
      set.add(name, "");
    }
    return set;
  }

  /** The registry's status. */
  public int status() {
    return status;
  }

  /** Which manifest the registry says it is about. */
  public Optional<Digest> digest() {
    return Optional.ofNullable(headers.get(DIGEST)).flatMap(Digest::parse);
  }

  /** Whether no body follows, whatever it says of a length. */
  public boolean isBodiless() {
    return BodyForm.isNoneOf(operation.method(), status);
  }

  /** Whether it says how long the body is, or would be. */
  public boolean hasLength() {
    return length.isPresent();
  }

  /** How many bytes the body will have, -1 if nobody knows. */
  long bodyLength() {
    return isBodiless() ? 0 : length.map(Long::parseLong).orElse(-1L);
  }

  /** Prints its fields. */
  public void print(HeadPrinter to) {
    var all = headers.iteratorCharSequence();
    while (all.hasNext()) {
      var header = all.next();
      if (isPassed(header.getKey())) {
        to.field(header.getKey(), header.getValue());
      }
    }
    length(to);
    caches(to);
    for (String link : headers.getAll(LINK)) {
      UpstreamLink.link(operation, link).ifPresent(value -> to.field(LINK, value));
    }
    location.ifPresent(value -> to.field(HttpHeaderNames.LOCATION, value));
  }

  private static boolean isPassed(CharSequence name) {
    return PASSED.contains(name)
        || startsWith(name, "docker-") && !AsciiString.contentEqualsIgnoreCase(name, API_VERSION)
        || startsWith(name, "oci-");
  }

  private static boolean startsWith(CharSequence name, String lower) {
    return AsciiString.regionMatchesAscii(name, true, 0, lower, 0, lower.length());
  }

  /** RFC 9110 sections 8.6 and 15.3.6: none with 204, none but 0 with 205. */
  private void length(HeadPrinter to) {
    if (status == 205) {
      to.field(HttpHeaderNames.CONTENT_LENGTH, "0");
    } else if (status != 204) {
      length.ifPresent(value -> to.field(HttpHeaderNames.CONTENT_LENGTH, value));
    }
  }

  /**
   * Blobs come with a year of {@code max-age}: a shared cache would serve private ones to anybody
   * (trap 36). What would let one keep them goes, whatever stands beside it.
   */
  private void caches(HeadPrinter to) {
    List<String> controls = headers.getAll(HttpHeaderNames.CACHE_CONTROL);
    if (!controls.isEmpty()) {
      Stream<String> ownersOnly =
          Arrays.stream(String.join(",", controls).split(",", -1))
              .map(String::strip)
              .filter(directive -> !isForSharedCaches(directive));
      to.field(
          HttpHeaderNames.CACHE_CONTROL,
          Stream.concat(Stream.of("private"), ownersOnly).collect(Collectors.joining(", ")));
    }
    to.field(HttpHeaderNames.VARY, HttpHeaderNames.AUTHORIZATION);
    for (String also : headers.getAll(HttpHeaderNames.VARY)) {
      to.field(HttpHeaderNames.VARY, also);
    }
  }

  private static boolean isForSharedCaches(String directive) {
    String name = directive.split("=", 2)[0].strip().toLowerCase(Locale.ROOT);
    return SHARED_CACHES.contains(name);
  }
}
