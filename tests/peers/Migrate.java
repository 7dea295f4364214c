// Flyway's own library, called as its command line calls it:
// java -cp … Migrate.java URL USER FOLDER

import org.flywaydb.core.Flyway;

class Migrate {
    public static void main(String[] arguments) {
        Flyway.configure()
            .dataSource(arguments[0], arguments[1], "")
            .locations("filesystem:" + arguments[2])
            .load()
            .migrate();
    }
}
