/** The lab's scenarios as tests of the build: real Asterisks in chroots, real calls. See lab/README.md. */
@NullMarked
package lastagent.lab;

import org.jspecify.annotations.NullMarked;
