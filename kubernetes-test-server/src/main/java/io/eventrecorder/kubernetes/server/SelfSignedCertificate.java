package io.eventrecorder.kubernetes.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A new key and a self-signed certificate for localhost. The JDK has no API to create one; its
 * {@code keytool} takes a second and writes the key to a file.
 */
final class SelfSignedCertificate {
  private static final char[] NO_PASSWORD = new char[0];

  private final KeyPair keys;
  private final X509Certificate certificate;

  private SelfSignedCertificate(KeyPair keys, X509Certificate certificate) {
    this.keys = keys;
    this.certificate = certificate;
  }

  static SelfSignedCertificate create(Clock clock) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      KeyPair keys = generator.generateKeyPair();
      byte[] unsigned = unsigned(keys, clock.instant());
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(unsigned);
      byte[] signed = DerEncoder.sequence(unsigned, algorithm(), DerEncoder.bits(signature.sign()));
      return new SelfSignedCertificate(
          keys,
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(signed)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK can make EC keys and read certificates", e);
    }
  }

  /** {@return the TLS context of the server, which presents the certificate} */
  SSLContext server() {
    try {
      KeyStore store = emptyStore();
      store.setKeyEntry(
          "server", keys.getPrivate(), NO_PASSWORD, new X509Certificate[] {certificate});
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  /** {@return a TLS context for clients, which trusts only this certificate} */
  SSLContext client() {
    try {
      KeyStore store = emptyStore();
      store.setCertificateEntry("server", certificate);
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  String pem() {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was parsed can be encoded", e);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  /** The {@code TBSCertificate} of RFC 5280, section 4.1. */
  private static byte[] unsigned(KeyPair keys, Instant now) {
    byte[] name =
        DerEncoder.sequence(
            DerEncoder.encode(
                DerEncoder.SET,
                DerEncoder.sequence(
                    DerEncoder.objectId(2, 5, 4, 3),
                    DerEncoder.text("Event Recorder test server"))));
    byte[] validity =
        DerEncoder.sequence(
            DerEncoder.time(now.minus(Duration.ofDays(1))),
            DerEncoder.time(now.plus(Duration.ofDays(365))));
    return DerEncoder.sequence(
        DerEncoder.encode(0xa0, DerEncoder.integer(BigInteger.TWO)),
        DerEncoder.integer(BigInteger.valueOf(now.toEpochMilli())),
        algorithm(),
        name,
        validity,
        name,
        keys.getPublic().getEncoded(),
        DerEncoder.encode(0xa3, DerEncoder.sequence(authority(), subjects())));
  }

  private static byte[] algorithm() {
    return DerEncoder.sequence(DerEncoder.objectId(1, 2, 840, 10045, 4, 3, 2));
  }

  private static byte[] authority() {
    return DerEncoder.sequence(
        DerEncoder.objectId(2, 5, 29, 19),
        DerEncoder.yes(),
        DerEncoder.encode(DerEncoder.OCTETS, DerEncoder.sequence(DerEncoder.yes())));
  }

  private static byte[] subjects() {
    byte[] names =
        DerEncoder.sequence(
            DerEncoder.encode(0x82, "localhost".getBytes(StandardCharsets.US_ASCII)),
            DerEncoder.encode(0x87, new byte[] {127, 0, 0, 1}));
    return DerEncoder.sequence(
        DerEncoder.objectId(2, 5, 29, 17), DerEncoder.encode(DerEncoder.OCTETS, names));
  }
}
