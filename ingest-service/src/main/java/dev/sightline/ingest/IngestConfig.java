package dev.sightline.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Settings of the ingest service, under {@code ingest.*}. */
@ConfigMapping(prefix = "ingest")
public interface IngestConfig {
    /** The log that every answer waits for. */
    Kafka kafka();

    /** What one request, one inference and one workspace may ask of us. */
    Limits limits();

    /** Where images are kept. */
    ImageStore images();

    /** Who answers questions about figures, for clients that ask them here. */
    Query query();

    /** The gateway for servers that send all their calls to one place. */
    Proxy proxy();

    /** How often the pipeline's own heartbeat goes into every partition, so that our own lag can be told from silence. */
    @WithDefault("10s")
    Duration pipelineBeatInterval();

    /** How often an instance tells what came with a key, at most; the first time it does so at once. */
    @WithDefault("15s")
    Duration activityInterval();

    /** Settings under {@code ingest.kafka.*}. */
    interface Kafka {
        /** Brokers to start from, {@code host:port} separated by commas. */
        String bootstrapServers();

        /** How long anything but inferences waits for the brokers before its sender is told to come back. */
        @WithDefault("1800ms")
        Duration deadline();

        /**
         * When the producer gives an event up, and the sender of an inference is told to come back. Shorter than the
         * deadline, so that most events of a request that was refused are not written after all.
         */
        @WithDefault("1500ms")
        Duration deliveryTimeout();

        /** Memory for events on their way; when it is full, senders are told to come back. */
        @WithDefault("64M")
        MemorySize buffer();

        /** Further producer settings as Kafka names them; they win over ours. */
        Map<String, String> producer();
    }

    /** Settings under {@code ingest.limits.*}. */
    interface Limits {
        /** Body of everything but the pingback and images, decompressed. */
        @WithDefault("16M")
        MemorySize body();

        /** Body of a pingback, decompressed; it is read as a stream. */
        @WithDefault("64M")
        MemorySize pingbackBody();

        /** Bodies in memory, over all requests; beyond it senders are told to come back. */
        @WithDefault("64M")
        MemorySize bodiesInMemory();

        /** Items of one request. */
        @WithDefault("10000")
        int items();

        /** Predictions of one inference. */
        @WithDefault("1000")
        int predictions();

        /** One inference as it is written to the log. Below the topic's {@code max.message.bytes}. */
        @WithDefault("4M")
        MemorySize event();

        /** How old an inference may be. Older ones would fall out of retention soon after they came. */
        @WithDefault("90d")
        Duration age();

        /** How far a sender's clock may be ahead of ours. */
        @WithDefault("10m")
        Duration clockAhead();

        /** Inferences and heartbeats per second and workspace, in the long run. */
        @WithDefault("5000")
        long rate();

        /** Inferences and heartbeats that a workspace may send at once after a rest. */
        @WithDefault("50000")
        long burst();

        /** One image. */
        @WithDefault("10M")
        MemorySize image();

        /** Pixels of one image; whoever opens it later must be able to hold it. */
        @WithDefault("50000000")
        long imagePixels();

        /** Images on their way to the store, over all requests; they lie in nameless files where the system has its own. */
        @WithDefault("192M")
        MemorySize imagesInFiles();

        /** Images a minute of one device, or of one address where no device is named. */
        @WithDefault("1200")
        long imagesPerMinute();

        /** New bytes of images a day and workspace; what is stored already costs nothing. */
        @WithDefault("50G")
        MemorySize imageBytesPerDay();
    }

    /** Settings under {@code ingest.query.*}. */
    interface Query {
        /** Address of query-service. */
        URI url();

        /** How long a question may take; longer than query-service itself allows. */
        @WithDefault("25s")
        Duration timeout();
    }

    /** Settings under {@code ingest.proxy.*}. */
    interface Proxy {
        /** Whether {@code /proxy?url=} is there at all. */
        @WithDefault("false")
        boolean enabled();

        /** Where calls may go that are not answered here: scheme, host and perhaps port. */
        @WithDefault("https://api.roboflow.com")
        List<URI> upstreams();

        /** Whether upstreams may have addresses of an inner network. */
        @WithDefault("false")
        boolean privateAddresses();

        /** How long an upstream may be silent. */
        @WithDefault("120s")
        Duration timeout();
    }

    /** Settings under {@code ingest.images.*}. */
    interface ImageStore {
        /** URL of the S3-compatible store. */
        String endpoint();

        /** Access key of the store. */
        String accessKey();

        /** Secret key of the store. */
        String secretKey();

        /** Bucket for images; made when missing. */
        String bucket();

        /** Region, for stores that have any. */
        @WithDefault("us-east-1")
        String region();

        /** How long a sender waits for the store before it is told to come back. */
        @WithDefault("5s")
        Duration timeout();
    }
}
