/**
 * Reads the settings of all rooms from a YAML file, the environment and the command line, and
 * reports every problem at once.
 */
@NullMarked
package io.registrymanager.config;

import org.jspecify.annotations.NullMarked;
