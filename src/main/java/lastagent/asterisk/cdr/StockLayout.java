package lastagent.asterisk.cdr;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The orders of columns that Asterisk, its samples and its tables come with, for files without a header line. The first
 * columns are fixed; from {@code uniqueid} on they depend on options, so there the rows themselves are asked.
 */
enum StockLayout {
    /**
     * {@code cdr/cdr_csv.c}: 16 columns, then uniqueid if {@code loguniqueid}, userfield if {@code loguserfield}, then
     * peeraccount, linkedid and sequence if {@code newcdrcolumns} (from 11.18 and 13.4). The table of 12 and later has the
     * same beginning, and userfield before uniqueid.
     */
    CDR_CSV(
            "Master.csv of cdr_csv",
            "accountcode src dst dcontext clid channel dstchannel lastapp lastdata"
                    + " start answer end duration billsec disposition amaflags",
            21),
    /** The mapping in the sample {@code cdr_custom.conf}: clid first, accountcode among the last. */
    CDR_CUSTOM(
            "the sample layout of cdr_custom",
            "clid src dst dcontext channel dstchannel lastapp lastdata"
                    + " start answer end duration billsec disposition amaflags accountcode",
            0),
    /** The classic table, which FreePBX and Issabel lengthen. */
    TABLE(
            "the columns of a cdr table",
            "calldate clid src dst dcontext channel dstchannel lastapp lastdata"
                    + " duration billsec disposition amaflags accountcode",
            0);

    /** FreePBX's table: did after uniqueid and userfield, linkedid seven after it. */
    private static final int DID_AFTER = 2;

    private static final int FREEPBX_COLUMNS = 22;

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
    private final List<String> fixed;

    private final int most;

    StockLayout(String title, String fixed, int most) {
        this.title = title;
        this.fixed = List.of(fixed.split(" "));
        this.most = most;
    }

    String title() {
        return title;
    }

    /** The fewest columns that such a row has. */
    int fewest() {
        return fixed.size();
    }

    /** The most columns that a row of this kind can have whatever the options; 0 if only the rows seen tell. */
    int most() {
        return most;
    }

    /** Whether a row reads as one of this kind: a time, a disposition and a number of seconds where they have to be. */
    boolean fits(List<String> row, int shift) {
        return row.size() >= fewest() + shift
                && time(row.get(place("start", "calldate") + shift))
                && Disposition.of(row.get(fixed.indexOf("disposition") + shift)).isPresent()
                && row.get(fixed.indexOf("billsec") + shift).matches("[0-9]{1,9}(\\.[0-9]+)?");
    }

    /**
     * Which field is where in rows of so many columns.
     *
     * @param rows with so many columns
     * @param shift of everything: 1 where a number of the row comes first
     */
    Map<CdrField, Integer> places(int columns, List<List<String>> rows, int shift) {
        Map<CdrField, Integer> places = new EnumMap<>(CdrField.class);
        for (CdrField field : CdrField.values()) {
            int place = field.among(fixed);
            if (place >= 0) {
                places.put(field, place + shift);
            }
        }
        int tail = fewest() + shift;
        Optional<Integer> uniqueId = first(tail, columns, column -> looksUnique(rows, column))
                .or(() -> usualUniqueId(columns, rows, shift).filter(column -> column < columns));
        uniqueId.ifPresent(column -> places.put(CdrField.UNIQUE_ID, column));
        first(uniqueId.orElse(tail) + 1, columns, column -> looksUnique(rows, column))
                .or(() -> usualLinkedId(columns))
                .ifPresent(column -> places.put(CdrField.LINKED_ID, column));
        if (this == TABLE && columns >= FREEPBX_COLUMNS + shift) {
            uniqueId.ifPresent(column -> places.put(CdrField.DID, column + DID_AFTER));
        }
        return places;
    }

    /** Where it is when no row of this length has one to show. */
    private Optional<Integer> usualUniqueId(int columns, List<List<String>> rows, int shift) {
        return switch (this) {
            // Of 17 and 20 the odd one is uniqueid or userfield; rows of 19 have neither.
            case CDR_CSV ->
                columns == 19 || (columns != 18 && columns != 21 && !rows.isEmpty())
                        ? Optional.empty()
                        : Optional.of(fewest() + shift);
            case CDR_CUSTOM, TABLE -> Optional.of(fewest() + shift);
        };
    }

    private Optional<Integer> usualLinkedId(int columns) {
        return this == CDR_CSV && columns >= 19 && columns <= most ? Optional.of(columns - 2) : Optional.empty();
    }

    private int place(String... names) {
        return Arrays.stream(names)
                .mapToInt(fixed::indexOf)
                .filter(at -> at >= 0)
                .findFirst()
                .orElseThrow();
    }

    private static Optional<Integer> first(int from, int to, IntPredicate which) {
        return IntStream.range(from, Math.max(from, to)).filter(which).boxed().findFirst();
    }

    private static boolean looksUnique(List<List<String>> rows, int column) {
        return rows.stream().anyMatch(row -> column < row.size() && UniqueId.is(row.get(column)));
    }

    /** Anything with a date and a time of day, a zero date too; not a bare number, of which every row has several. */
    private static boolean time(String text) {
        return text.matches("\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{1,4}[ T]\\d{1,2}:\\d{2}(:\\d{2})?.{0,16}");
    }
}
