/**
 * What outlives a restart: conversations and routed calls, in one SQLite database in the state directory.
 *
 * <p>Writing happens behind the calls, on one thread of its own; nothing here is ever waited for by a call.
 */
@NullMarked
package lastagent.store;

import org.jspecify.annotations.NullMarked;
