/** Who is told what, without any server. */
@NullMarked
package dev.traza.notification.rule;

import org.jspecify.annotations.NullMarked;
