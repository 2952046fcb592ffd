/** People, workspaces, memberships and the sessions they sign in to. */
@NullMarked
package dev.sightline.query.account;

import org.jspecify.annotations.NullMarked;
