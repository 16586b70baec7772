/**
 * Who talked to whom, since when, until when, and how it ended; the memory of it, and the port to its log.
 */
@NullMarked
package lastagent.core.conversation;

import org.jspecify.annotations.NullMarked;
