import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { preset } from '@graphql-codegen/client-preset';
import { codegen } from '@graphql-codegen/core';
import { buildASTSchema, type DocumentNode, type GraphQLSchema, isInterfaceType, parse } from 'graphql';

/**
 * Writes `dashboard/generated/`: one typed document for every operation of the dashboard's `.graphql`
 * files, checked against the server's committed schema, and the types of each interface for the cache. Run by `npm run generate`.
 */
const SCHEMA = 'server/schema.graphql';
const DOCUMENTS = 'dashboard';
const OUTPUT = 'dashboard/generated/';

const config = {
  scalars: { Date: 'string', DateTime: 'string', SafeInt: 'number', Decimal: 'string' },
  strictScalars: true,
  enumsAsTypes: true,
  immutableTypes: true,
  useTypeImports: true,
  documentMode: 'documentNode',
};

function readDocuments(): { location: string; document: DocumentNode; rawSDL: string }[] {
  return readdirSync(DOCUMENTS, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => {
      const location = join(DOCUMENTS, file);
      const rawSDL = readFileSync(location, 'utf8');
      return { location, rawSDL, document: parse(rawSDL) };
    });
}

async function generate(): Promise<void> {
  const schema = parse(readFileSync(SCHEMA, 'utf8'));
  const schemaAst = buildASTSchema(schema);
  const sections = await preset.buildGeneratesSection({
    baseOutputDir: OUTPUT,
    schema,
    schemaAst,
    documents: readDocuments(),
    config,
    presetConfig: { fragmentMasking: false },
    plugins: [],
    pluginMap: {},
  });
  mkdirSync(OUTPUT, { recursive: true });
  // The documents live in .graphql files, so the map from template strings (gql.ts) has no reader.
  for (const section of sections.filter(({ filename }) => filename.endsWith('graphql.ts'))) {
    writeFileSync(section.filename, await codegen(section));
  }
  const types = JSON.stringify(possibleTypes(schemaAst), null, 2);
  writeFileSync(
    join(OUTPUT, 'possible-types.ts'),
    `export const possibleTypes: Record<string, string[]> = ${types};\n`,
  );
}

/** The object types of every interface, by which a cache knows what a fragment on the interface is of. */
function possibleTypes(schema: GraphQLSchema): Record<string, string[]> {
  const interfaces = Object.values(schema.getTypeMap()).filter(isInterfaceType);
  return Object.fromEntries(
    interfaces.map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]),
  );
}

await generate();
