/** The store of attachments: bytes under their hash, kept for ever, and uploads that wait to be used. */
@NullMarked
package dev.traza.blob;

import org.jspecify.annotations.NullMarked;
