package lastagent.asterisk.cdr;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a file is to be read.
 *
 * @param zone of the PBX's clock: that of times without one
 * @param columns which column a field is, by name or by number from 1, where it cannot be told from the file
 * @param table of a dump that holds several; empty for the first that looks like a CDR
 * @param tail to read only about so many bytes of the file's end, from a whole line on; only for files of lines that are not
 *     compressed. Empty for all
 */
public record FileOptions(ZoneId zone, Map<CdrField, String> columns, Optional<String> table, OptionalLong tail) {

    /** Copies the map. */
    public FileOptions {
        columns = Map.copyOf(columns);
    }

    /** Everything is to be told from the file but the zone. */
    public static FileOptions in(ZoneId zone) {
        return new FileOptions(zone, Map.of(), Optional.empty(), OptionalLong.empty());
    }

    /** The same with these columns. */
    public FileOptions withColumns(Map<CdrField, String> set) {
        return new FileOptions(zone, set, table, tail);
    }

    /** The same for this table of a dump. */
    public FileOptions withTable(String name) {
        return new FileOptions(zone, columns, Optional.of(name), tail);
    }

    /** The same for the file's end only. */
    public FileOptions withTail(long bytes) {
        return new FileOptions(zone, columns, table, OptionalLong.of(bytes));
    }
}
