package lastagent.replay;

import java.util.List;
import java.util.Locale;

/** The trunks as a list of bars, whose lengths are the shares of calls that came back soon. */
final class TrunkBars {

    private static final int WIDTH = 1000;

    private TrunkBars() {}

    /** The list, the longest bar as long as it can be. */
    static String of(List<Report.Trunk> trunks) {
        double longest = trunks.stream().mapToDouble(Report.Trunk::share).max().orElse(0);
        StringBuilder list = new StringBuilder("<ul class=\"bars\">\n");
        for (Report.Trunk trunk : trunks) {
            double wide = longest == 0 ? 0 : WIDTH * trunk.share() / longest;
            list.append(String.format(
                    Locale.ROOT,
                    "<li><span>%s</span> <b>%s</b><svg viewBox=\"0 0 %d 10\" preserveAspectRatio=\"none\" height=\"10\""
                            + " aria-hidden=\"true\"><rect class=\"fill-bar\" width=\"%d\" height=\"10\"/>"
                            + "<rect class=\"fill-another\" width=\"%.1f\" height=\"10\"/></svg></li>%n",
                    Html.escaped(trunk.trunk()),
                    Spell.share(trunk.share()),
                    WIDTH,
                    WIDTH,
                    wide));
        }
        return list.append("</ul>\n").toString();
    }
}
