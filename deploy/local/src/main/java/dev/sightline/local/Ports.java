package dev.sightline.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where everything listens: the services from the base on in the order of the README, the engines from base + 10 on. */
public record Ports(int base) {
    /** The README's ports: the dashboard on 8080. */
    public static final int DEFAULT_BASE = 8080;

    public Ports {
        if (base < 1024 || base > 65_500) {
            throw new IllegalArgumentException("--port-base lies in 1024 to 65500, got " + base);
        }
    }

    public int dashboard() {
        return base;
    }

    public int ingest() {
        return base + 1;
    }

    public int stats() {
        return base + 2;
    }

    public int query() {
        return base + 3;
    }

    public int alert() {
        return base + 4;
    }

    /** Those of the services. */
    List<Integer> services() {
        return List.of(dashboard(), ingest(), stats(), query(), alert());
    }

    /** Where the instance of this number listens, from 1 on, when several share the port of their service. */
    public int instance(int service, int number) {
        return service + 10 * (number + 1);
    }

    public int kafka() {
        return base + 10;
    }

    public int kafkaController() {
        return base + 11;
    }

    public int clickHouse() {
        return base + 12;
    }

    public int postgres() {
        return base + 13;
    }

    public int s3() {
        return base + 14;
    }

    public int smtp() {
        return base + 15;
    }

    public int inbox() {
        return base + 16;
    }

    /** Who wants which of these ports, and cannot have it because something else listens there. */
    List<String> taken() {
        var taken = new ArrayList<String>();
        byName().forEach((name, port) -> {
            if (!isFree(port)) {
                taken.add(name + " (" + port + ")");
            }
        });
        return taken;
    }

    private Map<String, Integer> byName() {
        var ports = new LinkedHashMap<String, Integer>();
        ports.put("dashboard", dashboard());
        ports.put("ingest-service", ingest());
        ports.put("stats-service", stats());
        ports.put("query-service", query());
        ports.put("alert-service", alert());
        ports.put("Kafka", kafka());
        ports.put("Kafka's controller", kafkaController());
        ports.put("ClickHouse", clickHouse());
        ports.put("PostgreSQL", postgres());
        ports.put("S3", s3());
        ports.put("SMTP", smtp());
        ports.put("inbox", inbox());
        return ports;
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
