/**
 * A small PBX in this process, which speaks real AMI to those who follow it and real FastAGI to those who route its
 * calls: for the demo and for tests alike.
 *
 * <p>It writes what Asterisk 22 writes ({@code manager.c}, {@code manager_channels.c}, {@code app_queue.c},
 * {@code res_agi.c} and recordings of it), and shares no code with the adapters that read it.
 */
@NullMarked
package lastagent.simulation;

import org.jspecify.annotations.NullMarked;
