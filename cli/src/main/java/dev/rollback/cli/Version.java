package dev.rollback.cli;

import picocli.CommandLine.IVersionProvider;

/** The version the build has written into the jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"co " + (version == null ? "(not packaged)" : version)};
    }
}
