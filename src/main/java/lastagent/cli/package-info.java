/**
 * The commands of {@code ./lastagent}. The outermost package: nothing depends on it, and it alone prints to the terminal.
 */
@NullMarked
package lastagent.cli;

import org.jspecify.annotations.NullMarked;
