package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.model.Bundle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StackMapTest {
    private static final String NAME = "titan:///actions/(a) [id].js";

    /** Line 1 maps to line 3 of the author's file, line 2 to line 1 of the package, line 3 to nothing; each at column 1 to column 1, and at column 10 to column 5. */
    private static final String MAP =
            "{\"version\":3,\"sources\":[\"app/actions/user.ts\",\"node_modules/p/index.js\"],\"mappings\":\"AAEA,SAAI;ACFJ,SAAI;A\"}";

    private final StackMap stacks = new StackMap(List.of(new Bundle(NAME, "", MAP)), action -> MAP);

    @Test
    void namesTheAuthorsPlacesAndFunctions() {
        List<Frame> frames = stacks.frames("""
                Error: boom
                    at new Shop (%1$s:1:10)
                    at Shop.find [as get] (%1$s:1:12)
                    at Object.inner (%1$s:1:1)
                    at async outer (%1$s:1:1)
                    at async %1$s:1:10
                    at Module.<anonymous> (%1$s:1:1)
                    at %1$s:2:3\
                """.formatted(NAME), "Error", "boom");

        assertEquals(
                List.of(
                        "at new Shop (app/actions/user.ts:3:5)",
                        "at Shop.find [as get] (app/actions/user.ts:3:5)",
                        "at inner (app/actions/user.ts:3:1)",
                        "at outer (app/actions/user.ts:3:1)",
                        "at app/actions/user.ts:3:5",
                        "at app/actions/user.ts:3:1",
                        "at node_modules/p/index.js:1:1"),
                frames.stream().map(Frame::toString).toList());
        assertTrue(frames.get(0).own());
        assertFalse(frames.get(6).own());
    }

    @Test
    void showsTwinsAsTheFunctionsTheyBelongTo() {
        List<Frame> frames = stacks.frames("""
                Error
                    at inner$twin (%1$s:1:1)
                    at inner$twin.next (<anonymous>)
                    at advance (titan:kernel:531:14)
                    at $d_r0.call. (%1$s:1:1)
                    at #hidden$twin_ (%1$s:1:1)
                    at $d_twin_12 (%1$s:1:1)
                    at out.found.$d_twin_3 (%1$s:1:1)
                    at Generator.next (<anonymous>)\
                """.formatted(NAME), "Error", "");

        assertEquals(
                List.of("inner", "", "#hidden", "", ""),
                frames.stream().map(Frame::function).toList());
    }

    @Test
    void leavesOutWhatHasNoPlaceInTheSource() {
        String stack =
                "x\n    at f (" + NAME + ":3:1)\n    at g (" + NAME + ":9:1)\n    at h (titan:///actions/b.js:1:1)"
                        + "\n    at eval (eval at f (" + NAME + ":1:1), <anonymous>:1:1)\n    at k (" + NAME + ":1)"
                        + "\n    at Array.map (<anonymous>)\n    at native";

        assertEquals(List.of(), stacks.frames(stack, "", ""));
    }

    @Test
    void readsWhatCodeHasReadAlready() {
        String frames = stacks.authorFrames("""

                    at new Shop (%1$s:1:10)
                    at Shop.find [as get] (%1$s:1:1)
                    at Array.map (<anonymous>)
                    at advance (titan:kernel:5:1)
                    at %1$s:2:3\
                """.formatted(NAME));
        assertEquals(
                "\n    at new Shop (app/actions/user.ts:3:5)\n    at Shop.find [as get] (app/actions/user.ts:3:1)"
                        + "\n    at node_modules/p/index.js:1:1",
                frames);
        assertEquals(
                stacks.frames(
                        "Error: a\n    at new Shop (" + NAME + ":1:10)\n    at f (" + NAME + ":2:3)", "Error", "a"),
                stacks.frames(
                        "Error: a\n    at new Shop (app/actions/user.ts:3:5)\n    at f (node_modules/p/index.js:1:1)",
                        "Error",
                        "a"));
        assertEquals(
                "user.ts:3:5",
                stacks.place("Error\n    at node_modules/p/index.js:1:1\n    at app/actions/user.ts:3:5"));
        List<Frame> odd = stacks.frames("""
                Error
                    at get (app/actions/(a) [id].ts:3:5)
                    at app/actions/(a) [id].ts:4:6
                    at emit (titan-node:events.ts:1:2)
                    at far (file:///app/a.ts:1:2)
                    at far (/app/a.ts:1:2)
                    at JSON.parse (<anonymous>)
                    at noon\
                """, "Error", "");
        assertEquals(
                List.of(
                        "at get (app/actions/(a) [id].ts:3:5)",
                        "at app/actions/(a) [id].ts:4:6",
                        "at emit (titan-node:events.ts:1:2)"),
                odd.stream().map(Frame::toString).toList());
        assertFalse(odd.get(2).own());
        assertNull(StackMap.NONE.authorFrames("\n    at f (" + NAME + ":1:1)"));
    }

    @Test
    void aFileThatCodeHasReadMayHaveAnyName() {
        List<Frame> frames = StackMap.NONE.frames(
                "Error: a\n    at run (lib/<img src=x onerror=canary()>'\"&.ts:2:9)\n    at lib/<b> (1).ts:3:4",
                "Error",
                "a");
        assertEquals(
                List.of("lib/<img src=x onerror=canary()>'\"&.ts", "lib/<b> (1).ts"),
                frames.stream().map(frame -> frame.place().file()).toList());
    }

    @Test
    void takesNoPartOfTheMessageForAFrame() {
        String message = "boom\n    at fake (" + NAME + ":1:1)";
        ThrownError error = new ThrownError(
                "Error", message, "Error: " + message + "\n    at real (" + NAME + ":1:1)", null, stacks);

        assertEquals(1, error.frames().size());
        assertEquals("Error: " + message + "\n    at real (app/actions/user.ts:3:1)", error.stack());
    }

    @Test
    void tellsTheInnermostPlaceOfTheAuthorsOwn() {
        assertEquals("user.ts:3:5", stacks.place("Error\n    at p (" + NAME + ":2:1)\n    at f (" + NAME + ":1:10)"));
        assertEquals("", stacks.place("Error\n    at p (" + NAME + ":2:1)"));
    }

    @Test
    void mapsStacksInsideOfTexts() {
        assertEquals(
                "  saw Error: a\n      at f (app/actions/user.ts:3:1)\n  at noon",
                stacks.text("  saw Error: a\n      at f (" + NAME
                        + ":1:1)\n      at advance (titan:kernel:5:1)\n      at f.next (<anonymous>)\n  at noon"));
        assertEquals("at titan (<anonymous>)", stacks.text("at titan (<anonymous>)"));
    }

    @Test
    void readsAMapOnceAndOnlyWhenItIsNeeded() {
        AtomicInteger reads = new AtomicInteger();
        StackMap lazy = new StackMap(List.of(new Bundle(NAME, "", "")), action -> {
            reads.incrementAndGet();
            return MAP;
        });
        ThrownError error = new ThrownError("Error", "a", "Error: a\n    at f (" + NAME + ":1:1)", null, lazy);

        assertEquals(0, reads.get());
        List<List<Frame>> twice = new ArrayList<>();
        twice.add(error.frames());
        twice.add(error.frames());
        assertEquals(twice.get(0), twice.get(1));
        assertEquals(1, reads.get());
    }

    @Test
    void aMapThatCannotBeReadLeavesPlacesInTheBundle() {
        for (SourceMaps broken : List.<SourceMaps>of(
                action -> {
                    throw new IOException("gone");
                },
                action -> {
                    throw new IllegalStateException("zip file closed");
                },
                action -> "")) {
            StackMap none = new StackMap(List.of(new Bundle(NAME, "", "")), broken);
            assertEquals(
                    "Error: a\n    at f (" + NAME + ":1:1)",
                    new ThrownError("Error", "a", "Error: a\n    at f (" + NAME + ":1:1)", null, none).stack());
        }
    }
}
