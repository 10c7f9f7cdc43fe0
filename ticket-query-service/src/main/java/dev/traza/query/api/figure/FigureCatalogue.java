package dev.traza.query.api.figure;

import dev.traza.query.figures.Dimension;
import dev.traza.query.figures.Figure;
import dev.traza.query.figures.Measure;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All figures that there are, with what each says. */
@Schema(name = "FigureCatalogue")
public record FigureCatalogue(List<Entry> items) {

    /**
     * One figure.
     *
     * @param figure its name in addresses
     * @param measure what kind of number it is, and so which fields its values have
     * @param countsAt what decides to which bucket something belongs, and to whom it is attributed
     * @param times in what time it can be measured; empty where it measures none
     * @param dimensions by what it can be grouped and narrowed
     */
    @Schema(name = "FigureDefinition")
    public record Entry(
            String figure,
            Measure measure,
            String definition,
            String countsAt,
            List<String> times,
            List<String> dimensions) {}

    static FigureCatalogue all() {
        return new FigureCatalogue(
                Arrays.stream(Figure.values()).map(FigureCatalogue::entry).toList());
    }

    private static Entry entry(Figure figure) {
        return new Entry(
                figure.path(),
                figure.measure(),
                figure.definition(),
                figure.countsAt(),
                figure.measure() == Measure.TIME
                        ? Arrays.stream(FigureParameters.Time.values())
                                .map(FigureParameters.Time::parameter)
                                .toList()
                        : List.of(),
                Arrays.stream(Dimension.values()).map(Dimension::parameter).toList());
    }
}
