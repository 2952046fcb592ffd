/** Who may do what: API keys, their scopes, roles and sessions, as every service understands them. */
@NullMarked
package dev.sightline.contract.access;

import org.jspecify.annotations.NullMarked;
