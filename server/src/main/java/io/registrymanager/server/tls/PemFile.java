package io.registrymanager.server.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The blocks of one PEM file (RFC 7468). What lies between them, such as the comments that some
 * tools write, is passed over. Never prints: it may hold a private key.
 */
final class PemFile {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  private final List<Block> blocks = new ArrayList<>();

  private record Block(String label, String base64) {
    byte[] der() throws GeneralSecurityException {
      try {
        return Base64.getMimeDecoder().decode(base64);
      } catch (IllegalArgumentException e) {
        throw new GeneralSecurityException("a block that is not base64", e);
      }
    }
  }

  /** Reads it. */
  PemFile(byte[] content) {
    Matcher matcher = BLOCK.matcher(new String(content, StandardCharsets.ISO_8859_1));
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2)));
    }
  }

  /** The certificates, in the order of the file: the server's own first, as TLS wants them. */
  List<X509Certificate> certificates() throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> found = new ArrayList<>();
    for (Block block : blocks) {
      if (block.label().equals("CERTIFICATE")
          && factory.generateCertificate(new ByteArrayInputStream(block.der()))
              instanceof X509Certificate certificate) {
        found.add(certificate);
      }
    }
    return found;
  }

  /** The first private key, if there is one. */
  Optional<PrivateKey> privateKey() throws GeneralSecurityException {
    for (Block block : blocks) {
      if (block.label().endsWith("PRIVATE KEY")) {
        return Optional.of(KeyReader.read(block.label(), block.der()));
      }
    }
    return Optional.empty();
  }
}
