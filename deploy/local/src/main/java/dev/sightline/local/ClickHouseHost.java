package dev.sightline.local;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that is nothing but the ClickHouse engine with its HTTP interface.
 *
 * <p>The engine comes as a library whose entry point takes the arguments of {@code clickhouse local}. There the HTTP
 * interface is off until a query asks for it, and it lives as long as that query: so the query starts it and then
 * sleeps. Killing the process is safe at any moment; what was answered is in the files.
 *
 * <p>Arguments: library, data folder, configuration file, HTTP port.
 */
// "restricted": the foreign-function API is how a library without a Java binding is called.
@SuppressWarnings("restricted")
final class ClickHouseHost {
    private static final String SERVE = "SYSTEM START LISTEN HTTP;"
            + " SELECT sleepEachRow(3) FROM numbers(1000000000) SETTINGS max_block_size = 1,"
            + " function_sleep_max_microseconds_per_block = 3000000 FORMAT Null";

    private ClickHouseHost() {}

    public static void main(String[] args) throws Throwable {
        serve(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), Integer.parseInt(args[3]));
    }

    private static void serve(Path library, Path data, Path configuration, int port) throws Throwable {
        try (var arena = Arena.ofShared()) {
            var linker = Linker.nativeLinker();
            var symbols = SymbolLookup.libraryLookup(library, arena);

            // The JVM keeps its own signal handlers; the engine's would fight them over SIGSEGV.
            linker.downcallHandle(
                            symbols.findOrThrow("chdb_set_signal_handlers_enabled"),
                            FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT))
                    .invokeExact(0);

            var arguments = List.of(
                    "clickhouse",
                    "--path=" + data,
                    "--config-file=" + configuration,
                    "--query=" + SERVE,
                    "--",
                    "--http_port=" + port,
                    "--listen_host=127.0.0.1");
            var argv = arena.allocate(ValueLayout.ADDRESS, arguments.size());
            for (int i = 0; i < arguments.size(); i++) {
                argv.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(arguments.get(i)));
            }
            var result = (MemorySegment) linker.downcallHandle(
                            symbols.findOrThrow("chdb_query_cmdline"),
                            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS))
                    .invokeExact(arguments.size(), argv);
            var error = (MemorySegment) linker.downcallHandle(
                            symbols.findOrThrow("chdb_result_error"),
                            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS))
                    .invokeExact(result);
            var message = error.equals(MemorySegment.NULL)
                    ? "the engine returned"
                    : error.reinterpret(Long.MAX_VALUE).getString(0);
            throw new IllegalStateException("ClickHouse ended: " + message);
        }
    }
}
