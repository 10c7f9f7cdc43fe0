package dev.traza.query.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of the questions. */
@ConfigMapping(prefix = "traza.query.api")
public interface ApiConfig {

    /** Items of a page when the caller does not say. */
    @WithDefault("20")
    int defaultLimit();

    /** Most items of a page. */
    @WithDefault("100")
    int maxLimit();

    /** Most values of one filter. */
    @WithDefault("50")
    int maxValues();

    /** Most characters of one filter's value. */
    @WithDefault("255")
    int maxValueLength();

    /** Most characters of {@code q}. */
    @WithDefault("200")
    int maxTextLength();

    /** Most characters of which suggestions are made. */
    @WithDefault("100")
    int maxSuggestionLength();

    /** Suggestions when the caller does not say. */
    @WithDefault("8")
    int defaultSuggestions();

    /** Most suggestions. */
    @WithDefault("20")
    int maxSuggestions();

    /** Similar tickets, or duplicates, when the caller does not say. */
    @WithDefault("5")
    int defaultAlike();

    /** Most similar tickets, or duplicates. */
    @WithDefault("20")
    int maxAlike();

    /** Most keys of {@code sort}. */
    @WithDefault("4")
    int maxSortKeys();

    /** Most parameters of one list. */
    @WithDefault("50")
    int maxParameters();

    /** Most facets of one list; each is counted by a question of its own. */
    @WithDefault("10")
    int maxFacets();

    /**
     * Most events looked at for one page of a timeline. A requester is not shown all of them, so such a page can be short
     * and still have a next one.
     */
    @WithDefault("1000")
    int maxTimelineScan();

    /**
     * How long the status of a command that nobody has heard of is waited for: the 202 that names it may be quicker than
     * the log.
     */
    @WithDefault("500ms")
    Duration commandGrace();
}
