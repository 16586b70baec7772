/**
 * CDR and queue_log as Asterisk writes them: where rows come from, what they look like, and what they say of calls.
 */
@NullMarked
package lastagent.asterisk.cdr;

import org.jspecify.annotations.NullMarked;
