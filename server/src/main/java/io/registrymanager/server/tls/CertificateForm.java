package io.registrymanager.server.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * A certificate about to be signed (RFC 5280), with an elliptic-curve key. Used once, by one
 * thread.
 */
final class CertificateForm {
  private static final AlgorithmIdentifier ECDSA =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
  private static final String AUTHORITY = "CN=registrymanager local authority";

  private final V3TBSCertificateGenerator form = new V3TBSCertificateGenerator();
  private final ExtensionsGenerator extensions = new ExtensionsGenerator();

  private CertificateForm(
      String subject, PublicKey key, BigInteger serial, Instant begin, Instant end)
      throws GeneralSecurityException, IOException {
    form.setSerialNumber(new ASN1Integer(serial));
    form.setSignature(ECDSA);
    form.setSubject(new X500Name(subject));
    form.setStartDate(new Time(Date.from(begin)));
    form.setEndDate(new Time(Date.from(end)));
    form.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(key.getEncoded()));
    extensions.addExtension(Extension.subjectKeyIdentifier, false, identifier(key));
  }

  /** An authority that may sign certificates of servers, and no further authority. */
  static CertificateForm authority(PublicKey key, BigInteger serial, Instant begin, Instant end)
      throws GeneralSecurityException, IOException {
    CertificateForm form = new CertificateForm(AUTHORITY, key, serial, begin, end);
    form.extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    form.extensions.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    return form;
  }

  /** A server with these names and addresses. */
  static CertificateForm server(
      List<String> names, PublicKey key, BigInteger serial, Instant begin, Instant end)
      throws GeneralSecurityException, IOException {
    CertificateForm form = new CertificateForm("CN=registrymanager", key, serial, begin, end);
    form.extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    form.extensions.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    form.extensions.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    GeneralName[] all = names.stream().map(CertificateForm::name).toArray(GeneralName[]::new);
    form.extensions.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(all));
    return form;
  }

  private static GeneralName name(String name) {
    boolean address = name.contains(":") || name.matches("[0-9.]+");
    return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name);
  }

  /** Signs it with an authority's key. */
  X509Certificate signed(X509Certificate authority, PrivateKey key)
      throws GeneralSecurityException, IOException {
    byte[] identifier = identifier(authority.getPublicKey()).getKeyIdentifier();
    extensions.addExtension(
        Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(identifier));
    return signedBy(key);
  }

  /** Signs it with its own key, or another of the authority. */
  X509Certificate signedBy(PrivateKey key) throws GeneralSecurityException, IOException {
    form.setIssuer(new X500Name(AUTHORITY));
    form.setExtensions(extensions.generate());
    TBSCertificate unsigned = form.generateTBSCertificate();
    Signature signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(key);
    signer.update(unsigned.getEncoded(ASN1Encoding.DER));
    DERSequence whole =
        new DERSequence(new ASN1Encodable[] {unsigned, ECDSA, new DERBitString(signer.sign())});
    if (CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(whole.getEncoded(ASN1Encoding.DER)))
        instanceof X509Certificate certificate) {
      return certificate;
    }
    throw new GeneralSecurityException("not an X.509 certificate");
  }

  /** A name of the key (RFC 5280 section 4.2.1.2): not a matter of security, any digest will do. */
  private static SubjectKeyIdentifier identifier(PublicKey key) throws GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
    return new SubjectKeyIdentifier(Arrays.copyOf(digest, 20));
  }
}
