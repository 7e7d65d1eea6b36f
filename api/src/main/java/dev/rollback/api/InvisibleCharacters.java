package dev.rollback.api;

/** Characters that are letters or signs to a program, and nothing to the eye. */
public final class InvisibleCharacters {
    private InvisibleCharacters() {}

    /** Joiners and fillers of Hangul, Khmer and Mongolian, and empty Braille: drawn as nothing, or as a space. */
    public static boolean isBlank(int codePoint) {
        return switch (codePoint) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x2800, 0x3164, 0xFFA0 -> true;
            default -> false;
        };
    }

    /** What chooses another form of the character before it, and is not drawn itself: as of emoji. */
    public static boolean isVariationSelector(int codePoint) {
        return (codePoint >= 0xFE00 && codePoint <= 0xFE0F) || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
    }
}
