/**
 * The demo: the whole service in this process, a simulated PBX beside it, and a story of callers who are cut off and
 * redial.
 */
@NullMarked
package lastagent.app.demo;

import org.jspecify.annotations.NullMarked;
