/** What the dashboard and programs ask: figures, inferences, devices, people and keys, each scoped by its workspace. */
@NullMarked
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Sightline",
                        version = "1",
                        description = "How computer vision models behave over time. Everything is scoped by the"
                                + " caller's workspace; times are UTC, durations seconds; null is unknown and never 0;"
                                + " what goes wrong is an application/problem+json.",
                        license = @License(name = "Apache-2.0")),
        servers = @Server(url = "/"),
        security = {@SecurityRequirement(name = "session"), @SecurityRequirement(name = "key")},
        components =
                @Components(
                        securitySchemes = {
                            @SecurityScheme(
                                    securitySchemeName = "session",
                                    type = SecuritySchemeType.APIKEY,
                                    in = SecuritySchemeIn.COOKIE,
                                    apiKeyName = Session.COOKIE),
                            @SecurityScheme(
                                    securitySchemeName = "key",
                                    type = SecuritySchemeType.HTTP,
                                    scheme = "bearer")
                        }))
package dev.sightline.query;

import dev.sightline.contract.access.Session;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeIn;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.servers.Server;
import org.jspecify.annotations.NullMarked;
