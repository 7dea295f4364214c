// Flyway's own library, called as its command line calls it:
// java -cp … Migrate.java URL USER FOLDER migrate|pending

import java.util.Arrays;
import java.util.Map;
import org.flywaydb.core.Flyway;

class Migrate {
    public static void main(String[] arguments) {
        Flyway flyway = Flyway.configure()
            .dataSource(arguments[0], arguments[1], "")
            .locations("filesystem:" + arguments[2])
            .placeholders(Map.of("prefix", "t"))
            .load();
        if (arguments[3].equals("migrate"))
            flyway.migrate();
        else
            System.out.println(Arrays.stream(flyway.info().pending())
                .filter(migration -> migration.getVersion() != null).count());
    }
}
