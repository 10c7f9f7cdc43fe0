package dev.traza.contract.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActorTest {

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"AGENT", "SUPERVISOR", "ADMIN"})
    void whoWorksForSupportIsStaff(Role role) {
        assertThat(Actor.user("ana", Set.of(role, Role.REQUESTER)).isStaff()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"REQUESTER", "INTEGRATOR"})
    void whoAsksOrListensIsNot(Role role) {
        assertThat(Actor.user("u-17", Set.of(role)).isStaff()).isFalse();
    }

    @Test
    void whoHasNoRoleIsNotStaffButAServiceIs() {
        assertThat(Actor.user("u-17", Set.of()).isStaff()).isFalse();
        assertThat(Actor.service("routing-service").isStaff()).isTrue();
    }

    @Test
    void rolesAreInOneOrderHoweverTheyCameAndStayAsTheyWere() {
        Set<Role> given = new LinkedHashSet<>(List.of(Role.INTEGRATOR, Role.ADMIN, Role.REQUESTER));

        Actor actor = Actor.user("ana", given);
        given.clear();

        assertThat(actor.roles()).containsExactly(Role.REQUESTER, Role.ADMIN, Role.INTEGRATOR);
        assertThatThrownBy(() -> actor.roles().add(Role.AGENT)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aRoleIsNamedInLowerCaseAndFoundByThatNameOnly() {
        assertThat(EnumSet.allOf(Role.class)).allSatisfy(role -> assertThat(Role.ofTokenName(role.tokenName()))
                .isEqualTo(role));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AGENT", "Agent", "agents", " agent", "root"})
    void anotherNameIsNoRole(String name) {
        assertThatThrownBy(() -> Role.ofTokenName(name)).isInstanceOf(IllegalArgumentException.class);
    }
}
