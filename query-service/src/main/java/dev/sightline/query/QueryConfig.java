package dev.sightline.query;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of the query service, under {@code query.*}. */
@ConfigMapping(prefix = "query")
public interface QueryConfig {
    /** Signs sessions and cursors; the same in every service and instance, at least 32 characters. */
    String sessionSecret();

    /** Where inference servers report to, as people are shown it. */
    String ingestUrl();

    /** Where people open the dashboard; links in mails lead there. */
    URI publicUrl();

    /** Without a slash at its end. */
    default String publicAddress() {
        return publicUrl().toString().replaceAll("/+$", "");
    }

    /**
     * How many proxies stand before the dashboard. Each adds an address to X-Forwarded-For; only what ours have added is
     * believed.
     */
    @WithDefault("0")
    int proxies();

    /** Mails about accounts. */
    MailConfig mail();

    /** Signing in by somebody else, who knows the people already. */
    OidcConfig oidc();

    /** Where inferences and their sums are. */
    ClickHouseConfig clickhouse();

    /** Where images are. */
    ImagesConfig images();

    /** What the first start creates. */
    SetupConfig setup();

    /** Streams that tell pages what is new. */
    LiveConfig live();

    /** How API keys reach the other services. */
    ApiKeysConfig apiKeys();

    /** Streams of events. */
    interface LiveConfig {
        /** How often each stream shows that it lives, and its caller is looked up. */
        @WithDefault("15s")
        Duration beatEvery();

        /** Open at a time in this instance for one workspace; each is a connection that stays. */
        @WithDefault("100")
        int streamsPerWorkspace();
    }

    /** Mails about accounts; the mail server is under {@code quarkus.mailer}. */
    interface MailConfig {
        /** How often mails are looked for that are due. */
        @WithDefault("1s")
        Duration every();

        /** How long the mail server may take for one. */
        @WithDefault("20s")
        Duration patience();
    }

    /** An OpenID provider; off without an issuer. */
    interface OidcConfig {
        /** As the provider names itself; its settings are found below it. */
        Optional<URI> issuer();

        /** Who we are to the provider. */
        Optional<String> clientId();

        Optional<String> clientSecret();

        /** As people call the provider: "Continue with …". */
        @WithDefault("single sign-on")
        String name();

        /** Only e-mails of these are let in; absent for all that the provider has verified. */
        Optional<List<String>> domains();

        /** Where people belong who are new and whom nobody invited; without it they have to be invited. */
        Optional<String> workspace();

        /** What they are there: viewer or editor. */
        @WithDefault("viewer")
        String role();

        /** How long the provider may take to connect, and again to answer. */
        @WithDefault("5s")
        Duration patience();
    }

    /** The ClickHouse server. */
    interface ClickHouseConfig {
        /** Its HTTP interface. */
        URI url();

        String database();

        /** Of work of our own. */
        String user();

        /** Empty when the user has none. */
        Optional<String> password();

        /** Who asks what callers want to know, and sees of each table one workspace alone. */
        ReaderConfig reader();

        /** A question that takes longer is ended, and its caller told to ask for less. */
        @WithDefault("20s")
        Duration longestQuestion();

        /** A question that needs more is ended likewise. */
        @WithDefault("2G")
        MemorySize memoryPerQuestion();

        /** Asked at a time by all members and programs of one workspace; others wait for their turn. */
        @WithDefault("12")
        int questionsPerWorkspace();
    }

    /** The user that {@code clickhouse-users.xml} describes. */
    interface ReaderConfig {
        String user();

        /** Empty when the user has none. */
        Optional<String> password();
    }

    /** The object store. */
    interface ImagesConfig {
        String endpoint();

        String bucket();

        /** Stores other than Amazon's take any. */
        @WithDefault("us-east-1")
        String region();

        String accessKey();

        String secretKey();

        /** How long images are kept; as long as inferences. */
        @WithDefault("90d")
        Duration retention();

        /** How often images are looked for whose time is over. */
        @WithDefault("1h")
        Duration expiryEvery();
    }

    /** The first workspace. */
    interface SetupConfig {
        /** Its slug. */
        String workspace();

        String ownerEmail();

        /** Generated when absent. */
        Optional<String> ownerPassword();

        /** Generated when absent; any text, so that a key that servers already have can go on. */
        Optional<String> ingestKey();

        /** Whether the first start prints what it generated, once, to standard output. */
        @WithDefault("true")
        boolean printSecrets();
    }

    /** The topic of API keys. */
    interface ApiKeysConfig {
        /** How often changes that did not reach the topic are published again. */
        Duration catchUpEvery();

        /** Where what came with each key is told. */
        String bootstrapServers();
    }
}
