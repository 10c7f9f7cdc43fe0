/** The queue and its workers on a real store and a real mail server. */
@NullMarked
package dev.traza.notification.dispatch;

import org.jspecify.annotations.NullMarked;
