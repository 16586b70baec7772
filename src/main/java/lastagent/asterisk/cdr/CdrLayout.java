package lastagent.asterisk.cdr;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Which column of a row is which field. Immutable.
 *
 * <p>A layout is usable if it has a start, a source, a called side's channel and a disposition, and one of end, duration and
 * billsec: without one of these no talk can be told. The rest may be missing (sixteen columns of Master.csv have no
 * uniqueid), and what is missing reads as empty.
 */
public final class CdrLayout {

    private static final List<CdrField> NEEDED =
            List.of(CdrField.START, CdrField.SRC, CdrField.DST_CHANNEL, CdrField.DISPOSITION);
    private static final List<CdrField> LENGTHS = List.of(CdrField.END, CdrField.DURATION, CdrField.BILLSEC);
    private static final int NAMES_SHOWN = 40;

    private final String description;
    private final Map<CdrField, Integer> columns;

    private CdrLayout(String description, Map<CdrField, Integer> columns) {
        this.description = description;
        this.columns = Map.copyOf(columns);
    }

    /** {@link #ofColumns(List, Map)} with nothing set. */
    public static CdrLayout ofColumns(List<String> names) throws IOException {
        return ofColumns(names, Map.of());
    }

    /**
     * The layout of a table, a dump or a file with a header line. Case, spaces and underscores of names do not count.
     *
     * @param names of all columns, in their order
     * @param set which column a field is, by name or by number from 1, where an administrator says so
     * @throws IOException if these columns cannot be a CDR's, or what is set names none of them
     */
    public static CdrLayout ofColumns(List<String> names, Map<CdrField, String> set) throws IOException {
        List<String> plain = names.stream().map(CdrField::plain).toList();
        Map<CdrField, Integer> found = new EnumMap<>(CdrField.class);
        for (CdrField field : CdrField.values()) {
            int column = set.containsKey(field) ? setColumn(field, set, plain) : field.among(plain);
            if (column >= 0) {
                found.put(field, column);
            }
        }
        return usable(names.size() + " columns by name", found, "the columns are " + shown(names));
    }

    /** A layout by position, with what is set taking precedence. */
    static CdrLayout ofPositions(
            String description, Map<CdrField, Integer> positions, Map<CdrField, String> set, String seen)
            throws IOException {
        Map<CdrField, Integer> found = new EnumMap<>(CdrField.class);
        found.putAll(positions);
        for (CdrField field : set.keySet()) {
            found.put(field, setColumn(field, set, List.of()));
        }
        return usable(description, found, seen);
    }

    /** How many of these names are those of fields: what tells a header line from a row. */
    static int known(List<String> names) {
        List<String> plain = names.stream().map(CdrField::plain).toList();
        return (int) Arrays.stream(CdrField.values())
                .filter(field -> field.among(plain) >= 0)
                .count();
    }

    /** The field's column, counted from 0; empty if there is none. */
    public OptionalInt column(CdrField field) {
        int column = at(field);
        return column < 0 ? OptionalInt.empty() : OptionalInt.of(column);
    }

    /** Which field is where, counted from 0. */
    public Map<CdrField, Integer> columns() {
        return columns;
    }

    /** What was found or set, for a person: {@code Master.csv of cdr_csv, 18 columns}. */
    public String description() {
        return description;
    }

    /** As {@link #column}, but -1 if there is none. */
    int at(CdrField field) {
        return columns.getOrDefault(field, -1);
    }

    private static int setColumn(CdrField field, Map<CdrField, String> set, List<String> plain) throws IOException {
        String said = set.getOrDefault(field, "").strip();
        int column = plain.indexOf(CdrField.plain(said));
        if (column < 0 && said.matches("[0-9]{1,4}")) {
            column = Integer.parseInt(said) - 1;
        }
        if (column < 0 || (!plain.isEmpty() && column >= plain.size())) {
            throw new IOException("there is no column \"" + said + "\", which is set for " + field.key());
        }
        return column;
    }

    private static CdrLayout usable(String description, Map<CdrField, Integer> found, String seen) throws IOException {
        List<String> missing = new ArrayList<>();
        NEEDED.stream()
                .filter(field -> !found.containsKey(field))
                .map(CdrField::key)
                .forEach(missing::add);
        if (LENGTHS.stream().noneMatch(found::containsKey)) {
            missing.add(LENGTHS.stream().map(CdrField::key).collect(Collectors.joining(" or ")));
        }
        if (!missing.isEmpty()) {
            throw new IOException(
                    "not known as a CDR: " + seen + "; nothing is " + String.join(", nothing is ", missing)
                            + ". Say which column is which by name or by number from 1, as in start=calldate or start=10");
        }
        return new CdrLayout(description, found);
    }

    private static String shown(List<String> names) {
        return names.stream().limit(NAMES_SHOWN).map(Rejects::quoted).collect(Collectors.joining(", "))
                + (names.size() > NAMES_SHOWN ? " and " + (names.size() - NAMES_SHOWN) + " more" : "");
    }
}
