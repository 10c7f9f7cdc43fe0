package dev.traza.query.words;

import dev.traza.contract.routing.RoutingEvent;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.sla.SlaMeasure;
import java.time.Instant;

/** What clocks and routing tell; staff only. */
final class ClockPhrases {

    private ClockPhrases() {}

    static Phrase of(SlaEvent event) {
        Phrase.Word metric = Phrase.Word.of(event.measure().metric());
        return switch (event) {
            case SlaEvent.SlaStarted started -> due(Phrase.of("SlaStarted", metric), started.measure());
            case SlaEvent.SlaPaused paused -> Phrase.of("SlaPaused", metric, Phrase.Word.of(paused.because()));
            case SlaEvent.SlaResumed resumed -> due(Phrase.of("SlaResumed", metric), resumed.measure());
            case SlaEvent.SlaRetargeted retargeted -> due(Phrase.of("SlaRetargeted", metric), retargeted.measure());
            case SlaEvent.SlaWarned warned ->
                due(Phrase.of("SlaWarned", metric, warned.thresholdPercent()), warned.measure());
            case SlaEvent.SlaBreached _ -> Phrase.of("SlaBreached", metric);
            case SlaEvent.SlaMet met -> Phrase.of(met.breached() ? "SlaMet.late" : "SlaMet", metric);
            case SlaEvent.SlaCancelled _ -> Phrase.of("SlaCancelled", metric);
        };
    }

    static Phrase of(RoutingEvent event) {
        return switch (event) {
            case RoutingEvent.TicketRouted routed ->
                (routed.agentId() == null
                                ? Phrase.of("TicketRouted.team", routed.teamId(), routed.deskId())
                                : Phrase.of("TicketRouted", routed.agentId(), routed.teamId(), routed.deskId()))
                        .then(Phrase.of("rule", routed.ruleId(), routed.ruleVersion()))
                        .said(routed.explanation());
            case RoutingEvent.EscalationDecided escalated ->
                Phrase.of("EscalationDecided", Phrase.Word.of(escalated.kind())).said(escalated.explanation());
        };
    }

    private static Phrase due(Phrase phrase, SlaMeasure measure) {
        Instant dueAt = measure.dueAt();
        return dueAt == null ? phrase : phrase.then(Phrase.of("due", dueAt));
    }
}
