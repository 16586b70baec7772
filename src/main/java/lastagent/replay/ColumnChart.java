package lastagent.replay;

import java.util.List;
import java.util.Locale;

/**
 * Columns of stacked parts, drawn as SVG. It carries no colours of its own: each part has a class of the page's style sheet.
 *
 * @param name what it shows, as its text alternative
 * @param classes of the parts, from the bottom up
 * @param columns from left to right
 */
record ColumnChart(String name, List<String> classes, List<Column> columns) {

    private static final int LEFT = 46;
    private static final int TOP = 12;
    private static final int BOTTOM = 24;
    private static final int TICKS = 4;

    /**
     * One column.
     *
     * @param label below it
     * @param parts from the bottom up
     * @param told what it says, shown where the pointer rests on it
     */
    record Column(String label, List<Long> parts, String told) {
        long sum() {
            return parts.stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * The drawing.
     *
     * @param sizeClass of the page's style sheet: where this size is shown
     * @param labelEvery so many columns there is a label
     */
    String svg(int width, int height, int labelEvery, String sizeClass) {
        long step = step(columns.stream().mapToLong(Column::sum).max().orElse(0));
        long top = step * TICKS;
        int floor = height - BOTTOM;
        double perUnit = (double) (floor - TOP) / top;
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg class=\"%s\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
                sizeClass,
                width,
                height,
                Html.escaped(name)));
        for (int tick = 0; tick <= TICKS; tick++) {
            double y = floor - tick * step * perUnit;
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
                            + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n",
                    LEFT,
                    width,
                    y,
                    y,
                    LEFT - 6,
                    y + 4,
                    brief(tick * step)));
        }
        double slot = (double) (width - LEFT) / columns.size();
        for (int i = 0; i < columns.size(); i++) {
            drawn(svg, columns.get(i), LEFT + i * slot, slot, floor, perUnit);
            if (i % labelEvery == 0) {
                svg.append(String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                        LEFT + (i + 0.5) * slot,
                        height - 6,
                        Html.escaped(columns.get(i).label())));
            }
        }
        return svg.append("</svg>\n").toString();
    }

    private void drawn(StringBuilder svg, Column column, double x, double slot, int floor, double perUnit) {
        double wide = Math.min(slot * 0.72, 46);
        double y = floor;
        svg.append("<g><title>").append(Html.escaped(column.told())).append("</title>");
        for (int part = 0; part < column.parts().size(); part++) {
            double high = column.parts().get(part) * perUnit;
            y -= high;
            if (high > 0) {
                svg.append(String.format(
                        Locale.ROOT,
                        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                        classes.get(part),
                        x + (slot - wide) / 2,
                        y,
                        wide,
                        high));
            }
        }
        svg.append("</g>\n");
    }

    // 1, 2 or 5 times a power of ten, so that the axis has round figures.
    static long step(long most) {
        long least = Math.max(1, (most + TICKS - 1) / TICKS);
        for (long power = 1; ; power *= 10) {
            for (int factor : new int[] {1, 2, 5}) {
                if (factor * power >= least) {
                    return factor * power;
                }
            }
        }
    }

    private static String brief(long number) {
        if (number >= 1_000_000) {
            return String.format(Locale.ROOT, number % 1_000_000 == 0 ? "%.0f M" : "%.1f M", number / 1e6);
        }
        return number >= 10_000 ? number / 1000 + " k" : Spell.number(number);
    }
}
