/** Traza's own services as processes of this machine, exactly the artefacts that production runs. */
@NullMarked
package dev.traza.stack.service;

import org.jspecify.annotations.NullMarked;
