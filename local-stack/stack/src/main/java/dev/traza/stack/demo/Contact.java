package dev.traza.stack.demo;

import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Urgency;
import java.util.List;

/** One contact with support and what comes of it. */
record Contact(
        int number,
        Channel channel,
        Material.Person person,
        Material.Matter matter,
        Impact impact,
        Urgency urgency,
        List<Step> steps) {

    Contact {
        steps = List.copyOf(steps);
    }

    Material.Wording wording() {
        return matter.in(person.language());
    }
}
