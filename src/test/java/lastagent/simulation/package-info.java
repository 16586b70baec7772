/** The simulated PBX, tested as its clients see it: over sockets. */
@NullMarked
package lastagent.simulation;

import org.jspecify.annotations.NullMarked;
