/**
 * The named projections and their generations: one answers while another is built beside it, and which one answers can
 * change between two requests, never within one. Readers inject {@code TicketStore} or {@code TicketIndex} and hold, for
 * the length of a request, the generation that answers; what runs without a request uses {@code Projections}.
 */
@NullMarked
package dev.traza.query.projection;

import org.jspecify.annotations.NullMarked;
