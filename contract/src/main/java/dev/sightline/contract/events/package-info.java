/** What travels between the services: Protobuf messages, their topics and keys. Depends on no service and no framework. */
@NullMarked
package dev.sightline.contract.events;

import org.jspecify.annotations.NullMarked;
