/**
 * What a PBX's own history says of callers who come back, and what this service would have done with them. {@link
 * lastagent.replay.Replay} counts, {@link lastagent.replay.Report} holds the figures, and three classes write them down.
 * Nothing here reads a file, a clock or a setting.
 */
@NullMarked
package lastagent.replay;

import org.jspecify.annotations.NullMarked;
