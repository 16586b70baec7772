/**
 * FastAGI: the server that answers the dialplan, and one script class per entry point.
 *
 * <p>What is known of the protocol is from Asterisk's {@code res_agi.c}.
 */
@NullMarked
package lastagent.asterisk.agi;

import org.jspecify.annotations.NullMarked;
