import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { runEntry } from './entry.js';
import { createDataSource, PROJECT_ROOT } from './platform/index.js';
import { createToile, entities } from './schema.js';

/** Writes the schema of the whole product to `server/schema.graphql`; it needs no database. */
async function print(): Promise<void> {
  const dataSource = createDataSource({ url: 'postgres://nowhere/toile', entities, migrations: [] });
  // biome-ignore lint/complexity/useLiteralKeys: protected, and the only way to know the tables without connecting
  await dataSource['buildMetadatas']();
  const { schema } = await createToile({
    dataSource,
    publicUrl: 'http://localhost:4000',
    dataDirectory: 'data',
  });
  const text = printSchema(lexicographicSortSchema(schema));
  await writeFile(join(PROJECT_ROOT, 'server', 'schema.graphql'), `${text}\n`);
}

await runEntry(print);
