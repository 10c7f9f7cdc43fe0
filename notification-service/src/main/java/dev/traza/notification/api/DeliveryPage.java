package dev.traza.notification.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param nextCursor for the next page; absent on the last one */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeliveryPage(
        List<DeliveryView> items, @Nullable String nextCursor) {}
