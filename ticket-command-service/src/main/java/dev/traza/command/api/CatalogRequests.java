package dev.traza.command.api;

import dev.traza.contract.catalog.CatalogItem;
import dev.traza.contract.catalog.FieldCondition;
import dev.traza.contract.catalog.FieldType;
import dev.traza.contract.catalog.FormField;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.ProcedureStep;
import dev.traza.contract.ticket.StepKind;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The bodies of requests about the service catalog. */
@SuppressWarnings("NullAway") // what is not marked nullable is checked by its constraints before it is used
final class CatalogRequests {

    private CatalogRequests() {}

    @Schema(name = "DefineCatalogItem", description = "The item in full; what is left out is not there")
    record Item(
            @NotBlank @Size(max = Limits.NAME) @Text String name,

            @Schema(description = "The name in other languages, by BCP 47 tag") @Nullable @Size(max = Limits.LANGUAGES)
            Map<@NotBlank @Size(max = Limits.LANGUAGE) String, @NotBlank @Size(max = Limits.NAME) @Text String> names,

            @Nullable @Size(max = Limits.REASON) @Text(multiline = true)
            String description,

            @Schema(description = "The department that serves it") @Nullable @Size(min = 1, max = Limits.ID) @Text
            String deskId,

            @Schema(description = "Of the tickets opened with it; INCIDENT when left out") @Nullable
            TicketType type,

            @Schema(description = "Of tickets that do not say theirs") @Nullable
            Impact impact,

            @Schema(description = "Of tickets that do not say theirs") @Nullable
            Urgency urgency,

            @Schema(description = "A word that service-level policies can ask for", examples = "next-day")
            @Nullable
            @Size(min = 1, max = Limits.TAG)
            @Text
            String slaHint,

            @Schema(description = "Whether requesters see it and may open tickets with it; true when left out")
            @Nullable
            Boolean visible,

            @Schema(description = "What has to be said, in the order in which it is asked")
            @Nullable
            @Size(max = Limits.CUSTOM_FIELDS)
            List<@NotNull @Valid Field> form,

            @Schema(description = "What is done and approved for each ticket that is opened with it")
            @Nullable
            @Size(max = Limits.STEPS)
            List<@NotNull @Valid Step> procedure) {

        CatalogItem item() {
            return new CatalogItem(
                    name,
                    names == null ? Map.of() : new TreeMap<>(names),
                    description,
                    deskId,
                    type == null ? TicketType.INCIDENT : type,
                    impact,
                    urgency,
                    slaHint,
                    visible == null || visible,
                    form == null ? List.of() : form.stream().map(Field::field).toList(),
                    procedure == null
                            ? null
                            : procedure.stream().map(Step::step).toList());
        }
    }

    @Schema(
            name = "ProcedureStep",
            description = "A task, or an approval; which of the fields it has follows from that")
    record Step(
            @Schema(description = "A word that no other step has", examples = "order-laptop")
            @NotBlank
            @Size(max = Limits.STEP_ID)
            @Text
            String id,

            @NotNull StepKind kind,

            @Schema(
                    description =
                            "Ids of the steps that have to be done before it begins; left out, it begins with the ticket")
            @Nullable
            @Size(max = Limits.STEPS)
            List<@NotBlank @Size(max = Limits.STEP_ID) @Text String> after,

            @Schema(description = "Of a TASK: what is to be done") @Nullable @Size(max = Limits.TITLE) @Text
            String title,

            @Schema(description = "Of a TASK; the ticket's own team when left out")
            @Nullable
            @Size(min = 1, max = Limits.ID)
            @Text
            String teamId,

            @Schema(
                    description =
                            "Of a TASK: whether the ticket may be resolved only when it is done; true when left out")
            @Nullable
            Boolean mandatory,

            @Schema(description = "Of an APPROVAL: what is to be approved")
            @Nullable
            @Size(max = Limits.REASON)
            @Text(multiline = true)
            String question,

            @Schema(description = "Of an APPROVAL; the ticket's requester is left out")
            @Nullable
            @Size(max = Limits.APPROVERS)
            List<Requests.@NotNull @Valid ApproverBlock> approvers,

            @Schema(description = "How many of them have to approve; all when this and neededPercent are left out")
            @Nullable
            @Min(1)
            @Max(Limits.APPROVERS)
            Integer needed,

            @Schema(description = "How many of them have to approve, in percent, rounded up to people")
            @Nullable
            @Min(1)
            @Max(100)
            Integer neededPercent,

            @Schema(description = "How long they have, from when they are asked; left out, for ever")
            @Nullable
            @Min(1)
            @Max(Limits.SECONDS_OF_A_YEAR)
            Integer expiresAfterSeconds) {

        ProcedureStep step() {
            return new ProcedureStep(
                    id,
                    kind,
                    after == null ? List.of() : after,
                    title,
                    teamId,
                    mandatory == null || mandatory,
                    question,
                    approvers == null
                            ? List.of()
                            : approvers.stream()
                                    .map(Requests.ApproverBlock::approver)
                                    .toList(),
                    needed,
                    neededPercent,
                    expiresAfterSeconds);
        }
    }

    @Schema(name = "FormField")
    record Field(
            @Schema(description = "Under which its value stands in customFields", examples = "assetTag")
            @NotBlank
            @Size(max = Limits.CUSTOM_FIELD_NAME)
            @Text
            String name,

            @NotBlank @Size(max = Limits.NAME) @Text String label,

            @Nullable @Size(max = Limits.LANGUAGES)
            Map<@NotBlank @Size(max = Limits.LANGUAGE) String, @NotBlank @Size(max = Limits.NAME) @Text String> labels,

            @Schema(description = "What to write here") @Nullable @Size(max = Limits.REASON) @Text(multiline = true)
            String help,

            @Schema(
                    description =
                            "NUMBER in decimal notation, DATE as 2026-11-20, BOOLEAN as true or false, MULTI_CHOICE with"
                                    + " commas between the values")
            @NotNull
            FieldType type,

            @Schema(description = "false when left out") @Nullable
            Boolean required,

            @Schema(description = "Of CHOICE and MULTI_CHOICE") @Nullable @Size(max = Limits.FIELD_VALUES)
            List<@NotBlank @Size(max = Limits.NAME) @Text String> values,

            @Schema(description = "Smallest NUMBER") @Nullable
            BigDecimal min,

            @Schema(description = "Greatest NUMBER") @Nullable
            BigDecimal max,

            @Schema(description = "First DATE") @Nullable LocalDate earliest,

            @Schema(description = "Last DATE") @Nullable LocalDate latest,

            @Schema(description = "Fewest characters of a text, or values of MULTI_CHOICE")
            @Nullable
            @Min(0)
            @Max(Limits.CUSTOM_FIELD)
            Integer minLength,

            @Schema(description = "Most characters of a text, or values of MULTI_CHOICE")
            @Nullable
            @Min(0)
            @Max(Limits.CUSTOM_FIELD)
            Integer maxLength,

            @Schema(description = "When it is asked at all; left out, always") @Nullable @Valid
            Condition visibleWhen,

            @Schema(description = "When it has to be filled in although it is not required") @Nullable @Valid
            Condition requiredWhen) {

        FormField field() {
            return new FormField(
                    name,
                    label,
                    labels == null ? Map.of() : new TreeMap<>(labels),
                    help,
                    type,
                    Boolean.TRUE.equals(required),
                    values == null ? List.of() : values,
                    min,
                    max,
                    earliest,
                    latest,
                    minLength,
                    maxLength,
                    visibleWhen == null ? null : visibleWhen.condition(),
                    requiredWhen == null ? null : requiredWhen.condition());
        }
    }

    @Schema(
            name = "FieldCondition",
            description = "Met when the field has one of the values; without values, any value")
    record Condition(
            @Schema(description = "A field that stands earlier in the form")
            @NotBlank
            @Size(max = Limits.CUSTOM_FIELD_NAME)
            @Text
            String field,

            @Nullable @Size(max = Limits.FIELD_VALUES)
            List<@NotBlank @Size(max = Limits.CUSTOM_FIELD) @Text(multiline = true) String> values) {

        FieldCondition condition() {
            return new FieldCondition(field, values == null ? List.of() : values);
        }
    }

    @Schema(name = "RestoreCatalogItem")
    record Restoration(
            @Schema(examples = "hardware/printer") @NotBlank @Size(max = Limits.CATEGORY) @Text
            String path) {}
}
