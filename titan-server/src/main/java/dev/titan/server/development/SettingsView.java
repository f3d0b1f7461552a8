package dev.titan.server.development;

import dev.titan.config.ConfigKey;
import dev.titan.config.ConfigKeys;
import dev.titan.config.EnvFiles;
import dev.titan.config.LoadedConfig;
import dev.titan.config.Secrets;
import dev.titan.config.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configuration as JSON values, secrets hidden. */
final class SettingsView {
    private SettingsView() {}

    /** {@code {settings: [{key, value, origin, default, unit, description}], env: [{name, value}], envFiles}}. */
    static Map<String, Object> of(LoadedConfig config, EnvFiles env) {
        Map<String, ConfigKey> keys = new LinkedHashMap<>();
        ConfigKeys.ALL.forEach(key -> keys.put(key.path(), key));
        List<Map<String, @Nullable Object>> settings = new ArrayList<>();
        for (Setting setting : config.settings()) {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("key", setting.key());
            json.put("value", setting.shown());
            json.put("origin", setting.origin());
            json.put("default", setting.isDefault());
            ConfigKey key = keys.get(setting.key());
            json.put("unit", key == null ? "" : key.unit());
            json.put("description", key == null ? "" : key.description());
            settings.add(json);
        }
        List<Map<String, Object>> names = new ArrayList<>();
        env.values()
                .forEach((name, value) ->
                        names.add(Map.of("name", name, "value", String.valueOf(Secrets.mask(name, value)))));
        return Map.of("settings", settings, "env", names, "envFiles", env.files());
    }
}
