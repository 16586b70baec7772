package lastagent.asterisk.cdr;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * A SELECT without its first word, and the values for its placeholders.
 *
 * @param numbers whether the bounds of the start column are given as numbers; the other values are texts always
 * @param bounds come first
 */
record TableQuery(String sql, List<String> bounds, boolean numbers, List<String> texts) {

    /** Sets the values. */
    void bind(PreparedStatement statement) throws SQLException {
        int index = 1;
        for (String bound : bounds) {
            if (numbers) {
                statement.setLong(index++, Long.parseLong(bound));
            } else {
                statement.setString(index++, bound);
            }
        }
        for (String text : texts) {
            statement.setString(index++, text);
        }
    }
}
