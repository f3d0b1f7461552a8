package dev.titan.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.config.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsContextTest {
    private static TestKeys rsa;
    private static TestKeys ec;

    @TempDir
    static Path keys;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeKeys() throws Exception {
        rsa = TestKeys.make(keys, "RSA", 2048);
        ec = TestKeys.make(keys, "EC", 384);
    }

    @Test
    void readsAKeyStore() throws Exception {
        assertServes(rsa, new Tls(null, null, rsa.file().toString(), TestKeys.PASSWORD));
    }

    @Test
    void readsPkcs8() throws Exception {
        assertServes(rsa, pem(rsa, TestKeys.pem("PRIVATE KEY", rsa.key().getEncoded()), null));
        assertServes(ec, pem(ec, TestKeys.pem("PRIVATE KEY", ec.key().getEncoded()), null));
    }

    @Test
    void readsPkcs1() throws Exception {
        byte[] pkcs8 = rsa.key().getEncoded();
        // PrivateKeyInfo of an RSA key of 2048 bits or more has 26 bytes before the key in PKCS#1.
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
        assertServes(rsa, pem(rsa, TestKeys.pem("RSA PRIVATE KEY", pkcs1), null));
    }

    @Test
    void readsSec1BehindItsParameters() throws Exception {
        byte[] number = ((ECPrivateKey) ec.key()).getS().toByteArray();
        int octets = ((ECPrivateKey) ec.key()).getParams().getOrder().bitLength() / 8;
        byte[] secret = new byte[octets];
        int skipped = Math.max(0, number.length - octets);
        System.arraycopy(number, skipped, secret, octets - number.length + skipped, number.length - skipped);
        byte[] pkcs8 = ec.key().getEncoded();
        // The algorithm follows the version: a sequence of two OIDs, the second of which is the curve.
        int algorithm = pkcs8[1] < 0 ? 6 : 5;
        byte[] curve = Arrays.copyOfRange(pkcs8, algorithm + 11, algorithm + 2 + pkcs8[algorithm + 1]);
        byte[] sec1 = concat(
                new byte[] {0x30, (byte) (3 + 2 + octets + 2 + curve.length), 2, 1, 1, 4, (byte) octets},
                secret,
                new byte[] {(byte) 0xa0, (byte) curve.length},
                curve);
        String file = TestKeys.pem("EC PARAMETERS", curve) + TestKeys.pem("EC PRIVATE KEY", sec1);
        assertServes(ec, pem(ec, file, null));
    }

    @Test
    void opensAnEncryptedKeyWithItsPassword() throws Exception {
        String file = TestKeys.pem("ENCRYPTED PRIVATE KEY", encrypt(rsa.key().getEncoded(), "secret"));
        assertServes(rsa, pem(rsa, file, "secret"));
        assertTrue(message(pem(rsa, file, null)).endsWith("is encrypted: set server.tls.password"));
        String wrong = message(pem(rsa, file, "hunter2"));
        assertTrue(wrong.endsWith("does not open with server.tls.password"), wrong);
        assertFalse(wrong.contains("hunter2"));
    }

    @Test
    void readsCertificateAndKeyFromOneFile() throws Exception {
        Files.writeString(
                folder.resolve("both.pem"),
                "Bag Attributes\n"
                        + TestKeys.pem("CERTIFICATE", rsa.certificate().getEncoded())
                        + TestKeys.pem("PRIVATE KEY", rsa.key().getEncoded()));
        assertServes(rsa, new Tls("both.pem", null, null, null));
    }

    @Test
    void refusesAKeyOfAnotherCertificate() throws Exception {
        String message = message(pem(rsa, TestKeys.pem("PRIVATE KEY", ec.key().getEncoded()), null));
        assertEquals("The private key in key.pem is not that of the first certificate in cert.pem", message);
    }

    @Test
    void namesWhatIsMissing() throws Exception {
        assertEquals(
                "There is no file cert.pem, which server.tls names",
                message(new Tls("cert.pem", "key.pem", null, null)));
        assertEquals("There is no file a.p12, which server.tls names", message(new Tls(null, null, "a.p12", null)));
        Tls tls = pem(rsa, "nothing", null);
        assertEquals("key.pem holds no private key in PEM form", message(tls));
        assertEquals("key.pem holds no certificate in PEM form", message(new Tls("key.pem", null, null, null)));
    }

    @Test
    void refusesTheOldEncryptionAndSaysHowToConvert() throws Exception {
        String file =
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----\n";
        assertTrue(message(pem(rsa, file, "x")).contains("openssl pkcs8 -topk8 -in key.pem"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY"})
    void refusesDamagedKeys(String label) throws Exception {
        String message = message(pem(rsa, TestKeys.pem(label, new byte[] {0x30, 3, 2, 1, 0}), "x"));
        assertTrue(message.startsWith("The private key in key.pem "), message);
    }

    @Test
    void refusesAKeyStoreThatDoesNotOpen() throws Exception {
        assertTrue(message(new Tls(null, null, rsa.file().toString(), "wrong"))
                .endsWith("does not open with server.tls.password"));
        Files.writeString(folder.resolve("no.p12"), "nonsense");
        assertEquals(
                "The key store no.p12 cannot be read: it is damaged, or no PKCS#12",
                message(new Tls(null, null, "no.p12", "x")));
    }

    private Tls pem(TestKeys certificate, String key, @Nullable String password)
            throws IOException, GeneralSecurityException {
        Files.writeString(
                folder.resolve("cert.pem"),
                TestKeys.pem("CERTIFICATE", certificate.certificate().getEncoded()));
        Files.writeString(folder.resolve("key.pem"), key);
        return new Tls("cert.pem", "key.pem", null, password);
    }

    private String message(Tls tls) {
        return assertThrows(TlsException.class, () -> TlsContext.of(tls, folder))
                .getMessage();
    }

    /** A client that trusts the certificate completes a handshake. */
    private void assertServes(TestKeys trusted, Tls tls) throws Exception {
        SSLContext context = TlsContext.of(tls, folder);
        try (SSLServerSocket server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread accepting = new Thread(() -> {
                try (SSLSocket accepted = (SSLSocket) server.accept()) {
                    accepted.getOutputStream().write('!');
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            accepting.start();
            try (SSLSocket client = (SSLSocket) trusted.client()
                    .getSocketFactory()
                    .createSocket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
                client.setSoTimeout(10_000);
                assertEquals('!', client.getInputStream().read());
            }
            accepting.join(10_000);
        }
    }

    private static byte[] encrypt(byte[] pkcs8, String password) throws GeneralSecurityException, IOException {
        String algorithm = "PBEWithHmacSHA256AndAES_256";
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray())));
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
        parameters.init(cipher.getParameters().getEncoded());
        return new EncryptedPrivateKeyInfo(parameters, cipher.doFinal(pkcs8)).getEncoded();
    }

    private static byte[] concat(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] whole = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }
}
