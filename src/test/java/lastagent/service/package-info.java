/** The whole service as a process of its own, as an administrator starts it. */
@NullMarked
package lastagent.service;

import org.jspecify.annotations.NullMarked;
