package lastagent.asterisk.ami;

import java.io.IOException;

/** The PBX is there but does not let us in. To try again soon is of no use: a person has to act. */
final class AmiLoginRefusedException extends IOException {

    AmiLoginRefusedException(String why) {
        super(why);
    }
}
