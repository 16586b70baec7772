package lastagent.app;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lastagent.core.call.CallerId;
import lastagent.core.call.CallerNumber;
import lastagent.core.call.NumberPlan;
import lastagent.numbers.PhoneNumberPlan;

/** Builds the number plan that the settings describe. */
final class NumberPlans {

    private NumberPlans() {}

    /**
     * The plan.
     *
     * @throws IllegalArgumentException if the settings cannot be used; the message is for the administrator
     */
    static NumberPlan of(Settings.Numbers numbers) {
        return new PhoneNumberPlan(numbers.region(), numbers.prefixRules(), Set.copyOf(numbers.own()));
    }

    /**
     * Numbers that an administrator wrote down.
     *
     * @throws IllegalArgumentException if one is no subscriber's number
     */
    static Set<CallerNumber> read(NumberPlan plan, List<String> spelled) {
        Set<CallerNumber> numbers = new HashSet<>();
        for (String number : spelled) {
            if (!(plan.read(number, NumberPlan.PRESENTED) instanceof CallerId.Subscriber subscriber)) {
                throw new IllegalArgumentException("'" + number + "' is no caller's number");
            }
            numbers.add(subscriber.number());
        }
        return numbers;
    }
}
