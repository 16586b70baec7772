package lastagent.asterisk.ami;

/**
 * Where a PBX's AMI listens, and as whom to log in.
 *
 * @param host name or address
 * @param port 5038 unless {@code manager.conf} says otherwise
 * @param user a section of {@code manager.conf}
 * @param secret the user's; never in a log
 */
public record AmiAccount(String host, int port, String user, String secret) {

    /**
     * Checks that nothing in it can end a line of the protocol.
     *
     * @throws IllegalArgumentException if user or secret holds a control character, or the port is none
     */
    public AmiAccount {
        if (user.chars().anyMatch(Character::isISOControl) || secret.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the AMI user or secret holds a control character");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
    }

    @Override
    public String toString() {
        return user + ":***@" + host + ":" + port;
    }
}
