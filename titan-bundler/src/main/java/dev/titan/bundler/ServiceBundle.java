package dev.titan.bundler;

import dev.titan.model.Bundle;
import dev.titan.model.Services;

/**
 * The services of an app, in one bundle. Immutable.
 *
 * @param services what it holds
 * @param bundle named {@link Services#BUNDLE}
 * @param report what the drift pass found in it
 */
public record ServiceBundle(Services services, Bundle bundle, DriftReport report) {}
