/** Mails about accounts, and the links in them. */
@NullMarked
package dev.sightline.query.mail;

import org.jspecify.annotations.NullMarked;
