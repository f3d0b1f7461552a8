package dev.titan.client.caller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.titan.client.TitanClient;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** Methods with a body, of interfaces as callers have them: in packages of their own, and of no concern to others. */
class DefaultMethodTest {
    interface Named {
        default String greet(String name, int times) {
            return "hello ".repeat(times) + name;
        }
    }

    interface Users extends Named {
        String find(String id);

        default String fails() {
            throw new IllegalStateException("its own");
        }
    }

    @Test
    void aMethodOfAnInterfaceThatIsNotPublicIsCalledAsItIs() {
        try (TitanClient client = TitanClient.connect(URI.create("http://localhost:1"))) {
            Users users = client.service("users", Users.class);
            assertEquals("hello hello Ann", users.greet("Ann", 2));
            assertEquals(
                    "its own",
                    assertThrows(IllegalStateException.class, users::fails).getMessage());
        }
    }
}
