package lastagent.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import lastagent.core.call.CallerId;
import lastagent.core.call.NumberPlan;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberPlanTest {

    private static final PhoneNumberPlan UKRAINE = new PhoneNumberPlan(Optional.of("UA"), List.of(), Set.of());
    private static final PhoneNumberPlan NOWHERE = new PhoneNumberPlan(Optional.empty(), List.of(), Set.of());

    /** A row of the tables: the number that is compared, or why there is none. */
    private static String read(NumberPlan plan, String presented, int presentation) {
        return switch (plan.read(presented, presentation)) {
            case CallerId.Subscriber subscriber -> subscriber.number().value();
            case CallerId.Unusable unusable -> unusable.why().name();
        };
    }

    private static String read(NumberPlan plan, String presented) {
        return read(plan, presented, NumberPlan.PRESENTED);
    }

    private static PhoneNumberPlan with(String region, String... prefixRules) {
        return new PhoneNumberPlan(Optional.of(region), List.of(prefixRules), Set.of());
    }

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # S16: one subscriber, four spellings
            UA | 0991234567           | +380991234567
            UA | +380991234567        | +380991234567
            UA | 380991234567         | +380991234567
            UA | 00380991234567       | +380991234567
            UA | 991234567            | +380991234567
            UA | +38 (099) 123-45-67  | +380991234567
            UA | 099.123.45.67        | +380991234567
            # S7: the end of somebody else's number
            UA | 234567               | 234567
            UA | 1234567              | 1234567
            # a range that libphonenumber does not know, of the right length
            UA | 0811234567           | +380811234567
            UA | 380811234567         | +380811234567
            # an old way to dial, for which the administrator needs a prefix rule
            UA | 80991234567          | 80991234567
            # from abroad
            UA | +420601234567        | +420601234567
            UA | 00420601234567       | +420601234567
            UA | 420601234567         | +420601234567
            UA | 79161234567          | +79161234567
            # the PBX itself
            UA | 201                  | 201
            UA | 9715                 | 9715
            UA | 112                  | 112
            CZ | 601234567            | +420601234567
            CZ | 420601234567         | +420601234567
            CZ | +420601234567        | +420601234567
            CZ | 00420601234567       | +420601234567
            CZ | +380991234567        | +380991234567
            CZ | 2010                 | 2010
            US | 2125550123           | +12125550123
            US | 12125550123          | +12125550123
            US | +12125550123         | +12125550123
            US | (212) 555-0123       | +12125550123
            US | 011380991234567      | +380991234567
            US | 1001                 | 1001
            RU | 89161234567          | +79161234567
            RU | 8 916 123-45-67      | +79161234567
            RU | 9161234567           | +79161234567
            RU | 79161234567          | +79161234567
            RU | +79161234567         | +79161234567
            RU | 810380991234567      | +380991234567
            RU | 380991234567         | +380991234567
            DE | 030123456            | +4930123456
            DE | 4930123456           | +4930123456
            DE | +4930123456          | +4930123456
            DE | 004930123456         | +4930123456
            DE | 015112345678         | +4915112345678
            DE | 20123                | 20123
            # what Australia dials before a country code also begins with 00
            AU | 0011380991234567     | +380991234567
            IT | 0612345678           | +390612345678
            """)
    void bringsEverySpellingIntoTheRegionsForm(String region, String presented, String expected) {
        assertThat(read(with(region), presented)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
            0991234567     | 0991234567
            +380991234567  | +380991234567
            00380991234567 | +380991234567
            380991234567   | 380991234567
            099 123-45-67  | 0991234567
            201            | 201
            001            | 001
            """)
    void leavesDigitsAsTheyComeWithoutARegion(String presented, String expected) {
        assertThat(read(NOWHERE, presented)).isEqualTo(expected);
    }

    @Nested
    class Withheld {

        @ParameterizedTest(name = "\"{0}\"")
        @ValueSource(
                strings = {
                    "",
                    "   ",
                    "anonymous",
                    "Anonymous",
                    "ANONYMOUS",
                    "\"Anonymous\"",
                    "anonymous@anonymous.invalid",
                    "sip:anonymous@anonymous.invalid",
                    "<sip:Anonymous@Anonymous.Invalid>",
                    "unknown",
                    "<unknown>",
                    "Unknown",
                    "restricted",
                    "Restricted",
                    "private",
                    "PRIVATE",
                    "Private Number",
                    "withheld",
                    "unavailable",
                    "Unavailable",
                    "blocked",
                    "not available",
                    "Not_Available",
                    "(null)",
                    "-",
                    "0",
                    "0000000000",
                    "+266696687"
                })
        void byItsSpelling(String presented) {
            assertThat(read(UKRAINE, presented)).isEqualTo("WITHHELD");
            assertThat(read(NOWHERE, presented)).isEqualTo("WITHHELD");
        }

        @ParameterizedTest(name = "presentation {0}")
        @ValueSource(ints = {0x20, 0x21, 0x22, 0x23, 0x40, 0x43, 0x60, -1})
        void byItsPresentationEvenWithTheNumberBesideIt(int presentation) {
            assertThat(read(UKRAINE, "0991234567", presentation)).isEqualTo("WITHHELD");
        }

        @ParameterizedTest(name = "presentation {0}")
        @ValueSource(ints = {0, 1, 2, 3})
        void butNotByHowTheNumberWasScreened(int presentation) {
            assertThat(read(UKRAINE, "0991234567", presentation)).isEqualTo("+380991234567");
        }
    }

    @Nested
    class Junk {

        @ParameterizedTest(name = "{0}")
        @ValueSource(
                strings = {
                    "alice",
                    "0991234567a",
                    "099123456x",
                    "1' OR '1'='1&SIP/103,x",
                    "\"0991234567\"",
                    "0991234567;--",
                    "0991234567,1",
                    "${CALLERID(num)}",
                    "0991234567${SHELL(id)}",
                    "0991234567\r\nEvent: QueueMemberAdded",
                    "0991234567\n",
                    "\r\n",
                    "0991234567\u0000",
                    "anonymous\r\nEvent: Hangup",
                    "*97",
                    "#31#0991234567",
                    "++380991234567",
                    "380+991234567",
                    "+",
                    "0991234567@example.net",
                    "0991234567;ext=12",
                    "0991234567;isub=7",
                    "tel:+380991234567;ext=12",
                    "1-800-FLOWERS",
                    // full-width and Arabic digits: no SIP user part has them
                    "０９９１２３４５６７",
                    "٠٩٩١٢٣٤٥٦٧",
                    "1234567890123456",
                    "+1234567890123456",
                    "()",
                    "🕿"
                })
        void isNoSubscribersNumber(String presented) {
            String expected = presented.equals("()") ? "WITHHELD" : "NO_SUBSCRIBER";
            assertThat(read(UKRAINE, presented)).isEqualTo(expected);
            assertThat(read(NOWHERE, presented)).isEqualTo(expected);
        }

        @Test
        void ofFourKilobytesIsNoSubscribersNumber() {
            assertThat(read(UKRAINE, "0991234567".repeat(410))).isEqualTo("NO_SUBSCRIBER");
            assertThat(read(UKRAINE, " ".repeat(4096) + "0991234567")).isEqualTo("NO_SUBSCRIBER");
            assertThat(read(UKRAINE, "anonymous".repeat(500))).isEqualTo("NO_SUBSCRIBER");
        }

        @Test
        void neverThrows() {
            String symbols = "0123456789+-() .;=@<>\"'${},&\r\n\u0000ae\u0660\uD83D;verstat=ext";
            for (int seed = 0; seed < 20_000; seed++) {
                Random random = new Random(seed);
                StringBuilder text = new StringBuilder();
                for (int length = random.nextInt(40); length > 0; length--) {
                    text.append(symbols.charAt(random.nextInt(symbols.length())));
                }
                for (PhoneNumberPlan plan : List.of(UKRAINE, NOWHERE)) {
                    assertThat(plan.read(text.toString(), 0))
                            .as("seed %s", seed)
                            .isNotNull();
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "+380991234567;verstat=TN-Validation-Passed",
                "0991234567;phone-context=+380",
                "0991234567;cpc=ordinary;oli=0"
            })
    void readsPastWhatTheProviderSaysOfTheNumber(String presented) {
        assertThat(read(UKRAINE, presented)).isEqualTo("+380991234567");
    }

    @Nested
    class PrefixRules {

        @ParameterizedTest(name = "{0}: {1} is {2}")
        @CsvSource(delimiter = '|', textBlock = """
                8(0\\d{9}) -> +38$1       | 80991234567    | +380991234567
                ^8(0\\d{9})$ -> +38$1     | 80991234567    | +380991234567
                8(0\\d{9}) -> +38$1       | 380991234567   | +380991234567
                9(\\d{10}) -> $1          | 90991234567    | +380991234567
                (\\d{7}) -> +38044$1      | 1234567        | +380441234567
                (20\\d) -> +38044123450$1 | 9715           | 9715
                """)
        void rewriteBeforeTheRegionsForm(String rule, String presented, String expected) {
            assertThat(read(with("UA", rule), presented)).isEqualTo(expected);
        }

        @Test
        void giveADigitAfterAGroupItsOwnMeaning() {
            PhoneNumberPlan plan = new PhoneNumberPlan(Optional.empty(), List.of("1(\\d{6}) -> $10"), Set.of());
            assertThat(read(plan, "1234567")).isEqualTo("2345670");
        }

        @Test
        void endWithTheFirstThatMatches() {
            PhoneNumberPlan plan = with("UA", "8(\\d{10}) -> +38$1", "8\\d+ -> 111", "\\+38.* -> 222");
            assertThat(read(plan, "80991234567")).isEqualTo("+380991234567");
        }

        @Test
        void cannotMakeANumberOutOfWhatIsNone() {
            assertThat(read(with("UA", "(.*) -> 1$1"), "+380991234567")).isEqualTo("NO_SUBSCRIBER");
            assertThat(read(with("UA", "(.*) -> $1$1"), "0991234567")).isEqualTo("NO_SUBSCRIBER");
        }

        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource(delimiter = '|', textBlock = """
                0(\\d{9})             | write it as PATTERN -> REPLACEMENT
                0 -> 1 -> 2           | write it as PATTERN -> REPLACEMENT
                -> +380               | the pattern is empty
                0(\\d{9 -> +380$1     | the pattern is no regular expression
                0\\d{9} -> +380$1     | $1 has no parentheses on the left
                0(\\d{9}) -> +380-$1  | the replacement is made of digits and $1 to $9
                0(\\d{9}) ->          | the replacement is made of digits and $1 to $9
                """)
        void thatAreNoneAreRefusedWithTheReason(String rule, String why) {
            assertThatThrownBy(() -> with("UA", rule))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("prefix rule \"" + rule + "\"")
                    .hasMessageContaining(why);
        }
    }

    @Nested
    class OwnNumbers {

        private final PhoneNumberPlan plan =
                new PhoneNumberPlan(Optional.of("UA"), List.of(), Set.of("044 123-45-67", "+380800123456"));

        @ParameterizedTest(name = "{0}")
        @ValueSource(strings = {"0441234567", "+380441234567", "380441234567", "0800123456"})
        void areNoCallersInAnySpelling(String presented) {
            assertThat(read(plan, presented)).isEqualTo("OWN_NUMBER");
        }

        @Test
        void thatAreNoNumbersAreRefused() {
            assertThatThrownBy(() -> new PhoneNumberPlan(Optional.of("UA"), List.of(), Set.of("main line")))
                    .hasMessage("own number \"main line\": not a number");
        }
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"ua", "UKR", "38", "", "XX"})
    void refusesARegionThatIsNone(String region) {
        assertThatThrownBy(() -> with(region))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("region \"" + region + "\"");
    }
}
