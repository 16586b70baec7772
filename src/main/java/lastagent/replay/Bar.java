package lastagent.replay;

import java.util.List;
import java.util.Locale;

/** One bar that shows the parts of a whole, drawn as SVG. */
final class Bar {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 34;

    private Bar() {}

    /**
     * The drawing.
     *
     * @param told its text alternative
     * @param classes of the parts, from left to right
     */
    static String of(String told, List<String> classes, List<Long> parts) {
        long whole = parts.stream().mapToLong(Long::longValue).sum();
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg class=\"share\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" height=\"%d\" role=\"img\" aria-label=\"%s\">"
                        + "<rect class=\"fill-bar\" width=\"%d\" height=\"%d\"/>",
                WIDTH,
                HEIGHT,
                HEIGHT,
                Html.escaped(told),
                WIDTH,
                HEIGHT));
        double x = 0;
        for (int part = 0; part < parts.size() && whole > 0; part++) {
            double wide = (double) WIDTH * parts.get(part) / whole;
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"%s\" x=\"%.1f\" width=\"%.1f\" height=\"%d\"/>",
                    classes.get(part),
                    x,
                    wide,
                    HEIGHT));
            x += wide;
        }
        return svg.append("</svg>\n").toString();
    }
}
