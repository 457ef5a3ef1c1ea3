package io.registrymanager.server.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A certificate chain and the key that belongs to it.
 *
 * @param chain the server's own certificate first
 */
record CertifiedKey(List<X509Certificate> chain, PrivateKey key) {
  private static final int DNS_NAME = 2;

  CertifiedKey {
    chain = List.copyOf(chain);
  }

  /** Fails unless the key is the one that the certificate speaks of, and it has not ended. */
  CertifiedKey checked(Instant now) throws GeneralSecurityException {
    if (leaf().getNotAfter().toInstant().isBefore(now)) {
      throw new GeneralSecurityException("it ended at " + leaf().getNotAfter().toInstant());
    }
    if (!belongTogether(leaf().getPublicKey(), key)) {
      throw new GeneralSecurityException("the key is not the certificate's");
    }
    return this;
  }

  X509Certificate leaf() {
    return chain.getFirst();
  }

  /** The names it is for, in lower case; one may begin with {@code *.}. */
  List<String> names() throws CertificateParsingException {
    Collection<List<?>> alternatives =
        Objects.requireNonNullElse(leaf().getSubjectAlternativeNames(), List.of());
    return alternatives.stream()
        .filter(name -> name.getFirst() instanceof Integer type && type == DNS_NAME)
        .flatMap(name -> name.get(1) instanceof String text ? Stream.of(text) : Stream.empty())
        .map(name -> name.toLowerCase(Locale.ROOT))
        .toList();
  }

  private static boolean belongTogether(PublicKey open, PrivateKey secret)
      throws GeneralSecurityException {
    if (!family(open.getAlgorithm()).equals(family(secret.getAlgorithm()))) {
      return false;
    }
    byte[] text = "does this key belong to this certificate?".getBytes(StandardCharsets.UTF_8);
    Signature signer = Signature.getInstance(family(secret.getAlgorithm()));
    signer.initSign(secret);
    signer.update(text);
    byte[] signature = signer.sign();
    signer.initVerify(open);
    signer.update(text);
    return signer.verify(signature);
  }

  private static String family(String algorithm) throws GeneralSecurityException {
    return switch (algorithm) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      case "EdDSA", "Ed25519" -> "Ed25519";
      default -> throw new GeneralSecurityException("keys of kind " + algorithm);
    };
  }
}
