package dev.sightline.stats;

/** The secret that test sessions are signed with. */
public final class TestSessions {
    public static final String SECRET = "a secret of at least thirty-two characters";

    private TestSessions() {}
}
