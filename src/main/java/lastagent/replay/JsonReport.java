package lastagent.replay;

import tools.jackson.databind.json.JsonMapper;

/** Writes a report as JSON, in the shape that {@code docs/replay.md} tells. */
public final class JsonReport {

    private JsonReport() {}

    /** The whole report, indented. */
    public static String of(Report report) {
        return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(report);
    }
}
