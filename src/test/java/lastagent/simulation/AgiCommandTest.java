package lastagent.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgiCommandTest {

    @Test
    void cutsAtBlanksButNotWithinQuotes() {
        assertThat(AgiCommand.parse("SET VARIABLE  X \"a,b; \\\"q\\\" ${EXTEN}\"")
                        .words())
                .containsExactly("SET", "VARIABLE", "X", "a,b; \"q\" ${EXTEN}");
    }

    @Test
    void keepsAnEmptyArgument() {
        assertThat(AgiCommand.parse("SET VARIABLE X \"\"").words()).containsExactly("SET", "VARIABLE", "X", "");
    }
}
