package dev.traza.command.api;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/**
 * Text that every reader can show and every log can hold: no control characters but tab and line ends, and no halves of
 * characters, which could not be written as UTF-8.
 */
@Documented
@Constraint(validatedBy = Text.Validator.class)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@interface Text {

    /** What is said when it is broken. */
    String message() default "must not contain control characters or incomplete characters";

    /** Whether line ends and tabs are allowed. */
    boolean multiline() default false;

    /** Of Jakarta Validation. */
    Class<?>[] groups() default {};

    /** Of Jakarta Validation. */
    Class<? extends Payload>[] payload() default {};

    /** Checks one text; an absent one is fine. */
    final class Validator implements ConstraintValidator<Text, CharSequence> {

        private boolean multiline;

        @Override
        public void initialize(Text constraint) {
            multiline = constraint.multiline();
        }

        @Override
        public boolean isValid(@Nullable CharSequence text, ConstraintValidatorContext context) {
            return text == null || text.codePoints().allMatch(this::isFine);
        }

        private boolean isFine(int codePoint) {
            if (codePoint == '\n' || codePoint == '\r' || codePoint == '\t') {
                return multiline;
            }
            boolean halfCharacter = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
            return !Character.isISOControl(codePoint) && !halfCharacter;
        }
    }
}
