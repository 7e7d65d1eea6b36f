package dev.rollback.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** Sixteen characters that carry 80 bits, in Crockford's alphabet: no two look alike when read aloud. */
final class RandomToken {
    private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int LENGTH = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomToken() {}

    static String next() {
        byte[] bytes = new byte[LENGTH];
        RANDOM.nextBytes(bytes);
        return encode(bytes);
    }

    static String of(String purpose, String seed) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return encode(sha256.digest((purpose + '\0' + seed).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String encode(byte[] bytes) {
        StringBuilder token = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            token.append(ALPHABET[bytes[i] & 31]);
        }
        return token.toString();
    }
}
