package dev.traza.contract.sealing;

import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import dev.traza.contract.personal.Personal;
import java.lang.reflect.Executable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes Jackson write and read {@link Personal} components through {@link PersonalText}. */
public final class PersonalIntrospector extends NopAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Object findSerializer(Annotated member) {
        return isPersonal(member) && !isMap(member) ? PersonalText.WRITING : null;
    }

    @Override
    public @Nullable Object findContentSerializer(Annotated member) {
        return isPersonal(member) && isMap(member) ? PersonalText.WRITING : null;
    }

    @Override
    public @Nullable Object findDeserializer(Annotated member) {
        return isPersonal(member) && !isMap(member) ? PersonalText.reading(mayBeAbsent(member)) : null;
    }

    @Override
    public @Nullable Object findContentDeserializer(Annotated member) {
        return isPersonal(member) && isMap(member) ? PersonalText.reading(false) : null;
    }

    private static boolean isPersonal(Annotated member) {
        return member.hasAnnotation(Personal.class);
    }

    private static boolean isMap(Annotated member) {
        return Map.class.isAssignableFrom(member.getRawType());
    }

    private static boolean mayBeAbsent(Annotated member) {
        return member instanceof AnnotatedParameter parameter
                && parameter.getOwner().getAnnotated() instanceof Executable creator
                && creator.getAnnotatedParameterTypes()[parameter.getIndex()].isAnnotationPresent(Nullable.class);
    }
}
