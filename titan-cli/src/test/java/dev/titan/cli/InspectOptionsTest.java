package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.titan.cli.InspectOptions.Inspection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

class InspectOptionsTest {
    @Command
    private static final class Sample {
        @Mixin
        private InspectOptions inspect = new InspectOptions();

        @Parameters(arity = "0..*")
        private List<String> rest = List.of();
    }

    @Test
    void listensOnLoopbackUnlessTold() throws Exception {
        assertEquals(Optional.empty(), parse("shop"));
        assertEquals(Optional.of(new Inspection("127.0.0.1", 9229, false)), parse("--inspect"));
        assertEquals(Optional.of(new Inspection("127.0.0.1", 0, false)), parse("--inspect=0"));
        assertEquals(Optional.of(new Inspection("0.0.0.0", 9229, false)), parse("--inspect=0.0.0.0"));
        assertEquals(Optional.of(new Inspection("::1", 9230, true)), parse("--inspect-brk=[::1]:9230"));
        assertEquals(
                Optional.of(new Inspection("localhost", 1, true)), parse("--inspect", "--inspect-brk=localhost:1"));
    }

    @Test
    void takesOnlyAValueThatIsAttached() throws Exception {
        Sample sample = new Sample();
        new CommandLine(sample).parseArgs("--inspect", "shop");
        assertEquals(List.of("shop"), sample.rest);
        assertEquals(9229, sample.inspect.inspection().orElseThrow().port());
    }

    private static Optional<Inspection> parse(String... args) throws CommandException {
        Sample sample = new Sample();
        new CommandLine(sample).parseArgs(args);
        return sample.inspect.inspection();
    }
}
