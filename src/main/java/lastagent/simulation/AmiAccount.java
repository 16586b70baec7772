package lastagent.simulation;

/**
 * Who may log in over AMI, a section of {@code manager.conf}.
 *
 * @param user the section's name
 * @param secret its {@code secret}
 */
public record AmiAccount(String user, String secret) {}
