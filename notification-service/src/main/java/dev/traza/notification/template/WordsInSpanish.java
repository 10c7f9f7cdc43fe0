package dev.traza.notification.template;

import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.Priority;
import dev.traza.notification.rule.ApprovalResult;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;

/** Everything that letters say by themselves, in Spanish. */
@Localized("es")
public interface WordsInSpanish extends Words {

    @Override
    @Message("Hola, {name}:")
    String greeting(String name);

    @Override
    @Message("Hola:")
    String greetingWithoutName();

    @Override
    @Message("Adjunto")
    String file();

    @Override
    @Message("Abrir {number}")
    String open(String number);

    @Override
    @Message("Soporte")
    String support();

    @Override
    @Message("Solicitante")
    String requester();

    @Override
    @Message("Prioridad")
    String priorityLabel();

    @Override
    @Message("{#when priority}{#is CRITICAL}Crítica{#is HIGH}Alta{#is NORMAL}Normal{#is LOW}Baja{/when}")
    String priority(Priority priority);

    @Override
    @Message("Equipo")
    String team();

    @Override
    @Message("Asignado a")
    String assignee();

    @Override
    @Message("Vence")
    String due();

    @Override
    @Message("Tiempo acordado")
    String target();

    @Override
    @Message("{#when metric}{#is FIRST_RESPONSE}la primera respuesta{#is RESOLUTION}la resolución{/when}")
    String metric(SlaMetric metric);

    @Override
    @Message("Recibes este correo porque pediste ayuda a soporte. Para añadir algo, simplemente respóndelo.")
    String footerForRequester();

    @Override
    @Message("Recibes este correo porque participas en esta solicitud. Para añadir algo, simplemente respóndelo.")
    String footerForParticipant();

    @Override
    @Message("Recibes este correo por tu papel en este ticket.")
    String footerForStaff();

    @Override
    @Message("Hemos recibido tu solicitud")
    String receivedTitle();

    @Override
    @Message(
            "Tu solicitud tiene el número {number}. Te responderemos; una respuesta a este correo llega al mismo ticket.")
    String receivedLead(String number);

    @Override
    @Message("Escribiste")
    String youWrote();

    @Override
    @Message("{author} ha respondido a tu solicitud")
    String repliedTitle(String author);

    @Override
    @Message("{author} ha escrito sobre la solicitud")
    String saidTitle(String author);

    @Override
    @Message("{name} escribió")
    String wrote(String name);

    @Override
    @Message("La persona solicitante")
    String theRequester();

    @Override
    @Message("Nuevo comentario: {subject}")
    String commentedSubject(String subject);

    @Override
    @Message("{requester} ha comentado en {number}")
    String commentedTitle(String requester, String number);

    @Override
    @Message("Asignado a ti: {subject}")
    String assignedSubject(String subject);

    @Override
    @Message("{number} está asignado a ti")
    String assignedTitle(String number);

    @Override
    @Message("{percent} % del tiempo consumido: {subject}")
    String nearingSubject(int percent, String subject);

    @Override
    @Message("Se ha consumido el {percent} % del tiempo para {metric}")
    String nearingTitle(int percent, String metric);

    @Override
    @Message("Vencido: {subject}")
    String missedSubject(String subject);

    @Override
    @Message("Se ha agotado el tiempo para {metric}")
    String missedTitle(String metric);

    @Override
    @Message("{hours} h {minutes} min de tiempo laborable")
    String workingTime(long hours, long minutes);

    @Override
    @Message("Tu solicitud está resuelta")
    String resolvedTitle();

    @Override
    @Message("Si algo sigue sin funcionar, responde a este correo.")
    String resolvedLead();

    @Override
    @Message("La solución")
    String solution();

    @Override
    @Message("Reabierto: {subject}")
    String reopenedSubject(String subject);

    @Override
    @Message("{number} se ha reabierto")
    String reopenedTitle(String number);

    @Override
    @Message("El motivo")
    String reason();

    @Override
    @Message("Decidir antes del")
    String decideBefore();

    @Override
    @Message("Se necesita tu aprobación: {subject}")
    String approvalAskedSubject(String subject);

    @Override
    @Message("{number} espera tu aprobación")
    String approvalAskedTitle(String number);

    @Override
    @Message("Apruébalo o deniégalo en el portal.")
    String approvalAskedLead();

    @Override
    @Message("Lo que hay que aprobar")
    String toBeApproved();

    @Override
    @Message(
            "{#when result}{#is GRANTED}Aprobado{#is DENIED}Denegado{#is EXPIRED}Sin decisión a tiempo{/when}: {subject}")
    String approvalEndedSubject(ApprovalResult result, String subject);

    @Override
    @Message(
            "{#when result}{#is GRANTED}Se ha concedido la aprobación de {number}{#is DENIED}Se ha denegado la aprobación de {number}{#is EXPIRED}La aprobación de {number} no se decidió a tiempo{/when}")
    String approvalEndedTitle(ApprovalResult result, String number);

    @Override
    @Message(
            "{#when result}{#is GRANTED}Tu solicitud ha sido aprobada{#is DENIED}Tu solicitud no ha sido aprobada{#is EXPIRED}La aprobación de tu solicitud no llegó a tiempo{/when}")
    String requestDecidedTitle(ApprovalResult result);

    @Override
    @Message("Se ha detenido el procedimiento de {number}")
    String procedureStoppedTitle(String number);

    @Override
    @Message("Sus pasos ya no se suceden por sí mismos; el ticket sigue a mano.")
    String procedureStoppedLead();

    @Override
    @Message("Tu solicitud continúa como {into}")
    String goesOnTitle(String into);

    @Override
    @Message(
            "Trata del mismo asunto que {into}, así que respondemos a las dos allí. Ahora participas en esa solicitud.")
    String goesOnLead(String into);

    @Override
    @Message("{number} continúa en {into}")
    String mergedTitle(String number, String into);

    @Override
    @Message("Tu solicitud se atiende de nuevo por separado")
    String separateTitle();

    @Override
    @Message("Conserva su número, {number}.")
    String separateLead(String number);

    @Override
    @Message("{number} se ha separado de {from}")
    String unmergedTitle(String number, String from);

    @Override
    @Message("{source} continúa en {number}")
    String absorbedTitle(String source, String number);

    @Override
    @Message("Todo lo dependiente está hecho: {subject}")
    String childrenDoneSubject(String subject);

    @Override
    @Message(
            "{#if children == 1}El ticket que depende de {number} está terminado{#else}Los {children} tickets que dependen de {number} están terminados{/if}")
    String childrenDoneTitle(int children, String number);

    @Override
    @Message("Lo que pertenece a este ticket está resuelto o cerrado, así que también se puede resolver.")
    String childrenDoneLead();

    @Override
    @Message("Una solución para {subject}")
    String resolutionOfferedSubject(String subject);

    @Override
    @Message("Se ha resuelto {parent}, del que depende {number}")
    String resolutionOfferedTitle(String parent, String number);

    @Override
    @Message("Si eso también resuelve {number}, puedes resolverlo con las mismas palabras.")
    String resolutionOfferedLead(String number);
}
