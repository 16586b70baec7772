package lastagent.asterisk.cdr;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a file of separated values is written, as its first rows tell.
 *
 * @param separator between columns
 * @param headers records that come before the first row
 * @param layouts by a row's number of columns; a row of another number is none
 * @param order of dates with slashes
 * @param description for a person
 */
record CsvFormat(byte separator, int headers, Map<Integer, CdrLayout> layouts, DayOrder order, String description) {

    private static final byte[] SEPARATORS = {',', ';', '\t'};
    private static final int ROWS_LOOKED_AT = 500;
    private static final int NAMES_OF_A_HEADER = 4;
    private static final int MOST_LINES_BEFORE = 4;
    private static final int WIDEST = 256;

    /**
     * Looks at a file's beginning.
     *
     * @param window at the file's beginning; it stays there
     * @param set which column a field is, where somebody says so
     * @throws IOException if this is no CDR that is known, with what was seen and what can be done
     */
    static CsvFormat find(ByteWindow window, Map<CdrField, String> set) throws IOException {
        window.hold(ByteWindow.MOST_HELD);
        List<List<String>> best = List.of();
        byte separator = SEPARATORS[0];
        for (byte candidate : SEPARATORS) {
            List<List<String>> rows = rows(window, candidate);
            if (widest(rows) > widest(best)) {
                best = rows;
                separator = candidate;
            }
        }
        if (best.isEmpty()) {
            return new CsvFormat(separator, 0, Map.of(), DayOrder.DAY_FIRST, "no rows");
        }
        for (int line = 0; line < Math.min(MOST_LINES_BEFORE, best.size()); line++) {
            if (CdrLayout.known(best.get(line)) >= NAMES_OF_A_HEADER) {
                return byHeader(separator, best, line, set);
            }
        }
        return byRows(separator, best, set);
    }

    private static CsvFormat byHeader(byte separator, List<List<String>> rows, int line, Map<CdrField, String> set)
            throws IOException {
        List<String> names = rows.get(line);
        CdrLayout layout = CdrLayout.ofColumns(names, set);
        Map<Integer, CdrLayout> layouts = new TreeMap<>();
        layouts.put(names.size(), layout);
        // Some exports end each row, but not the header, with a separator.
        layouts.put(names.size() + 1, layout);
        return new CsvFormat(
                        separator, line + 1, layouts, DayOrder.DAY_FIRST, "a header with " + names.size() + " columns")
                .ordered(rows.subList(line + 1, rows.size()));
    }

    private static CsvFormat byRows(byte separator, List<List<String>> rows, Map<CdrField, String> set)
            throws IOException {
        String seen = "there is no header, and the first row is "
                + rows.getFirst().stream().limit(30).map(Rejects::quoted).collect(Collectors.joining(", "));
        for (int shift = 0; shift <= 1; shift++) {
            for (StockLayout stock : StockLayout.values()) {
                int asked = shift;
                List<List<String>> fitting =
                        rows.stream().filter(row -> stock.fits(row, asked)).toList();
                if (2 * fitting.size() > rows.size()) {
                    return byPosition(separator, stock, shift, fitting, set, seen)
                            .ordered(fitting);
                }
            }
        }
        CdrLayout layout = CdrLayout.ofPositions("columns as set", Map.of(), set, seen);
        Map<Integer, CdrLayout> layouts = new TreeMap<>();
        int fewest = layout.columns().values().stream()
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElse(0)
                + 1;
        for (int columns = fewest; columns <= WIDEST; columns++) {
            layouts.put(columns, layout);
        }
        return new CsvFormat(separator, 0, layouts, DayOrder.DAY_FIRST, layout.description()).ordered(rows);
    }

    private static CsvFormat byPosition(
            byte separator,
            StockLayout stock,
            int shift,
            List<List<String>> rows,
            Map<CdrField, String> set,
            String seen)
            throws IOException {
        Map<Integer, List<List<String>>> byColumns =
                rows.stream().collect(Collectors.groupingBy(List::size, TreeMap::new, Collectors.toList()));
        String counts = byColumns.keySet().stream().map(String::valueOf).collect(Collectors.joining(", "));
        String description = "no header, " + stock.title() + ", " + counts + " columns";
        for (int columns = stock.fewest() + shift; columns <= stock.most() + shift; columns++) {
            byColumns.putIfAbsent(columns, List.of());
        }
        Map<Integer, CdrLayout> layouts = new TreeMap<>();
        for (Map.Entry<Integer, List<List<String>>> entry : byColumns.entrySet()) {
            Map<CdrField, Integer> places = stock.places(entry.getKey(), entry.getValue(), shift);
            layouts.put(entry.getKey(), CdrLayout.ofPositions(description, places, set, seen));
        }
        return new CsvFormat(separator, 0, layouts, DayOrder.DAY_FIRST, description);
    }

    /** The same with what these rows say of the order of day and month. */
    private CsvFormat ordered(List<List<String>> rows) {
        List<DayOrder.Dated> dated = rows.stream()
                .flatMap(row -> Optional.ofNullable(layouts.get(row.size())).stream()
                        .map(layout -> new DayOrder.Dated(
                                row.get(layout.at(CdrField.START)),
                                layout.column(CdrField.UNIQUE_ID).isPresent()
                                        ? row.get(layout.at(CdrField.UNIQUE_ID))
                                        : "")))
                .toList();
        DayOrder.Evidence evidence = DayOrder.of(dated);
        String said = evidence.certain()
                ? evidence.order() == DayOrder.MONTH_FIRST ? ", dates with the month first" : ""
                : ", dates taken to have the day first, which nothing in the first rows tells";
        return new CsvFormat(separator, headers, layouts, evidence.order(), description + said);
    }

    /** The numbers of columns that a row can have, for a person. */
    String columns() {
        int fewest = layouts.keySet().stream().mapToInt(Integer::intValue).min().orElse(0);
        int most = layouts.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
        return headers > 0 || fewest == most ? String.valueOf(fewest) : fewest + " to " + most;
    }

    private static int widest(List<List<String>> rows) {
        return rows.stream().mapToInt(List::size).max().orElse(0);
    }

    /** The first rows that can be cut; of a torn one the first line is passed over. */
    private static List<List<String>> rows(ByteWindow window, byte separator) {
        List<List<String>> rows = new ArrayList<>();
        CsvRecord record = CsvRecord.quoted(separator);
        int at = window.from();
        while (at < window.to() && rows.size() < ROWS_LOOKED_AT) {
            if (!record.read(window.bytes(), at, window.to(), window.endsThere())) {
                at = window.lineEnd(at) + 1;
            } else {
                if (!record.blank()) {
                    rows.add(record.texts());
                }
                at = record.end();
            }
        }
        return rows;
    }
}
