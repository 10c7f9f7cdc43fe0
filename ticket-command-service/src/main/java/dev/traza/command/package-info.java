/** The write side of Traza: takes wishes over HTTP, decides them one ticket at a time, and puts what happened on record. */
@NullMarked
package dev.traza.command;

import org.jspecify.annotations.NullMarked;
