package io.registrymanager.server.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * A small certificate authority on this computer, for whoever has none: makes itself once, and a
 * certificate for the names of this server. Blocks.
 */
public final class LocalAuthority {
  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
  // What browsers and the tools of one vendor accept at most.
  private static final Duration CERTIFICATE_LIFE = Duration.ofDays(397);

  private final Path authority;
  private final Path certificates;

  /**
   * An authority that lies below a data folder: itself in {@code ca}, what it makes in {@code tls}.
   */
  public LocalAuthority(Path data) {
    authority = data.resolve("ca");
    certificates = data.resolve("tls");
  }

  /** The authority's own certificate, which clients are told to trust. */
  public Path certificate() {
    return authority.resolve("ca.crt");
  }

  /** The folder that the server takes its certificates from. */
  public Path folder() {
    return certificates;
  }

  /** Whether there is a certificate already. */
  public boolean isMade() {
    return Files.exists(certificates.resolve("server.crt"));
  }

  /**
   * Makes what is missing of the authority, and a certificate that ends a year from now.
   *
   * @param names host names and addresses, in the form clients use
   * @throws IOException if it cannot be written
   */
  public void make(List<String> names, Instant now) throws IOException {
    try {
      folder(authority);
      folder(certificates);
      CertifiedKey ours = Files.exists(certificate()) ? read(now) : found(now);
      KeyPair keys = newKeys();
      Instant end = now.plus(CERTIFICATE_LIFE);
      X509Certificate made =
          CertificateForm.server(names, keys.getPublic(), serial(), now, end)
              .signed(ours.leaf(), ours.key());
      write(certificates.resolve("server.key"), keys.getPrivate());
      write(certificates.resolve("server.crt"), "CERTIFICATE", made.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private CertifiedKey found(Instant now) throws GeneralSecurityException, IOException {
    KeyPair keys = newKeys();
    Instant end = now.plus(AUTHORITY_LIFE);
    X509Certificate made =
        CertificateForm.authority(keys.getPublic(), serial(), now, end).signedBy(keys.getPrivate());
    write(authority.resolve("ca.key"), keys.getPrivate());
    write(certificate(), "CERTIFICATE", made.getEncoded());
    return new CertifiedKey(List.of(made), keys.getPrivate());
  }

  private CertifiedKey read(Instant now) throws GeneralSecurityException, IOException {
    PemFile file = new PemFile(Files.readAllBytes(certificate()));
    PrivateKey key =
        new PemFile(Files.readAllBytes(authority.resolve("ca.key")))
            .privateKey()
            .orElseThrow(() -> new GeneralSecurityException("no private key in ca.key"));
    return new CertifiedKey(file.certificates(), key).checked(now);
  }

  private static KeyPair newKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static BigInteger serial() {
    return new BigInteger(120, new SecureRandom()).setBit(119);
  }

  private static void folder(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static void write(Path file, PrivateKey key) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    write(file, "PRIVATE KEY", key.getEncoded());
  }

  private static void write(Path file, String label, byte[] der) throws IOException {
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    String text = "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, base64, label);
    Files.writeString(
        file,
        text,
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING);
  }
}
