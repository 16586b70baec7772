package lastagent.numbers;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import lastagent.core.call.CallerId;
import lastagent.core.call.CallerNumber;
import lastagent.core.call.NumberPlan;

/**
 * Reads numbers with libphonenumber's knowledge of the countries.
 *
 * <p>Where a region is set, one subscriber is one number however the trunk spells it: {@code 0991234567},
 * {@code +380991234567}, {@code 380991234567} and {@code 00380991234567} are the same in Ukraine. Without a region digits
 * stay as they come, with {@code 00} read as {@code +}. In this order:
 *
 * <ol>
 *   <li>withheld, by presentation or by spelling
 *   <li>not made of digits, separators and one leading plus: no subscriber's number
 *   <li>the administrator's prefix rules; the first that matches rewrites
 *   <li>up to six digits: an extension of the PBX itself, as it is
 *   <li>the region's form
 *   <li>one of the PBX's own numbers
 * </ol>
 *
 * <p>Immutable and thread-safe.
 */
public final class PhoneNumberPlan implements NumberPlan {

    // callerid.h: AST_PRES_RESTRICTION. Restricted (0x20) and unavailable (0x40), whatever number stands beside it.
    private static final int RESTRICTION = 0x60;

    // Longer than any number with separators and parameters; regular expressions never see more.
    private static final int LONGEST_TEXT = 128;

    private static final int LONGEST_NUMBER = 15;

    private static final int LONGEST_EXTENSION = 6;

    // A country code and a whole number. Shorter ones without a plus are more likely national ones.
    private static final int SHORTEST_WITH_COUNTRY = 11;

    // ASCII on purpose: a SIP user part has no other digits (RFC 3261), and \d would let them through elsewhere.
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9 ().-]+");

    private static final Pattern SEPARATORS = Pattern.compile("[ ().-]+");

    private static final Pattern DIGITS = Pattern.compile("\\+?[0-9]+");

    // PJSIP keeps a user part's parameters unless ignore_uri_user_options is set: ;verstat=…, ;phone-context=…. One
    // that
    // tells apart several people behind one number (ext, isub) makes it no subscriber's number.
    private static final Pattern PARAMETERS =
            Pattern.compile("(?:;(?!ext=|isub=)[a-z][a-z-]*=[A-Za-z0-9.+-]+)+$", Pattern.CASE_INSENSITIVE);

    private final PhoneNumberUtil countries = PhoneNumberUtil.getInstance();
    private final Optional<String> region;
    private final List<PrefixRule> prefixRules;
    private final Set<CallerNumber> ownNumbers;

    /**
     * Checks the settings.
     *
     * @param region the country of the PBX, as ISO 3166 has it ({@code UA}); empty if it is not to be known
     * @param prefixRules applied before anything else is concluded from the digits: {@code 8(0\d{9}) -> +38$1}
     * @param ownNumbers the PBX's DIDs and trunk numbers, in any spelling
     * @throws IllegalArgumentException if one of these cannot be read; the message is for the administrator
     */
    public PhoneNumberPlan(Optional<String> region, List<String> prefixRules, Set<String> ownNumbers) {
        this.region = region;
        region.ifPresent(this::learn);
        this.prefixRules = prefixRules.stream().map(PrefixRule::parse).toList();
        Set<CallerNumber> own = new HashSet<>();
        for (String number : ownNumbers) {
            own.add(subscriber(number)
                    .orElseThrow(() -> new IllegalArgumentException("own number \"" + number + "\": not a number")));
        }
        this.ownNumbers = Set.copyOf(own);
    }

    // libphonenumber reads a country's rules and compiles them when it first needs them; the first call shall not wait.
    private void learn(String country) {
        if (!countries.getSupportedRegions().contains(country)) {
            throw new IllegalArgumentException(
                    "region \"" + country + "\": not a country's two letters (ISO 3166, such as UA, CZ, US)");
        }
        normalForm(countries.format(countries.getExampleNumber(country), PhoneNumberFormat.E164), country);
    }

    @Override
    public CallerId read(String presented, int presentation) {
        if ((presentation & RESTRICTION) != 0) {
            return new CallerId.Unusable(CallerId.Why.WITHHELD);
        }
        if (presented.length() > LONGEST_TEXT || presented.chars().anyMatch(Character::isISOControl)) {
            return new CallerId.Unusable(CallerId.Why.NO_SUBSCRIBER);
        }
        if (WithheldSpellings.contains(presented)) {
            return new CallerId.Unusable(CallerId.Why.WITHHELD);
        }
        Optional<CallerNumber> number = subscriber(presented);
        if (number.isEmpty()) {
            return new CallerId.Unusable(CallerId.Why.NO_SUBSCRIBER);
        }
        return ownNumbers.contains(number.get())
                ? new CallerId.Unusable(CallerId.Why.OWN_NUMBER)
                : new CallerId.Subscriber(number.get());
    }

    private Optional<CallerNumber> subscriber(String presented) {
        String bare = PARAMETERS.matcher(presented).replaceFirst("").strip();
        if (!NUMBER.matcher(bare).matches()) {
            return Optional.empty();
        }
        String digits = SEPARATORS.matcher(bare).replaceAll("");
        for (PrefixRule rule : prefixRules) {
            Optional<String> rewritten = rule.apply(digits);
            if (rewritten.isPresent()) {
                digits = rewritten.get();
                break;
            }
        }
        if (!DIGITS.matcher(digits).matches()) {
            return Optional.empty();
        }
        String normal = normalForm(digits);
        return lengthOf(normal) > LONGEST_NUMBER ? Optional.empty() : Optional.of(new CallerNumber(normal));
    }

    private static int lengthOf(String number) {
        return number.startsWith("+") ? number.length() - 1 : number.length();
    }

    private String normalForm(String digits) {
        if (digits.length() <= LONGEST_EXTENSION) {
            return digits;
        }
        return region.map(country -> normalForm(digits, country)).orElseGet(() -> withPlus(digits));
    }

    private static String withPlus(String digits) {
        return digits.startsWith("00") ? "+" + digits.substring(2) : digits;
    }

    /*
     * The number as the country dials it comes first: 0011 is what Australia dials before a country code. A number that
     * libphonenumber does not know to be assigned, but that has the right length, still gets the country's form, because
     * new ranges are in use before it knows them.
     */
    private String normalForm(String digits, String country) {
        Optional<PhoneNumber> dialled = parse(digits, country);
        Optional<PhoneNumber> valid = dialled.filter(countries::isValidNumber)
                .or(() -> international(digits, country).filter(countries::isValidNumber))
                .or(() -> dialled.filter(number -> !digits.startsWith("00") && isPossible(number)));
        return valid.map(number -> countries.format(number, PhoneNumberFormat.E164))
                .orElseGet(() -> withPlus(digits));
    }

    private boolean isPossible(PhoneNumber number) {
        return countries.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE;
    }

    private Optional<PhoneNumber> international(String digits, String country) {
        if (digits.startsWith("00")) {
            return parse(withPlus(digits), country);
        }
        boolean longEnough = digits.length() >= SHORTEST_WITH_COUNTRY;
        return longEnough && digits.charAt(0) != '+' ? parse("+" + digits, country) : Optional.empty();
    }

    private Optional<PhoneNumber> parse(String digits, String country) {
        try {
            return Optional.of(countries.parse(digits, country));
        } catch (NumberParseException notOfAnyCountry) {
            return Optional.empty();
        }
    }
}
