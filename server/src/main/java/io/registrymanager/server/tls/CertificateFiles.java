package io.registrymanager.server.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What lies in the folder at one moment, read once: comparing and loading must see the same bytes,
 * for a tool may write the key a moment after the certificate.
 *
 * @param contents by path below the folder, in byte order
 */
record CertificateFiles(Map<String, byte[]> contents) {
  private static final int DEPTH = 4;
  private static final int MOST_FILES = 2000;
  private static final int BIGGEST = 1024 * 1024;

  /**
   * Reads the folder and those in it. Links are followed, for that is how Kubernetes mounts a
   * secret; names that begin with a dot are where its links lead, and would be seen twice.
   */
  static CertificateFiles read(Path folder) throws IOException {
    Map<String, byte[]> found = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
      for (Path path : paths.filter(path -> isOne(folder.relativize(path))).toList()) {
        if (Files.isRegularFile(path) && Files.size(path) <= BIGGEST) {
          found.put(folder.relativize(path).toString(), Files.readAllBytes(path));
        }
        if (found.size() > MOST_FILES) {
          throw new IOException("more than " + MOST_FILES + " files");
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new CertificateFiles(found);
  }

  private static boolean isOne(Path below) {
    for (Path part : below) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    String name = below.toString();
    return name.endsWith(".crt") || name.endsWith(".pem") || name.endsWith(".key");
  }

  /** What tells these contents from others; nothing of a key can be found in it. */
  String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      contents.forEach(
          (name, bytes) -> {
            digest.update((name + '\0' + bytes.length + '\0').getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
          });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The files that may hold a certificate. */
  List<String> candidates() {
    return contents.keySet().stream().filter(name -> !name.endsWith(".key")).toList();
  }

  /**
   * The pair that begins with that file; empty for a certificate without a key, such as an
   * authority's, and for a file with neither.
   *
   * @throws GeneralSecurityException if there is a key, and the two are of no use
   */
  Optional<CertifiedKey> pair(String name, Instant now) throws GeneralSecurityException {
    PemFile file = new PemFile(contents.getOrDefault(name, new byte[0]));
    Optional<byte[]> beside = Optional.ofNullable(contents.get(keyFile(name)));
    Optional<PrivateKey> key =
        beside.isPresent() ? new PemFile(beside.get()).privateKey() : file.privateKey();
    List<X509Certificate> chain = file.certificates();
    if (chain.isEmpty() && beside.isPresent()) {
      throw new GeneralSecurityException("no certificate in it");
    }
    if (key.isEmpty() && beside.isPresent()) {
      throw new GeneralSecurityException("no private key in " + keyFile(name));
    }
    return chain.isEmpty() || key.isEmpty()
        ? Optional.empty()
        : Optional.of(new CertifiedKey(chain, key.get()).checked(now));
  }

  /** {@code fullchain.pem} and {@code privkey.pem} are how certbot names the two. */
  private static String keyFile(String name) {
    return name.endsWith("fullchain.pem")
        ? name.substring(0, name.length() - "fullchain.pem".length()) + "privkey.pem"
        : name.substring(0, name.length() - ".pem".length()) + ".key";
  }
}
