/**
 * What a call is made of, before anything is decided: who calls, whom they talk to, why a channel ended.
 *
 * <p>Values only, immutable and safe to share.
 */
@NullMarked
package lastagent.core.call;

import org.jspecify.annotations.NullMarked;
