// drizzle-orm's own migrator: node migrate_drizzle.mjs FOLDER

import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";

const client = new pg.Client();
await client.connect();
try {
    await migrate(drizzle(client), { migrationsFolder: process.argv[2] });
} finally {
    await client.end();
}
