package dev.sightline.bench;

import dev.sightline.local.LocalSystem;
import java.time.Duration;

/** Processor time that those at work have used: what a step costs, also when others keep the machine busy. */
record CpuTime(Duration ingest, Duration kafka, Duration client) {
    static CpuTime now(LocalSystem system) {
        return new CpuTime(
                of(system.part("ingest-service").pid()),
                of(system.part("kafka").pid()),
                of(ProcessHandle.current().pid()));
    }

    CpuTime since(CpuTime begin) {
        return new CpuTime(ingest.minus(begin.ingest), kafka.minus(begin.kafka), client.minus(begin.client));
    }

    private static Duration of(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IllegalStateException("process " + pid + " does not tell its processor time"));
    }
}
