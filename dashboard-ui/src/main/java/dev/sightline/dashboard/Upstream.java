package dev.sightline.dashboard;

import io.vertx.core.net.SocketAddress;
import java.net.URI;

/** A service behind the one origin. */
record Upstream(String name, SocketAddress address) {

    static Upstream of(String name, URI url) {
        if (url.getHost() == null || !"http".equals(url.getScheme())) {
            throw new IllegalArgumentException("the address of the " + name + " must be http://host:port, got " + url);
        }
        int port = url.getPort() == -1 ? 80 : url.getPort();
        return new Upstream(name, SocketAddress.inetSocketAddress(port, url.getHost()));
    }
}
