/** The demo's plan, its counting, and the whole of it. */
@NullMarked
package lastagent.app.demo;

import org.jspecify.annotations.NullMarked;
