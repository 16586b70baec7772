package lastagent.replay;

import java.util.List;
import java.util.stream.Collectors;

/** Pieces of a page. Everything that is handed in as text comes out as text. */
final class Html {

    private Html() {}

    /** A text, fit for an element or for an attribute in quotes. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(point);
            }
        });
        return safe.toString();
    }

    /** A list of texts. */
    static String list(List<String> texts) {
        return texts.stream()
                .map(text -> "<li>" + escaped(text) + "</li>\n")
                .collect(Collectors.joining("", "<ul class=\"text\">\n", "</ul>\n"));
    }

    /** A table; the first cell of each row is its heading. */
    static String table(String caption, List<String> columns, List<List<String>> rows) {
        StringBuilder table = new StringBuilder("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .append(escaped(caption))
                .append("\"><table>\n<caption>")
                .append(escaped(caption))
                .append("</caption>\n<thead><tr>");
        columns.forEach(column ->
                table.append("<th scope=\"col\">").append(escaped(column)).append("</th>"));
        table.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows) {
            table.append("<tr><th scope=\"row\">")
                    .append(escaped(row.getFirst()))
                    .append("</th>");
            row.stream()
                    .skip(1)
                    .forEach(cell -> table.append("<td>").append(escaped(cell)).append("</td>"));
            table.append("</tr>\n");
        }
        return table.append("</tbody></table></div>\n").toString();
    }
}
