/**
 * The composition root: reads the settings, builds every part with plain constructors, starts and stops them.
 */
@NullMarked
package lastagent.app;

import org.jspecify.annotations.NullMarked;
