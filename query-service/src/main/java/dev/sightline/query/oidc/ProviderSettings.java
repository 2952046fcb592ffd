package dev.sightline.query.oidc;

import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import dev.sightline.contract.access.Role;
import dev.sightline.query.QueryConfig;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The provider as the operator set it up, and whom to believe it. What cannot be meant ends the start of the service. */
record ProviderSettings(
        Issuer issuer,
        ClientID client,
        Secret secret,
        String name,
        List<String> domains,
        Optional<Door> door,
        Duration patience) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Where people belong whom nobody invited. */
    record Door(String workspace, Role role) {}

    /** Empty when no provider is set up. */
    static Optional<ProviderSettings> of(QueryConfig.OidcConfig config) {
        return config.issuer().map(issuer -> {
            require(
                    "https".equals(issuer.getScheme())
                            || ("http".equals(issuer.getScheme()) && LOOPBACK.contains(issuer.getHost())),
                    "SIGHTLINE_OIDC_ISSUER must begin with https:// (http:// only on this machine), got " + issuer);
            require(
                    config.clientId().isPresent() && config.clientSecret().isPresent(),
                    "SIGHTLINE_OIDC_ISSUER needs SIGHTLINE_OIDC_CLIENT_ID and SIGHTLINE_OIDC_CLIENT_SECRET beside it");
            return new ProviderSettings(
                    new Issuer(issuer),
                    new ClientID(config.clientId().orElseThrow()),
                    new Secret(config.clientSecret().orElseThrow()),
                    config.name(),
                    config.domains().orElse(List.of()).stream()
                            .map(domain -> domain.strip().toLowerCase(Locale.ROOT))
                            .toList(),
                    config.workspace().map(workspace -> new Door(workspace, role(config.role()))),
                    config.patience());
        });
    }

    /** Where the provider sends people back to. */
    static URI callback(String publicAddress) {
        return URI.create(publicAddress + "/api/v1/sign-in/provider/callback");
    }

    // A whole company of owners is nobody's wish.
    private static Role role(String id) {
        return Role.of(id)
                .filter(role -> role != Role.OWNER)
                .orElseThrow(
                        () -> new IllegalStateException("SIGHTLINE_OIDC_ROLE must be viewer or editor, got " + id));
    }

    private static void require(boolean holds, String expectation) {
        if (!holds) {
            throw new IllegalStateException(expectation);
        }
    }
}
