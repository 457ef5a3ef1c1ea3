package io.registrymanager.server.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Reads private keys in the forms that certificate authorities and openssl write. */
final class KeyReader {
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  private KeyReader() {}

  /**
   * Reads one key.
   *
   * @param label of its PEM block
   */
  static PrivateKey read(String label, byte[] der) throws GeneralSecurityException {
    try {
      return switch (label) {
        case "PRIVATE KEY" -> fromPkcs8(der);
        case "RSA PRIVATE KEY" ->
            wrapped(
                PKCSObjectIdentifiers.rsaEncryption,
                DERNull.INSTANCE,
                ASN1Primitive.fromByteArray(der));
        case "EC PRIVATE KEY" -> {
          ECPrivateKey key = ECPrivateKey.getInstance(der);
          yield wrapped(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject(), key);
        }
        case "ENCRYPTED PRIVATE KEY" ->
            throw new GeneralSecurityException("a private key with a passphrase");
        default -> throw new GeneralSecurityException("a private key of an unknown form");
      };
    } catch (IOException | IllegalArgumentException e) {
      throw new GeneralSecurityException("a private key that cannot be read", e);
    }
  }

  private static PrivateKey wrapped(
      ASN1ObjectIdentifier algorithm, ASN1Encodable parameters, ASN1Encodable key)
      throws GeneralSecurityException, IOException {
    return fromPkcs8(
        new PrivateKeyInfo(new AlgorithmIdentifier(algorithm, parameters), key).getEncoded());
  }

  private static PrivateKey fromPkcs8(byte[] der) throws GeneralSecurityException {
    KeySpec spec = new PKCS8EncodedKeySpec(der);
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException _) {
        // of another algorithm
      }
    }
    throw new GeneralSecurityException("a private key that is neither RSA, EC nor Ed25519");
  }
}
