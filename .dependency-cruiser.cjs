/**
 * The import table of the architecture, which is also its check: README.md explains the folders,
 * this file says who may import whom. Change the table with a decision record, never bypass it.
 */
const features = {
  catalog: ['platform'],
  events: ['platform', 'catalog'],
  models: ['platform', 'catalog', 'perfusion', 'garments', 'simulation', 'statistics', 'random'],
  lift: ['platform', 'catalog', 'events', 'statistics'],
  experiments: ['platform', 'statistics'],
  imports: ['platform', 'catalog', 'events'],
  removal: ['platform', 'catalog', 'events', 'imports'],
};
const shared = {
  random: [],
  platform: ['random'],
  statistics: ['random'],
  garments: ['random'],
  simulation: ['random', 'garments'],
  perfusion: ['random'],
};
const mayImport = { ...shared, ...features };

/** npm packages and Node modules that the pure folders may use; the others may use any. */
const packagesOf = {
  random: ['pure-rand'],
  statistics: ['@stdlib/'],
  garments: ['@resvg/resvg-js'],
  simulation: [],
  perfusion: ['@tensorflow/', 'lru-cache/', 'zod/'],
};

/** Folders of a pure domain that also read files or start threads, with what they may use besides. */
const fileFolders = {
  perfusion: {
    folders: ['weights', 'data', 'backend'],
    core: ['crypto', 'fs', 'fs/promises', 'path', 'zlib', 'worker_threads', 'url'],
    packages: ['sharp', 'hyparquet', 'hyparquet-compressors', '@huggingface/tokenizers'],
  },
};

/** Code of threads and child processes: what it needs of the platform must not load the web server with it. */
const inThreads = {
  folders: '^server/(models|imports)/(compute/|training/|tables/|limits[.]|shown-text[.])',
  platform:
    '^server/platform/(errors/index|json/index|limits/checks|config/version|time/(days|instants))[.]ts$',
};

const error = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const exceptFolders = (domain) =>
  fileFolders[domain] ? { pathNot: `^server/${domain}/(${fileFolders[domain].folders.join('|')})/` } : {};
const folders = (names) => names.map((name) => `^server/${name}/`);

module.exports = {
  forbidden: [
    ...Object.entries(mayImport).map(([domain, allowed]) =>
      error(
        `${domain}-imports`,
        `server/${domain} may import ${allowed.join(', ') || 'no other domain'}.`,
        { path: `^server/${domain}/` },
        { path: '^(server|dashboard|migrations|experiments|tests)/', pathNot: folders([domain, ...allowed]) },
      ),
    ),
    ...Object.entries(packagesOf).map(([domain, packages]) =>
      error(
        `${domain}-is-pure`,
        `server/${domain} uses ${packages.join(', ') || 'nothing'} from outside.`,
        { path: `^server/${domain}/`, ...exceptFolders(domain) },
        {
          dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'core'],
          ...(packages.length > 0 && { pathNot: packages.map((name) => `node_modules/${name}`) }),
        },
      ),
    ),
    ...Object.entries(fileFolders).map(([domain, { folders: inside, core, packages }]) =>
      error(
        `${domain}-reads-files-here-only`,
        `server/${domain}/{${inside.join(',')}} also use ${[...core, ...packages].join(', ')}.`,
        { path: `^server/${domain}/(${inside.join('|')})/` },
        {
          dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'core'],
          pathNot: [
            ...[...packagesOf[domain], ...packages.map((name) => `${name}/`)].map(
              (name) => `node_modules/${name}`,
            ),
            ...core.map((name) => `^(node:)?${name}$`),
          ],
        },
      ),
    ),
    error(
      'domain-front-door',
      'Another domain is used through its index.ts only.',
      { path: '^server/([^/]+)/', pathNot: inThreads.folders },
      { path: '^server/[^/]+/', pathNot: ['^server/$1/', '^server/[^/]+/index[.]ts$'] },
    ),
    error(
      'domain-front-door-in-threads',
      'Another domain is used through its index.ts only, and what a thread needs of the platform directly.',
      { path: inThreads.folders },
      { path: '^server/[^/]+/', pathNot: ['^server/$1/', '^server/[^/]+/index[.]ts$', inThreads.platform] },
    ),
    error(
      'entry-front-door',
      'An entry uses a domain through its index.ts only.',
      { path: '^server/[^/]+[.]ts$' },
      { path: '^server/[^/]+/', pathNot: ['^server/[^/]+/index[.]ts$', '^server/(commands|demo)/'] },
    ),
    error(
      'domains-do-not-know-entries',
      'Composition happens in the entries; a domain never imports one.',
      { path: `^server/(${Object.keys(mayImport).join('|')})/` },
      { path: '^server/([^/]+[.]ts$|commands/|demo/)' },
    ),
    error(
      'server-stands-alone',
      'The server imports neither the dashboard, nor studies, nor tests.',
      { path: '^(server|migrations)/' },
      { path: '^(dashboard|experiments|tests)/' },
    ),
    error(
      'dashboard-talks-graphql',
      'The dashboard never imports server code.',
      { path: '^dashboard/' },
      { path: '^(server|migrations|experiments|tests)/' },
    ),
    error(
      'studies-use-pure-folders',
      'A study uses the front doors of random, statistics, perfusion, garments and simulation.',
      { path: '^experiments/' },
      {
        path: '^(server|dashboard|migrations|tests)/',
        pathNot: '^server/(random|statistics|perfusion|garments|simulation)/index[.]ts$',
      },
    ),
    error('no-cycles', 'A cycle means a missing module.', {}, { circular: true }),
    error(
      'no-orphans',
      'Nothing imports this file.',
      {
        orphan: true,
        pathNot: [
          '^tests/',
          '^migrations/',
          '[.]config[.]',
          '[.]d[.]ts$',
          '^server/(main|worker|cli|print-schema)[.]ts$',
          '^experiments/[^/]+/run[.]ts$',
          '^dashboard/(build|dev|codegen)[.]ts$',
          '^dashboard/public/',
        ],
      },
      {},
    ),
    error(
      'no-unresolvable',
      'An import that resolves to nothing; the one exception is a package of types only.',
      {},
      { couldNotResolve: true, pathNot: ['^@graphql-typed-document-node/core$'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '[.]json$|[.]css$|[.]svg$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
