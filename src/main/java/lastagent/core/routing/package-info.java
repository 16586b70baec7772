/**
 * The decision: a situation goes into a pure policy, a reasoned and traced decision comes out.
 *
 * <p>{@link lastagent.core.routing.CallRouter} is the one place that fails open.
 */
@NullMarked
package lastagent.core.routing;

import org.jspecify.annotations.NullMarked;
