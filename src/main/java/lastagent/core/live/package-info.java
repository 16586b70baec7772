/**
 * What the PBX is doing now: which channels are joined, and what each agent could take.
 *
 * <p>Both AMI dialects speak {@link lastagent.core.live.PbxEvent}; facts come from answers only.
 */
@NullMarked
package lastagent.core.live;

import org.jspecify.annotations.NullMarked;
