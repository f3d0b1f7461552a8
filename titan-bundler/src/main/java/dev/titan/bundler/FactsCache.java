package dev.titan.bundler;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The facts about the bundles of the last bundling: most bundles are the same when one file has been saved. Confined to one thread at a time. */
final class FactsCache {
    private final BundleAnalyser analyser;
    private Map<String, BundleFacts> byCode = Map.of();

    FactsCache(BundleAnalyser analyser) {
        this.analyser = analyser;
    }

    /** The facts about bundles, in their order. */
    List<BundleFacts> of(List<String> codes) throws IOException {
        List<String> fresh = codes.stream()
                .filter(code -> !byCode.containsKey(code))
                .distinct()
                .toList();
        List<BundleFacts> found = analyser.analyse(fresh);
        Map<String, BundleFacts> now = new HashMap<>();
        for (int i = 0; i < fresh.size(); i++) {
            now.put(fresh.get(i), found.get(i));
        }
        List<BundleFacts> facts = new ArrayList<>();
        for (String code : codes) {
            BundleFacts known = now.computeIfAbsent(code, byCode::get);
            facts.add(known);
        }
        byCode = now;
        return facts;
    }
}
