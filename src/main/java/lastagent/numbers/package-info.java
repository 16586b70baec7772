/**
 * Numbers as trunks present them, brought into the one form in which they are compared.
 *
 * <p>libphonenumber knows the countries; rules of our own before it keep junk out.
 */
@NullMarked
package lastagent.numbers;

import org.jspecify.annotations.NullMarked;
