/**
 * The Asterisk Manager Interface: the connection, what keeps it up, and the two dialects that turn its messages into
 * {@link lastagent.core.live.PbxEvent}.
 */
@NullMarked
package lastagent.asterisk.ami;

import org.jspecify.annotations.NullMarked;
