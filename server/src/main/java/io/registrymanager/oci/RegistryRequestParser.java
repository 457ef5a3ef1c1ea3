package io.registrymanager.oci;

import io.registrymanager.oci.RegistryRequest.Malformed;
import io.registrymanager.oci.RegistryRequest.UnknownRoute;
import java.util.Arrays;
import java.util.List;

/**
 * Turns a method and a raw origin-form target into a {@link RegistryRequest}, by a closed grammar.
 * In the path only {@code %3A} is decoded (Java clients escape the colon of a digest); any other
 * escape, an empty or dot segment, {@code ;} and {@code \} are refused, so that no two readers of
 * the same target can disagree (traps 9 to 13). Routes are matched from the right in distribution's
 * order, because {@code blobs}, {@code manifests} and {@code uploads} are legal repository
 * components (trap 16). Pure and total.
 */
public final class RegistryRequestParser {
  private static final Malformed BAD_PATH =
      new Malformed(RegistryError.NAME_INVALID, "the path is not in its plain form");

  private RegistryRequestParser() {}

  /**
   * Whether {@code target} is for the registry API, and so {@link #parse} and its dialect apply.
   */
  public static boolean isRegistryTarget(String target) {
    return target.startsWith("/v2")
        && (target.length() == 3 || target.charAt(3) == '/' || target.charAt(3) == '?');
  }

  /**
   * Parses.
   *
   * @param method as it came, case-sensitive
   * @param target path and query as they came; {@link #isRegistryTarget} holds
   */
  public static RegistryRequest parse(String method, String target) {
    int question = target.indexOf('?');
    String rawPath = question < 0 ? target : target.substring(0, question);
    String query = question < 0 ? "" : target.substring(question + 1);
    String path = rawPath.indexOf('%') < 0 ? rawPath : decodeColons(rawPath);
    if (!isPlain(path)) {
      return BAD_PATH;
    }
    boolean slash = path.endsWith("/");
    List<String> segments = Arrays.asList(path.substring(1).split("/"));
    if (hasOddSegment(path, segments)) {
      return BAD_PATH;
    }
    return new RouteMatcher(method, segments, slash, QueryString.parse(query)).match();
  }

  /** The shared answer for what matches nothing. */
  static RegistryRequest unknown() {
    return new UnknownRoute();
  }

  private static String decodeColons(String path) {
    return path.replace("%3A", ":").replace("%3a", ":");
  }

  private static boolean isPlain(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '%' || c == '\\' || c == ';') {
        return false;
      }
    }
    return true;
  }

  private static boolean hasOddSegment(String path, List<String> segments) {
    return path.contains("//") || segments.contains(".") || segments.contains("..");
  }
}
