package dev.sightline.local;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows {@code ./sightline up}, {@code engines} and {@code demo}. */
record LauncherOptions(Path home, @Nullable Path dataGiven, int portBase, boolean demo, boolean fresh, long parentPid) {
    static LauncherOptions parse(List<String> arguments) {
        var options = new LauncherOptions(Path.of("."), null, Ports.DEFAULT_BASE, false, false, -1);
        var rest = arguments.iterator();
        while (rest.hasNext()) {
            String name = rest.next();
            options = switch (name) {
                case "--demo" -> options.with(options.dataGiven, options.portBase, true, options.fresh);
                case "--fresh" -> options.with(options.dataGiven, options.portBase, options.demo, true);
                case "--data" ->
                    options.with(Path.of(value(name, rest)), options.portBase, options.demo, options.fresh);
                case "--port-base" ->
                    options.with(options.dataGiven, number(name, value(name, rest)), options.demo, options.fresh);
                case "--home" -> options.at(Path.of(value(name, rest)), options.parentPid);
                case "--parent" -> options.at(options.home, number(name, value(name, rest)));
                default ->
                    throw new IllegalArgumentException(
                            "unknown option " + name + "; there are --demo, --data DIR, --fresh and --port-base N");
            };
        }
        return options;
    }

    /** Where the data go: as given, otherwise {@code .sightline} in the checkout. */
    Path data() {
        return dataGiven == null ? home.resolve(".sightline") : dataGiven;
    }

    private LauncherOptions with(@Nullable Path newData, int newPortBase, boolean newDemo, boolean newFresh) {
        return new LauncherOptions(home, newData, newPortBase, newDemo, newFresh, parentPid);
    }

    private LauncherOptions at(Path newHome, long newParentPid) {
        return new LauncherOptions(newHome, dataGiven, portBase, demo, fresh, newParentPid);
    }

    private static String value(String name, java.util.Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(name + " needs a value");
        }
        return rest.next();
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " needs a number, got " + value, e);
        }
    }
}
