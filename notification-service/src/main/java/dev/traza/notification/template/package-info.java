/** What people read: subject, text and HTML in their language. */
@NullMarked
package dev.traza.notification.template;

import org.jspecify.annotations.NullMarked;
