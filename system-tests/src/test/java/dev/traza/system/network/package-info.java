/** What stands between clients and services in a real installation. */
@NullMarked
package dev.traza.system.network;

import org.jspecify.annotations.NullMarked;
