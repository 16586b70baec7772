/** The rules of docs/architecture.md that the build keeps, each with an example that breaks it. */
@NullMarked
package lastagent.architecture;

import org.jspecify.annotations.NullMarked;
